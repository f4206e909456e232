package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.failure.RequestFailedException;
import weft.framebuffer.Frame;
import weft.rfb.keyboard.KeyCodes;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What viewers of `weft proxy` do and ask for, at QEMU and TigerVNC's server behind it.
@ExtendWith(Programs.class)
@Timeout(120)
class ProxyRequestsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path home;

    private Path socket() {
        return home.resolve("proxy");
    }

    private Running proxy(String server, String... options) {
        List<String> arguments = new ArrayList<>(List.of("proxy", server, socket().toString()));
        arguments.addAll(List.of(options));
        Running proxy = Weft.start(home, arguments.toArray(String[]::new));
        try {
            String _ = Weft.ready(proxy);
            return proxy;
        } catch (Throwable e) {
            proxy.close();
            throw e;
        }
    }

    private VncClient connect() {
        return connect(ServerEvents.IGNORED);
    }

    private VncClient connect(ServerEvents events) {
        return VncClient.to("unix:" + socket()).events(events).connect();
    }

    @Test
    void keyCodes_reachQemu_andItsLampsComeBack() throws Exception {
        BlockingQueue<KeyboardLeds> leds = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void leds(KeyboardLeds locked) {
                        leds.add(locked);
                    }
                };
        var capsLock = new KeyboardLeds(false, false, true);
        try (QemuPc pc = QemuPc.firmware(home, "-trace", "input_event_*");
                Running _ = proxy(pc.address());
                VncClient viewer = connect(events)) {
            assertTrue(viewer.hasKeyCodes());
            // the firmware sees to the lamp once it takes keys
            Eventually.holds(
                    () -> {
                        viewer.key(0xffe5, KeyCodes.CAPS_LOCK, true);
                        viewer.key(0xffe5, KeyCodes.CAPS_LOCK, false);
                        Eventually.pass(500);
                        return leds.contains(capsLock);
                    },
                    () -> "no Caps Lock, but " + leds);
            viewer.key('z', 0x15, true); // which is y for QEMU
            pc.awaitSaid("qcode y, down 1");
            viewer.key('z', 0x15, false);
            pc.awaitSaid("qcode y, down 0");
        }
    }

    @Test
    void keysOfTigerVncsViewer_areTheSameKeysAtQemu() throws Exception {
        try (QemuPc pc = QemuPc.firmware(home, "-trace", "input_event_*");
                Running _ = proxy(pc.address());
                XServer x = XServer.start(home)) {
            try (Running layout = x.run("setxkbmap", "de")) {
                layout.succeed();
            }
            try (Running _ = TigerVnc.start(x, socket().toString())) {
                String _ = x.focus("QEMU");
                // until the viewer has the first picture it is in no key's way
                Eventually.holds(
                        () -> {
                            String _ = x.xdotool("key", "z");
                            return pc.said().contains("qcode y, down 0");
                        },
                        () -> "no key of a German z in " + pc.said());
            }
        }
    }

    @Test
    void powerRequests_areQemus() throws Exception {
        try (QemuPc pc = QemuPc.powerControlled(home);
                Running proxy = proxy(pc.address(), "--power-control");
                VncClient viewer = connect()) {
            viewer.power(PowerAction.SHUTDOWN, PATIENCE);
            pc.awaitSaid("qemu_system_powerdown_request");
            assertRefused(viewer, PowerAction.REBOOT); // QEMU never does
            viewer.power(PowerAction.RESET, PATIENCE);
            Eventually.holds(
                    () -> proxy.output().contains("the last picture stays"),
                    () -> "QEMU has not ended: " + pc.said());
            assertRefused(viewer, PowerAction.RESET);
        }
    }

    private static void assertRefused(VncClient viewer, PowerAction action) {
        var e = assertThrows(RequestFailedException.class, () -> viewer.power(action, PATIENCE));
        assertTrue(String.valueOf(e.getMessage()).contains("says that it failed"), e.getMessage());
    }

    @Test
    void power_ofAQemuThatDoesNotOfferIt_isAnErrorAtOnce() throws IOException {
        try (QemuPc pc = QemuPc.firmware(home);
                Running proxy =
                        Weft.start(
                                home,
                                "proxy",
                                pc.address(),
                                socket().toString(),
                                "--power-control")) {
            assertEquals(2, proxy.exitCode(), proxy::toString);
            assertTrue(proxy.output().contains("no power to control"), proxy::output);
        }
    }

    private String geometry(Xtigervnc server) {
        try (Running xdotool =
                Running.start(home, server.display(), "xdotool", List.of("getdisplaygeometry"))) {
            xdotool.succeed();
            return xdotool.output().strip();
        }
    }

    @Test
    void viewersSize_isThatOfTigerVncsDesktop() {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                Running _ = proxy(server.address(), "--accept-resize");
                VncClient viewer = connect();
                VncClient other = connect()) {
            var wanted = ScreenLayout.single(800, 600);
            assertEquals(
                    ResizeStatus.OK,
                    viewer.desktop().request(wanted.keeping(layout(viewer)), PATIENCE));
            assertEquals("800 600", geometry(server));
            for (VncClient each : List.of(viewer, other)) {
                Frame _ = each.waitFor(shown -> shown.width() == 800, PATIENCE);
                assertEquals(600, layout(each).height());
            }
        }
    }

    private static ScreenLayout layout(VncClient viewer) {
        return viewer.desktop().layout().orElseThrow();
    }

    @Test
    void viewersSize_thatTigerVncsServerForbids_isProhibited() {
        try (Xtigervnc server =
                        Xtigervnc.start(home, "-SecurityTypes", "None", "-AcceptSetDesktopSize=0");
                Running _ = proxy(server.address(), "--accept-resize");
                VncClient viewer = connect()) {
            assertEquals(
                    ResizeStatus.PROHIBITED,
                    viewer.desktop()
                            .request(
                                    ScreenLayout.single(800, 600).keeping(layout(viewer)),
                                    PATIENCE));
        }
    }

    @Test
    void tigerVncsWindow_whenDragged_resizesTheDesktopBehindTheProxy() {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None", "-retro");
                Running _ = proxy(server.address(), "--accept-resize");
                XServer x = XServer.start(home);
                Running viewer = TigerVnc.start(x, socket().toString(), "-RemoteResize=1")) {
            Place _ = x.await("tigervnc before", server::screenshot);
            String window = x.focus("TigerVNC");
            for (String size : List.of("700 500", "1024 768")) {
                String[] sides = size.split(" ", 2);
                String _ = x.xdotool("windowsize", window, sides[0], sides[1]);
                Eventually.holds(
                        () -> geometry(server).equals(size), () -> "not " + size + ": " + viewer);
                Place _ = x.await("tigervnc of " + size, server::screenshot);
            }
        }
    }
}
