package weft.cli.source;

import org.jspecify.annotations.Nullable;

import weft.cli.terminal.host.TerminalHost;
import weft.cli.terminal.host.TerminalSize;
import weft.framebuffer.Framebuffer;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.ClipboardHandler;
import weft.server.Painting;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A shell, or any other program, in a terminal of our own.
final class TerminalSource implements Source {

    private final TerminalHost host;
    private final String name;
    private volatile @Nullable VncServer server;
    private boolean named;

    private TerminalSource(TerminalHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /// Starts what the shell makes of a command; nothing means the user's shell itself.
    ///
    /// @throws IllegalArgumentException if there can be no terminal of this size
    /// @throws IOException if it cannot be started here, in one line
    static TerminalSource open(
            String command,
            Optional<Size> size,
            TerminalManner manner,
            Map<String, String> environment)
            throws IOException {
        TerminalSize cells =
                size.map(each -> TerminalSize.ofPixels(each.width(), each.height()))
                        .orElse(TerminalSize.DEFAULT);
        var settings =
                new TerminalHost.Settings(
                        command.isBlank()
                                ? List.of(environment.getOrDefault("SHELL", "/bin/sh"))
                                : List.of("/bin/sh", "-c", command),
                        variables(environment),
                        manner.exitWithCommand(),
                        manner.writesClipboard());
        return new TerminalSource(
                TerminalHost.open(settings, cells.columns(), cells.rows()),
                command.isBlank() ? "Terminal" : command);
    }

    /// The environment of the program: ours, but for the terminal.
    private static List<String> variables(Map<String, String> environment) {
        var variables = new TreeMap<>(environment);
        variables.keySet().removeAll(List.of("LINES", "COLUMNS", "TERMCAP", "WINDOWID"));
        variables.put("TERM", "xterm-256color");
        variables.put("COLORTERM", "truecolor");
        return variables.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }

    @Override
    public Framebuffer framebuffer() {
        return host.framebuffer();
    }

    @Override
    public void name(VncServerBuilder builder) {
        named = true;
        builder.name(printable(name));
    }

    private static String printable(String text) {
        return text.codePoints()
                .filter(each -> !Character.isISOControl(each))
                .limit(256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void connect(VncServerBuilder builder) {
        builder.onKey((keysym, down) -> host.key(keysym, down, painted()))
                .onPointer((x, y, buttons) -> host.pointer(x, y, buttons, painted()))
                .onClipboard(ClipboardHandler.ofText(host::clipboard));
    }

    @Override
    public Optional<String> lends() {
        return Optional.of("a program that runs as you");
    }

    /// Viewers wait for what the host does by itself, such as scrolling.
    private Runnable painted() {
        VncServer now = server;
        if (now == null) {
            return () -> {};
        }
        Painting painting = now.painting();
        return painting::close;
    }

    @Override
    public Optional<ResizeHandler> resizes() {
        return Optional.of(this::resize);
    }

    private ResizeStatus resize(ScreenLayout wanted) {
        try {
            TerminalSize cells = TerminalSize.ofPixels(wanted.width(), wanted.height());
            return host.resize(cells.columns(), cells.rows())
                    ? ResizeStatus.OK
                    : ResizeStatus.OUT_OF_RESOURCES;
        } catch (IllegalArgumentException e) {
            return ResizeStatus.OUT_OF_RESOURCES;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ResizeStatus.PROHIBITED;
        }
    }

    @Override
    public CompletableFuture<Integer> end() {
        return host.end();
    }

    @Override
    public void start(VncServer started) {
        server = started;
        host.start(
                new TerminalHost.Listener() {
                    @Override
                    public void bell() {
                        started.bell();
                    }

                    @Override
                    public void title(String text) {
                        if (named) {
                            started.name(text.isBlank() ? printable(name) : text);
                        }
                    }

                    @Override
                    public void clipboard(String text) {
                        started.clipboard(text);
                    }

                    @Override
                    public boolean isWatched() {
                        return !started.viewers().isEmpty();
                    }
                });
    }

    @Override
    public void close() {
        host.close();
    }
}
