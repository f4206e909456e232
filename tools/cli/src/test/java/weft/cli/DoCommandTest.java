package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.script.ExitCode;
import weft.cli.script.Manner;
import weft.cli.script.ScriptParser;
import weft.cli.script.ScriptRunner;
import weft.cli.script.StepFailedException;
import weft.client.VncClient;
import weft.client.WaitClock;
import weft.framebuffer.Cursor;
import weft.framebuffer.image.Images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class DoCommandTest {
    @TempDir private Path folder;

    private static KeyHost host() throws IOException {
        return new KeyHost(builder -> builder);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void keysAndPointer_arriveInOrder() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run(
                            "--delay=0 key a key ctrl-B type é-\n keydown shift keyup shift sync"
                                    .split(" ")));
            assertEquals(
                    List.of(
                            "+61", "-61", "+ffe3", "+42", "-42", "-ffe3", "+e9", "-e9", "+2d",
                            "-2d", "+ff0d", "-ff0d", "+ffe1", "-ffe1"),
                    host.input);
        }
    }

    @Test
    void thousandKeysWithSync_loseNone() throws IOException {
        List<String> script = new ArrayList<>(List.of("--sync"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            char key = (char) ('a' + i % 26);
            script.addAll(List.of("key", String.valueOf(key)));
            String keysym = Integer.toHexString(key);
            expected.addAll(List.of("+" + keysym, "-" + keysym));
        }
        script.add("sync");
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run(script.toArray(String[]::new)));
            assertEquals(expected, host.input);
        }
    }

    @Test
    void pointer_clicksWhereItIs() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run(
                            "--sync move 5 6 click 1 mousedown 3 move 7 6 mouseup 3 scroll up sync"
                                    .split(" ")));
            assertEquals(
                    List.of("5,6:0", "5,6:1", "5,6:0", "5,6:4", "7,6:4", "7,6:0", "7,6:8", "7,6:0"),
                    host.input);
        }
    }

    @Test
    void moveby_movesFromWhereThePointerIs() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("--sync move 5 6 moveby 2 -1 click 1 sync".split(" ")));
            assertEquals(List.of("5,6:0", "7,5:0", "7,5:1", "7,5:0"), host.input);
        }
    }

    @Test
    void drag_visitsEveryPixel() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run("--sync move 2 2 mousedown 1 drag 6 4 mouseup 1 sync".split(" ")));
            assertEquals("6,4:0", host.input.getLast());
            assertTrue(host.input.contains("6,4:1"), host.input::toString);
        }
    }

    @Test
    void forceCaps_sendsShift() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("--force-caps", "--delay", "0", "type", "aB!", "sync"));
            assertEquals(
                    List.of(
                            "+61", "-61", "+ffe1", "+42", "-42", "-ffe1", "+ffe1", "+21", "-21",
                            "-ffe1"),
                    host.input);
        }
    }

    @Test
    void layout_typesWithItsKeys() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("--layout", "de", "--delay", "0", "type", "a@É漢", "sync"));
            assertEquals(
                    List.of(
                            "+61",
                            "-61",
                            "+fe03",
                            "+40",
                            "-40",
                            "-fe03",
                            "+fe51",
                            "-fe51",
                            "+ffe1",
                            "+45",
                            "-45",
                            "-ffe1",
                            "+1006f22",
                            "-1006f22"),
                    host.input);
        }
    }

    @Test
    void unknownLayout_isAUsageErrorThatNamesTheKnownOnes() {
        String complaint =
                Outcome.of("do", "--layout", "qq", "type", "a").complaint(ExitCode.USAGE.code());
        assertTrue(complaint.contains("\"qq\"") && complaint.contains("de, dk, es"), complaint);
    }

    /// By a clock that is always where somebody waits for it to be.
    @Test
    void delay_isBetweenCommandsAndBetweenCharacters() throws IOException {
        var clock =
                new WaitClock() {
                    private long now;

                    @Override
                    public long nanoTime() {
                        return now;
                    }

                    @Override
                    public void await(Object monitor, long deadline) {
                        now = deadline;
                    }
                };
        try (KeyHost host = host();
                VncClient client = VncClient.to("127.0.0.1::" + host.server.port()).connect()) {
            var runner = runner(client, manner(Duration.ofMillis(100), Optional.empty()), clock, 0);
            runner.run(ScriptParser.parse(List.of("click", "1", "key", "a"), () -> ""));
            assertEquals(Duration.ofMillis(100), Duration.ofNanos(clock.nanoTime()));
            runner.run(ScriptParser.parse(List.of("type", "abc"), () -> ""));
            assertEquals(Duration.ofMillis(400), Duration.ofNanos(clock.nanoTime()));
        }
    }

    @ParameterizedTest
    @CsvSource({"bgrx8888, 0", "rgbx8888, 0", "rgb565, 8"})
    void pixelFormat_isThatOfTheWire(String format, int off) throws IOException {
        int[] pixels = KeyHost.filled(0x123456);
        try (KeyHost host = host()) {
            host.server.publish(pixels);
            Outcome.assertDone(host.run("--pixel-format", format, "capture", file("a.png")));
        }
        int seen = Images.read(folder.resolve("a.png")).copyPixels()[0];
        assertEquals(off == 0, seen == pixels[0], Integer.toHexString(seen));
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(pixels[0] >> shift & 0xff, seen >> shift & 0xff, off);
        }
    }

    @ParameterizedTest
    @CsvSource({"--nocursor, 61", "--localcursor, ff0000"})
    void cursor_isInPicturesAsTheOptionSays(String option, String expected) throws IOException {
        var red = new Cursor(1, 1, 0, 0, new int[] {0xffff0000});
        try (KeyHost host = host()) {
            host.server.framebuffer().cursor(red);
            host.server.publish(KeyHost.filled(0x61));
            Outcome.assertDone(host.run(option, "move", "5", "6", "capture", file("a.png")));
        }
        int[] seen = Images.read(folder.resolve("a.png")).copyPixels();
        assertEquals(expected, Integer.toHexString(seen[6 * KeyHost.WIDTH + 5]));
        assertEquals(0x61, seen[0]);
    }

    @Test
    void timeout_endsAPause() throws IOException {
        try (KeyHost host = host()) {
            String complaint = host.run("-t", "2", "pause", "600").complaint(40);
            assertEquals("argument 1: pause: the time was over in a pause", complaint);
            Outcome.assertDone(host.run("-t", "30", "-w", "10000", "pause", "600"));
        }
    }

    private Manner manner(Duration delay, Optional<Duration> timeout) {
        return new Manner(
                delay,
                false,
                1,
                false,
                Optional.empty(),
                0,
                0,
                false,
                timeout,
                Optional.empty(),
                folder);
    }

    private static ScriptRunner runner(
            VncClient client, Manner manner, WaitClock clock, long began) {
        return new ScriptRunner(client, manner, clock, began, System.out, (_, _) -> {});
    }

    @Test
    void timeout_beganBeforeTheConnection() throws IOException {
        try (KeyHost host = host();
                VncClient client = VncClient.to("127.0.0.1::" + host.server.port()).connect()) {
            Manner manner = manner(Duration.ZERO, Optional.of(Duration.ofSeconds(5)));
            long began = WaitClock.SYSTEM.nanoTime() - Duration.ofSeconds(6).toNanos();
            ScriptRunner runner = runner(client, manner, WaitClock.SYSTEM, began);
            var pause = ScriptParser.parse(List.of("pause", "0.1"), () -> "");
            var e = assertThrows(StepFailedException.class, () -> runner.run(pause));
            assertEquals(ExitCode.TIMEOUT, e.exitCode());
        }
    }

    @Test
    void serverThatHangsUpOnTheClient_isTakenForOneThatDoesNotShare() throws Exception {
        String complaint = runAgainstAServerThatSays("RFB 003.003\n\0\0\0\1", 13).complaint(11);
        assertTrue(complaint.contains("likely another viewer has it alone"), complaint);
    }

    /// A server that says something, reads so much, and hangs up.
    private static Outcome runAgainstAServerThatSays(String text, int reads) throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var peer = socket.accept()) {
                                    peer.getOutputStream()
                                            .write(text.getBytes(StandardCharsets.US_ASCII));
                                    byte[] _ = peer.getInputStream().readNBytes(reads);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            Outcome outcome =
                    Outcome.of("do", "-s", "127.0.0.1::" + socket.getLocalPort(), "key", "a");
            server.join();
            return outcome;
        }
    }

    @Test
    void script_fromAFile_saysWhereItFailed() throws IOException {
        Path script = Files.writeString(folder.resolve("s.vdo"), "key a\n\nexpect none.png 0\n");
        try (KeyHost host = host()) {
            String complaint = host.run(script.toString()).complaint(30);
            assertTrue(
                    complaint.startsWith(script + ":3: expect: cannot read none.png"), complaint);
        }
    }

    @Test
    void nobodyThere_is10() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String complaint = Outcome.of("do", "-s", "127.0.0.1::" + port, "key", "a").complaint(10);
        assertTrue(complaint.contains(Integer.toString(port)), complaint);
    }

    @Test
    void password_wrongOrMissing_is3() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder.password("secret"))) {
            Outcome.assertDone(host.run("-p", "secret", "key", "a", "sync"));
            assertEquals(3, host.run("-p", "wrong", "key", "a").exitCode());
            assertEquals(3, host.run("key", "a").exitCode());
            assertEquals(List.of("+61", "-61"), host.input);
        }
    }

    @Test
    void serverThatGoesAway_is11() throws IOException {
        try (KeyHost host = host()) {
            var closing = new Thread(host.server::close);
            host.server.framebuffer().addListener(closing::start);
            String complaint = host.run("key", "a", "pause", "0.5", "stable", "60").complaint(11);
            assertFalse(complaint.isEmpty());
        }
    }

    @Test
    void noServer_thatSpeaksSomethingElse_is20() throws Exception {
        String _ = runAgainstAServerThatSays("HTTP/1.1 400 No\n", 1).complaint(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "do | Missing required parameter",
                "do frobnicate | argument 1: \"frobnicate\" is neither a command nor a file",
                "do key nosuchkey | argument 2: ",
                "do -w 0 key a | --warp must be more than 0, not 0.0",
                "do --fuzz 300 key a | --fuzz must be from 0 to 255, not 300.0",
                "do --blur -1 key a | --blur must be from 0 to 50.0, not -1.0",
                "do -t 0 key a | expected a number of seconds, more than 0, not '0'",
                "do --delay x key a | expected milliseconds from 0",
                "do --cursor big key a | expected none, server or local, got 'big'",
                "do --pixel-format x key a | expected one of",
                "do --encodings nothing key a | expected one of",
                "vncdo -s [x key a | '[x' is no address",
            })
    void wrongArguments_areExitCode2(String arguments, String expected) {
        String complaint = Outcome.of(arguments.split(" ")).complaint(2);
        assertTrue(complaint.contains(expected), complaint);
    }

    /// As vncdotool takes them; but what a command takes may begin with a hyphen.
    @Test
    void options_behindCommands_areTakenToo() throws IOException {
        try (KeyHost host = host()) {
            String address = "127.0.0.1::" + host.server.port();
            Outcome.assertDone(
                    Outcome.of(
                            "vncdo",
                            "-s",
                            "nowhere.invalid",
                            "type",
                            "-t",
                            "--delay=0",
                            "--force-caps",
                            "key",
                            "A",
                            "-s",
                            address,
                            "sync"));
            assertEquals(
                    List.of("+2d", "-2d", "+74", "-74", "+ffe1", "+41", "-41", "-ffe1"),
                    host.input);
        }
        assertEquals(
                "Unknown option: '--frobnicate'",
                Outcome.of("do", "key", "a", "--frobnicate", "sync").complaint(2));
        assertTrue(
                Outcome.of("do", "--", "key", "a", "-v")
                        .complaint(2)
                        .endsWith("-v is behind --, and so no option"));
    }

    @Test
    void options_maybeAbbreviatedAndEndAtTheFirstCommand() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("--del", "0", "--force", "type", "-t", "sync"));
            assertEquals(List.of("+2d", "-2d", "+74", "-74"), host.input);
        }
    }
}
