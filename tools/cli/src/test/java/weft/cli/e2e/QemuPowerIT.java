package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.RequestFailedException;
import weft.rfb.message.PowerAction;

import java.nio.file.Path;
import java.time.Duration;

/// Requests to shut down, reboot and reset, to QEMU: it traces what it does.
@ExtendWith(Programs.class)
@Timeout(60)
class QemuPowerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path home;

    @Test
    void machine_isShutDownAndReset_butNotRebooted() throws Exception {
        try (QemuPc pc = QemuPc.powerControlled(home);
                VncClient client = VncClient.to(pc.address()).connect()) {
            client.power(PowerAction.SHUTDOWN, PATIENCE);
            assertTrue(client.hasPower());
            Eventually.holds(
                    () -> pc.said().contains("qemu_system_powerdown_request"), () -> pc.said());
            var e =
                    assertThrows(
                            RequestFailedException.class,
                            () -> client.power(PowerAction.REBOOT, PATIENCE));
            assertEquals("Cannot reboot: the server says that it failed (xvp)", e.getMessage());
            client.power(PowerAction.RESET, PATIENCE);
            Eventually.holds(() -> isGone(client), () -> "QEMU has not ended: " + pc.said());
        }
    }

    private static boolean isGone(VncClient client) {
        try {
            client.sync(PATIENCE);
            return false;
        } catch (ConnectionLostException e) {
            return true;
        }
    }

    @Test
    void machine_whoseServerIsNotToldTo_isNotSwitched() throws Exception {
        try (QemuPc pc = QemuPc.firmware(home);
                VncClient client = VncClient.to(pc.address()).connect()) {
            assertThrows(
                    RequestFailedException.class, () -> client.power(PowerAction.RESET, PATIENCE));
            client.sync(PATIENCE);
        }
    }
}
