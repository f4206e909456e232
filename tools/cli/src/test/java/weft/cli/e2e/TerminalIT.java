package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.framebuffer.Frame;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The terminal with real programs, as viewers have it.
@Timeout(120)
class TerminalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETURN = 0xFF0D;
    private static final int SHIFT = 0xFFE1;
    private static final int CONTROL = 0xFFE3;
    private static final int PAGE_UP = 0xFF55;
    private static final int INSERT = 0xFF63;

    /// A shell whose prompt is a colon.
    private static final String SHELL = "PS1=: exec sh";

    @TempDir Path home;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private @Nullable Running server;
    private @Nullable VncClient viewer;

    /// Serves a terminal and looks at it.
    private VncClient show(String command, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "serve";
        arguments[1] = "--source";
        arguments[2] = "terminal:" + command;
        arguments[3] = "127.0.0.1::0";
        System.arraycopy(options, 0, arguments, 4, options.length);
        Running started = Weft.start(home, arguments);
        server = started;
        VncClient connected =
                VncClient.to(Weft.ready(started))
                        .events(
                                new ServerEvents() {
                                    @Override
                                    public void bell() {
                                        events.add("bell");
                                    }

                                    @Override
                                    public void named(String name) {
                                        events.add(name);
                                    }
                                })
                        .connect();
        viewer = connected;
        return connected;
    }

    @AfterEach
    void end() {
        if (viewer != null) {
            viewer.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void enter(VncClient viewer, String line) {
        viewer.keyboard().type(line);
        viewer.press(RETURN);
    }

    private static void chord(VncClient viewer, int modifier, int key) {
        viewer.key(modifier, true);
        viewer.press(key);
        viewer.key(modifier, false);
    }

    @Test
    void shell_hasATerminalOfItsOwn_andIsTypedAt() {
        VncClient viewer = show(SHELL);
        Frame first = ShownText.await(viewer, ":");
        assertEquals("640x400", first.width() + "x" + first.height());
        enter(viewer, "stty size; echo $TERM-$COLORTERM; ps -o stat= -p $$");
        Frame frame = ShownText.await(viewer, "Ss\n:");
        assertEquals(
                """
                :stty size; echo $TERM-$COLORTERM; ps -o stat= -p $$
                25 80
                xterm-256color-truecolor
                Ss
                :\
                """,
                ShownText.of(frame));
        enter(viewer, "sleep 1000 && echo no");
        viewer.keyboard().type("typed ahead");
        Frame _ = ShownText.await(viewer, "typed ahead");
        chord(viewer, CONTROL, 'c');
        Frame _ = ShownText.await(viewer, "typed ahead^C\n:");
        enter(viewer, "ls -l /proc/$$/fd | grep -vcE 'pts|tty'");
        Frame _ = ShownText.await(viewer, "pts|tty'\n1\n:");
    }

    @Test
    void whoeverMayComeIn_isWarnedOf_unlessSomebodyIsAsked() throws IOException {
        String warning = "whoever can connect types into a program that runs as you";
        show(SHELL);
        Running open = Objects.requireNonNull(server);
        Eventually.holds(() -> open.output().contains(warning), () -> "no warning: " + open);
        end();
        String socket = home.resolve("socket").toString();
        Path password = home.resolve("password");
        Files.write(password, VncPassword.of("secret").toFile());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        for (List<String> closed :
                List.of(
                        List.of(socket),
                        List.of("::0", "--password-file", password.toString()),
                        List.of("::0", "--view-only"))) {
            List<String> arguments =
                    new ArrayList<>(List.of("serve", "--source", "terminal", "--exit-when-ready"));
            arguments.addAll(closed);
            try (Running quiet = Weft.start(home, arguments.toArray(String[]::new))) {
                quiet.succeed();
                assertEquals(-1, quiet.output().indexOf(warning), quiet::output);
            }
        }
    }

    @Test
    void title_isTheName_andTheBellRings() throws InterruptedException {
        VncClient viewer =
                show("read a; printf '\\033]2;of mine\\007'; read b; printf '\\a'; read c");
        viewer.press(RETURN);
        assertEquals("of mine", next());
        viewer.press(RETURN);
        assertEquals("bell", next());
    }

    private @Nullable String next() throws InterruptedException {
        return events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void size_isWhatAViewerAsksFor_inCells() {
        VncClient viewer = show(SHELL, "--accept-resize", "--size", "327x90");
        Frame first = ShownText.await(viewer, ":");
        assertEquals("320x80", first.width() + "x" + first.height());
        assertEquals(ResizeStatus.OK, viewer.desktop().resize(480, 160, PATIENCE));
        enter(viewer, "stty size");
        Frame frame = ShownText.await(viewer, "10 60");
        assertEquals("480x160", frame.width() + "x" + frame.height());
        var _ = viewer.desktop().resize(407, 127, PATIENCE);
        Frame smaller = viewer.waitFor(each -> each.width() == 400, PATIENCE);
        assertEquals(112, smaller.height());
        enter(viewer, "stty size");
        Frame _ = ShownText.await(viewer, "7 50");
    }

    @Test
    void whatHasScrolledAway_isLookedAt_untilSomethingIsTyped() {
        VncClient viewer = show("seq 100; read a; echo $a");
        Frame _ = ShownText.await(viewer, "100");
        chord(viewer, SHIFT, PAGE_UP);
        assertEquals("53", firstRow(viewer));
        viewer.pointer().click(4, 100, 100);
        assertEquals("50", firstRow(viewer));
        viewer.pointer().click(5, 100, 100);
        viewer.pointer().click(5, 100, 100);
        assertEquals("56", firstRow(viewer));
        for (int i = 0; i < 5; i++) {
            chord(viewer, SHIFT, PAGE_UP);
        }
        assertEquals("1", firstRow(viewer));
        viewer.keyboard().type("x");
        Frame frame = ShownText.await(viewer, "100\nx");
        assertTrue(ShownText.of(frame).startsWith("77\n"), () -> ShownText.of(frame));
    }

    private static String firstRow(VncClient viewer) {
        String text = ShownText.of(viewer.sync(PATIENCE));
        return text.substring(0, text.indexOf('\n'));
    }

    @Test
    void mouse_isReported_orScrolls_orSelects() {
        VncClient viewer = show("printf '\\033[?1002;1006hready'; cat >/dev/null");
        Frame _ = ShownText.await(viewer, "ready");
        viewer.pointer().click(1, 8 * 20 + 3, 16 * 4 + 3);
        Frame _ = ShownText.await(viewer, "ready^[[<0;21;5M^[[<0;21;5m");
        viewer.pointer().click(4, 8 * 20 + 3, 16 * 4 + 3);
        Frame _ = ShownText.await(viewer, "^[[<64;21;5M");
        viewer.key(SHIFT, true);
        drag(viewer, 0, 0, 4, 0);
        viewer.key(SHIFT, false);
        assertEquals("ready", viewer.clipboard().takeText(PATIENCE));
    }

    private static void drag(VncClient viewer, int fromColumn, int fromRow, int column, int row) {
        viewer.pointer().move(8 * fromColumn + 4, 16 * fromRow + 8);
        viewer.pointer().press(1);
        viewer.pointer().move(8 * column + 4, 16 * row + 8);
        viewer.pointer().release(1);
    }

    @Test
    void clipboard_isSelectedAndPasted() {
        VncClient viewer = show("printf 'one two\\nthree\\n\\033[?2004h'; cat >/dev/null");
        Frame _ = ShownText.await(viewer, "three");
        drag(viewer, 4, 0, 4, 1);
        assertEquals("two\nthree", viewer.clipboard().takeText(PATIENCE));
        viewer.clipboard().text("of a viewer");
        Frame _ = viewer.sync(PATIENCE);
        Eventually.holds(
                () -> {
                    chord(viewer, SHIFT, INSERT);
                    Frame frame = viewer.sync(PATIENCE);
                    return ShownText.of(frame).contains("^[[200~of a viewer^[[201~");
                },
                () -> ShownText.of(viewer.frame()));
        drag(viewer, 0, 0, 2, 0);
        viewer.pointer().click(2, 10, 200);
        Frame _ = ShownText.await(viewer, "^[[200~one^[[201~");
    }

    @Test
    void clipboard_isWrittenByPrograms_onlyIfTheyMay() throws InterruptedException {
        String command = "read a; printf '\\033]52;c;c2VjcmV0\\007\\a'; read b";
        VncClient viewer = show(command, "--osc52");
        viewer.press(RETURN);
        assertEquals("secret", viewer.clipboard().takeText(PATIENCE));
        assertEquals("bell", next());
        end();
        VncClient other = show(command);
        other.press(RETURN);
        assertEquals("bell", next());
        Frame _ = other.sync(PATIENCE);
        assertTrue(other.clipboard().contents().isEmpty());
    }

    @Test
    void end_isSaid_andEnterStartsAgain() throws IOException {
        Path count = home.resolve("count");
        VncClient viewer = show("echo x >> " + count + "; grep -c x " + count + "; exit 3");
        String end = "[ended with exit code 3; press Enter to start it again]\n";
        Frame _ = ShownText.await(viewer, "1\n" + end.strip());
        viewer.keyboard().type("no key but Enter");
        viewer.press(RETURN);
        Frame _ = ShownText.await(viewer, "1\n" + end + "2\n" + end.strip());
        assertEquals(2, Files.readAllLines(count).size());
    }

    @Test
    void endsOverAndOver_leaveNothingBehind() {
        VncClient viewer = show("echo server $PPID; read a; exit $a");
        Frame frame = ShownText.await(viewer, "server ");
        Path process = Path.of("/proc", ShownText.of(frame).split("\\s+", -1)[1]);
        long before = descriptors(process);
        for (int code = 1; code <= 5; code++) {
            enter(viewer, "" + code);
            Frame _ = ShownText.await(viewer, "exit code " + code + ";");
            viewer.press(RETURN);
            String started = "exit code %d; press Enter to start it again]\nserver".formatted(code);
            Frame _ = ShownText.await(viewer, started);
        }
        Eventually.holds(
                () -> descriptors(process) == before,
                () -> before + " descriptors before, now " + descriptors(process));
        long pid = Long.parseLong(String.valueOf(process.getFileName()));
        Eventually.holds(
                () -> ProcessHandle.of(pid).orElseThrow().children().count() == 1,
                () -> "children: " + ProcessHandle.of(pid).orElseThrow().children().toList());
    }

    /// How many files a process has open.
    private static long descriptors(Path process) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void endWithTheCommand_hasItsExitCode() {
        try (Running weft =
                Weft.start(
                        home,
                        "serve",
                        "--exit-with-command",
                        "--source",
                        "terminal:exit 7",
                        "127.0.0.1::0")) {
            assertEquals(7, weft.exitCode());
        }
    }

    @Test
    void programsOfTheTerminal_goWithTheServer() throws IOException {
        Path file = home.resolve("told");
        String job = "trap 'echo hung up >> " + file + "; exit' HUP; echo $$ ready; ";
        VncClient viewer = show(job + "sleep 1000 & wait");
        Frame frame = ShownText.await(viewer, "ready");
        String pid = ShownText.of(frame).split(" ", -1)[0];
        Objects.requireNonNull(server).close();
        Eventually.holds(
                () -> Files.exists(file) && !Files.exists(Path.of("/proc", pid)),
                () -> "still there: " + pid);
        assertEquals(List.of("hung up"), Files.readAllLines(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "cat /dev/urandom",
                "yes \"$(printf '\\033[c\\033[6n\\033]2;t\\007\\007')\""
            })
    void flood_isStoppedByAKey(String program) {
        VncClient viewer = show(SHELL);
        Frame _ = ShownText.await(viewer, ":");
        enter(viewer, program);
        Frame last = viewer.frame();
        for (int i = 0; i < 20; i++) {
            last = viewer.waitChange(last, PATIENCE);
        }
        chord(viewer, CONTROL, 'c');
        // what the program asked for was typed at the shell, so that its line is cleared first
        Eventually.holds(
                () -> {
                    chord(viewer, CONTROL, 'c');
                    enter(viewer, "printf '\\033creset\\n'");
                    return ShownText.of(viewer.sync(PATIENCE)).startsWith("reset\n:");
                },
                () -> ShownText.of(viewer.frame()));
    }
}
