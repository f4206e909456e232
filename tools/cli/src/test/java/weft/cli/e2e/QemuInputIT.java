package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.rfb.keyboard.KeyCodes;
import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keyboard.KeyboardLeds;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// QEMU's extensions of keyboard and pointer, as QEMU itself understands them: it traces what
/// arrives at its devices. By its own server, and by Weft's in front of its D-Bus display.
@ExtendWith(Programs.class)
@Timeout(120)
class QemuInputIT {

    /* How QEMU numbers the mice of this machine. */
    private static final int PS2 = 2;
    private static final int TABLET = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path home;

    private QemuSeat start(QemuServer server) throws IOException {
        return QemuSeat.firmware(
                home, server, "-device", "virtio-tablet-pci", "-trace", "input_event_*");
    }

    @ParameterizedTest
    @EnumSource
    void pointer_followsTheMachinesSwitchBetweenMouseAndTablet(QemuServer server) throws Exception {
        BlockingQueue<Boolean> switches = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void pointerMotion(boolean relative) {
                        switches.add(relative);
                    }
                };
        try (QemuSeat seat = start(server);
                VncClient client = VncClient.to(seat.address()).events(events).connect()) {
            QemuPc pc = seat.pc();
            awaitSwitch(client, switches, true);
            client.pointer().moveBy(37, -41);
            pc.awaitSaid("axis x, value 37", "axis y, value -41");
            client.pointer().press(1);
            pc.awaitSaid("button left, down 1");
            pc.mouse(TABLET);
            awaitSwitch(client, switches, false);
            client.pointer().release(1);
            client.pointer().move(0, 0);
            pc.awaitSaid("button left, down 0", "axis x, value 0x0\n");
            pc.mouse(PS2);
            awaitSwitch(client, switches, true);
            client.pointer().moveBy(-7, 0);
            pc.awaitSaid("axis x, value -7");
        }
    }

    /// Waits until the client has been told, and has said with a fence that it knows.
    private static void awaitSwitch(
            VncClient client, BlockingQueue<Boolean> switches, boolean relative)
            throws InterruptedException {
        assertEquals(relative, switches.poll(20, TimeUnit.SECONDS));
        client.sync(PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void keys_byTheirCodes_areTheKeysThatTheLayoutHas(QemuServer server) throws Exception {
        try (QemuSeat seat = start(server);
                VncClient client = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            assertTrue(client.hasKeyCodes());
            client.keyboard().by(KeyboardLayout.of("de")).type("@");
            client.key(0xff53, 0xcd, true);
            pc.awaitSaid(
                    "alt_r, down 1",
                    "qcode q, down 1",
                    "qcode q, down 0",
                    "alt_r, down 0",
                    "right, down 1");
            client.close();
            pc.awaitSaid("right, down 0");
            List<String> keys = pc.said().lines().filter(line -> line.contains("key")).toList();
            assertTrue(keys.getFirst().contains("alt_r, down 1"), keys.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leds_ofTheMachine_areTheClients(QemuServer server) throws Exception {
        BlockingQueue<KeyboardLeds> leds = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void leds(KeyboardLeds locked) {
                        leds.add(locked);
                    }
                };
        try (QemuSeat seat = start(server);
                VncClient client = VncClient.to(seat.address()).events(events).connect()) {
            assertEquals(KeyboardLeds.OFF, leds.poll(20, TimeUnit.SECONDS));
            // the firmware sees to the lamp once it takes keys
            var capsLock = new KeyboardLeds(false, false, true);
            Eventually.holds(
                    () -> {
                        client.key(0xffe5, KeyCodes.CAPS_LOCK, true);
                        client.key(0xffe5, KeyCodes.CAPS_LOCK, false);
                        Eventually.pass(500);
                        return leds.contains(capsLock);
                    },
                    () -> "no Caps Lock, but " + leds);
            assertTrue(client.leds().isPresent());
        }
    }
}
