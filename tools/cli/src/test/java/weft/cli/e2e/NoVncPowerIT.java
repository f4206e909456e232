package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.PowerAction;
import weft.server.access.Role;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Requests to shut down, reboot and reset, from noVNC, which makes them once it is told that it
/// may.
@ExtendWith(Programs.class)
@Timeout(90)
class NoVncPowerIT {

    @TempDir Path home;

    @Test
    void noVnc_switchesTheMachine() throws Exception {
        BlockingQueue<PowerAction> requests = new LinkedBlockingQueue<>();
        try (CardServer server =
                        CardServer.start(
                                TestCard.still(400, 300),
                                builder ->
                                        builder.listen(0).role(Role.OWNER).onPower(requests::add));
                NoVnc _ =
                        NoVnc.start(
                                home,
                                List.of(Tap.withoutRecord(server.port())),
                                400,
                                300,
                                List.of(Encoding.TIGHT),
                                1,
                                Encoding.XVP.number())) {
            for (PowerAction action : PowerAction.values()) {
                assertEquals(action, requests.poll(40, TimeUnit.SECONDS));
            }
        }
    }
}
