package weft.junit5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.framebuffer.Framebuffer;
import weft.rfb.keyboard.KeyboardLayout;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Hosts, parameters and time of display tests, in runs within a run.
@Timeout(120)
class DisplayExtensionTest {

    @TempDir private Path folder;

    private NestedRun run(Class<?> type, String... parameters) {
        return NestedRun.of(folder, List.of(type), parameters);
    }

    // ---- an embedded machine ----

    @DisplayTest
    static class Embedded {
        static final EchoMachine MACHINE = new EchoMachine();
        static final Set<VncServer> SERVERS = ConcurrentHashMap.newKeySet();
        static final Set<VncClient> CLIENTS = ConcurrentHashMap.newKeySet();

        @Host static final DisplayHost HOST = MACHINE;

        private boolean prepared;

        @BeforeEach
        void clear(Display display, VncServer server, VncClient client) {
            SERVERS.add(server);
            CLIENTS.add(client);
            display.press("esc").sync();
            prepared = true;
        }

        @Test
        void typed_isShownByTheNextFrame(Display display, FrameClock clock) {
            long before = clock.frames();
            display.type("hi");
            clock.advance(1);
            assertEquals(before + 1, clock.frames());
            assertTrue(prepared);
            display.within(Duration.ZERO).expectText("hi");
            assertEquals(before + 1, clock.frames(), "nothing to wait for");
        }

        @Test
        void wait_advancesFrameByFrame(Display display, FrameClock clock) {
            long before = clock.frames();
            display.type("x").expectText("x");
            assertEquals(before + 1, clock.frames());
            display.press("esc").expectNot(display.text("x"));
            assertEquals(before + 2, clock.frames());
        }

        @Test
        void time_isThatOfFrames(FrameClock clock) {
            Duration before = clock.time();
            clock.advance(Duration.ofSeconds(1));
            assertEquals(1000.0, clock.time().minus(before).toNanos() / 1e6, 1);
        }

        @Test
        void click_goesWhereItIsSaid(Display display, FrameClock clock, Framebuffer framebuffer) {
            display.click(30, 20);
            clock.advance(1);
            assertEquals(0xFF0000, display.pixel(30, 20));
            assertEquals(0xFF0000, framebuffer.snapshot().pixel(30, 20));
        }

        @AfterAll
        static void oneServer() {
            assertEquals(1, SERVERS.size());
            assertEquals(5, CLIENTS.size());
        }

        @Nested
        class Inner {
            @Test
            void nested_hasTheSameServer(VncServer server) {
                assertTrue(SERVERS.contains(server));
            }
        }
    }

    @Test
    void embeddedHost_hasOneServerForTheClassAndAClientForEachTest() {
        run(Embedded.class).assertAllPassed(5);
        assertTrue(Embedded.MACHINE.closed);
        assertThrowsClosed(Embedded.SERVERS.iterator().next());
    }

