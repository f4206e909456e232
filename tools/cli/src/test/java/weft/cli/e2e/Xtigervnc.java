package weft.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// TigerVNC's server: an X display of its own, behind a UNIX socket. What it shows is looked up by
/// X, not by VNC.
final class Xtigervnc implements AutoCloseable {

    static final int WIDTH = 900;
    static final int HEIGHT = 700;

    private static final Pattern READY = Pattern.compile("(?m)^(\\d+)\n");

    private final Path home;
    private final Path socket;
    private final Running server;
    private final String display;

    private Xtigervnc(Path home, Path socket, Running server, String display) {
        this.home = home;
        this.socket = socket;
        this.server = server;
        this.display = display;
    }

    static Xtigervnc start(Path home, String... options) {
        Path socket = home.resolve("xtigervnc.socket");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-displayfd", "1", "-geometry", WIDTH + "x" + HEIGHT));
        arguments.addAll(List.of("-depth", "24", "-noreset", "-nolisten", "tcp", "-nocursor"));
        arguments.addAll(List.of("-rfbport", "-1", "-rfbunixpath", socket.toString()));
        Running server = Running.start(home, "Xtigervnc", arguments.toArray(String[]::new));
        try {
            String number =
                    Eventually.get(
                                    () -> READY.matcher(server.output()).results().findFirst(),
                                    () -> "no display number from " + server)
                            .group(1);
            return new Xtigervnc(home, socket, server, ":" + number);
        } catch (Throwable e) {
            server.close();
            throw e;
        }
    }

    /// Its name for X's programs.
    String display() {
        return display;
    }

    /// What a client connects to.
    String address() {
        return "unix:" + socket;
    }

    /// Gives its keyboard other layouts.
    ///
    /// @param toggle how XKB calls what switches between them
    void keyboard(String layouts, String toggle) {
        List<String> arguments =
                List.of("-layout", layouts, "-option", "", "-option", "grp:" + toggle);
        try (Running setxkbmap = Running.start(home, display, "setxkbmap", arguments)) {
            setxkbmap.succeed();
        }
    }

    /// Starts a viewer here that shows what the server on a port shows.
    Running show(int port) {
        return Running.start(
                home, display, "xtigervncviewer", TigerVnc.arguments("127.0.0.1::" + port));
    }

    /// Gives the keyboard to the one window whose title has `words`, when it is there.
    void focus(String words) {
        try (Running xdotool =
                Running.start(
                        home,
                        display,
                        "xdotool",
                        List.of(
                                "search",
                                "--sync",
                                "--onlyvisible",
                                "--name",
                                words,
                                "windowfocus"))) {
            xdotool.succeed();
        }
    }

    /// What X says that is on the screen.
    Picture screenshot() {
        try {
            Path file = Files.createTempFile(home, "screen", ".png");
            try (Running ffmpeg =
                    Running.start(
                            home,
                            display,
                            "ffmpeg",
                            List.of(
                                    "-hide_banner",
                                    "-y",
                                    "-f",
                                    "x11grab",
                                    "-draw_mouse",
                                    "0",
                                    "-i",
                                    display,
                                    "-frames:v",
                                    "1",
                                    "-pix_fmt",
                                    "rgb24",
                                    file.toString()))) {
                ffmpeg.succeed();
            }
            return Picture.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