    private static void assertThrowsClosed(VncServer server) {
        org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, server::connect);
    }

    // ---- a host for each test ----

    @DisplayTest
    static class OwnHost {
        static final Set<VncServer> SERVERS = ConcurrentHashMap.newKeySet();

        @Host final EchoMachine host = new EchoMachine();

        @Test
        void first(Display display, VncServer server, FrameClock clock) {
            SERVERS.add(server);
            assertEquals(0, clock.frames());
            display.type("a").expectText("a");
        }

        @Test
        void second(Display display, VncServer server, FrameClock clock) {
            SERVERS.add(server);
            assertEquals(0, clock.frames());
            display.type("b").expectText("b");
        }
    }

    @Test
    void hostThatIsNotStatic_isNewForEachTest_alsoInParallel() {
        run(
                        OwnHost.class,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "4")
                .assertAllPassed(2);
        assertEquals(2, OwnHost.SERVERS.size());
    }

    // ---- hosts that run by themselves ----

    @DisplayTest
    static class Builder {
        static final List<String> KEYS = Collections.synchronizedList(new ArrayList<>());

        @Host
        static final VncServerBuilder HOST =
                VncServer.builder(20, 10)
                        .onKey((keysym, down) ->
                                KEYS.add((down ? "+" : "-") + Long.toHexString(keysym)));

        @Test
        void keys_areThoseOfTheLayout(Display display) {
            display.type("A\n").press("ctrl-x").sync();
            display.typingBy(KeyboardLayout.of("us")).type("A").sync();
            assertEquals(
                    List.of(
                            "+41", "-41", "+ff0d", "-ff0d", "+ffe3", "+78", "-78", "-ffe3", "+ffe1",
                            "+41", "-41", "-ffe1"),
                    List.copyOf(KEYS));
        }

        @Test
        void server_isStarted(Display display, VncServer server) {
            Display changed = display.within(Duration.ofSeconds(20));
            changed.waitChange(() -> server.publish(filled(0x123456)));
            assertEquals(0x123456, display.pixel(19, 9));
            changed.waitStill(Duration.ofMillis(1));
        }

        private static int[] filled(int rgb) {
            int[] pixels = new int[20 * 10];
            java.util.Arrays.fill(pixels, rgb);
            return pixels;
        }
    }

    @Test
    void builder_isStartedAndClosed() {
        run(Builder.class).assertAllPassed(2);
    }

    @DisplayTest
    static class Address {
        @Host static String host = "";

        @Test
        void display_isThatOfTheServer(Display display, TestArtifacts artifacts) {
            assertEquals(20, display.frame().width());
            assertEquals(
                    List.of(artifacts.directory().resolve("now.png")),
                    List.of(display.capture("now")));
        }

        @Test
        void clock_needsAMachine(FrameClock clock) {}

        @Test
        void server_isElsewhere(VncServer none) {}
    }

    @Test
    void address_isConnectedTo_andHasNoClockNorServer() throws IOException {
        try (VncServer server = VncServer.builder(20, 10).listen(0).start()) {
            Address.host = "vnc://127.0.0.1:" + server.port();
            NestedRun run = run(Address.class);
            assertEquals(1, run.passed(), run::toString);
            Throwable noClock = run.failure("clock_needsAMachine(FrameClock)");
            assertInstanceOf(ParameterResolutionException.class, noClock);
            assertTrue(
                    String.valueOf(noClock.getMessage())
                            .contains("a parameter of type FrameClock needs a @Host that is a"),
                    () -> String.valueOf(noClock.getMessage()));
            assertInstanceOf(
                    ParameterResolutionException.class,
                    run.failure("server_isElsewhere(VncServer)"));
            assertTrue(server.viewers().isEmpty() || isLeft(server));
        }
    }

    private static boolean isLeft(VncServer server) {
        while (!server.viewers().isEmpty()) {
            Thread.onSpinWait();
        }
        return true;
    }

    @DisplayTest
    static class Nothing {
        @Test
        void test(Display display) {}
    }

    @Test
    void classWithoutHost_failsAndSaysSo() {
        String message = String.valueOf(run(Nothing.class).failure("test").getMessage());
        assertTrue(
                message.endsWith("DisplayExtensionTest$Nothing has no field with @Host"), message);
    }

    @DisplayTest
    static class DeadCommand {
        @Host
        static final HostCommand HOST =
                HostCommand.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--no-such-option")
                        .announcedBy("READY (\\S+)");

        @Test
        void test(Display display) {}
    }

    @Test
    void commandThatEnds_failsWithItsOutput() {
        NestedRun run = run(DeadCommand.class);
        Throwable failure = run.failure("DisplayExtensionTest$DeadCommand");
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("has ended with 1, and serves nobody"), message);
        assertTrue(message.contains("--no-such-option"), message);
    }

    @DisplayTest
    static class Command {
        static volatile String pid = "";

        @Host
        static final HostCommand HOST =
                HostCommand.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommandMain.class.getName())
                        .announcedBy("READY vnc=(\\S+)");

        @Test
        void display_isThatOfTheProgram(Display display) {
            pid = display.sync().client().name();
            assertEquals(20, display.frame().width());
        }
    }

    @Test
    void command_isStartedFoundByItsOutputAndEnded() {
        run(Command.class).assertAllPassed(1);
        assertFalse(
                ProcessHandle.of(Long.parseLong(Command.pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent(),
                "it still runs");
    }

    @Test
    void wrongConfiguration_isRefusedWithWhatIsExpected() {
        String message =
                String.valueOf(
                        run(OwnHost.class, "vnc.update", "sometimes")
                                .failure("DisplayExtensionTest$OwnHost")
                                .getMessage());
        assertEquals(
                "vnc.update is \"sometimes\", expected one of missing, changed, all, none",
                message);
        assertTrue(
                String.valueOf(
                                run(OwnHost.class, "vnc.timeout.scale", "0")
                                        .failure("DisplayExtensionTest$OwnHost")
                                        .getMessage())
                        .startsWith("vnc.timeout.scale is \"0\", expected a number"));
    }

    // ---- profiles ----

    @DisplayTest
    static class Profiles {
        @Host final EchoMachine host = new EchoMachine();

        @VncClientProfile
        void typed_isTheSameForEveryViewer(Display display, FrameClock clock) {
            display.type("weft").expectText("weft");
            clock.advance(3);
            display.sync().expect("weft");
        }
    }

    @Test
    void profiles_haveTheServersPictureAndOneGolden() throws IOException {
        run(Profiles.class, "vnc.update", "changed");
        run(Profiles.class, "vnc.update", "none").assertAllPassed(13);
        try (var goldens = java.nio.file.Files.walk(folder.resolve("goldens"))) {
            assertEquals(1, goldens.filter(java.nio.file.Files::isRegularFile).count());
        }
    }
}
