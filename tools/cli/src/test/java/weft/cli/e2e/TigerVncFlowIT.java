package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.EndOfStreamException;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbInput;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SecurityTypes;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// TigerVNC's viewer, which knows fences and continuous updates, uses ours and shows the exact
/// picture with them.
@ExtendWith(Programs.class)
@Timeout(60)
class TigerVncFlowIT {

    @Test
    void viewer_thatKnowsContinuousUpdates_enablesThemAndEndsExact(@TempDir Path folder) {
        try (var x = XServer.start(folder);
                var server =
                        CardServer.start(new TestCard(640, 480), builder -> builder.listen(0));
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-PreferredEncoding=ZRLE")) {
            Place place = x.await("tigervnc at rest", server::picture);
            Eventually.holds(
                    () -> said(tap, EnableContinuousUpdates.class).size() == 1,
                    () -> "messages of the viewer: " + said(tap, ClientMessage.class));
            int requests = said(tap, FramebufferUpdateRequest.class).size();
            for (int frame = 1; frame <= 200; frame++) {
                server.tick(frame);
                if (frame % 20 == 0) {
                    x.await("tigervnc in motion", place, server::picture);
                }
            }
            tap.conversation().picture().mustBe(server.picture(), "tap after motion");
            assertEquals(
                    List.of(new EnableContinuousUpdates(true, 0, 0, 640, 480)),
                    said(tap, EnableContinuousUpdates.class));
            assertEquals(requests, said(tap, FramebufferUpdateRequest.class).size());
            assertTrue(said(tap, ClientFence.class).size() > 10, "no marks came back");
        }
    }

    @Test
    void viewer_serverResizedWhileContinuous_showsNewSizeExactly(@TempDir Path folder) {
        try (var x = XServer.start(folder);
                var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-PreferredEncoding=Tight")) {
            Place _ = x.await("tigervnc before resizing", server::picture);
            for (int[] size : new int[][] {{800, 600}, {320, 200}, {1023, 767}}) {
                server.replace(TestCard.still(size[0], size[1]));
                Place _ = x.await("tigervnc resized", server::picture);
                var area = new EnableContinuousUpdates(true, 0, 0, size[0], size[1]);
                Eventually.holds(
                        () -> said(tap, EnableContinuousUpdates.class).contains(area),
                        () -> "expected " + area);
            }
        }
    }

    /// What the viewer has said so far, of one kind.
    static <T extends ClientMessage> List<T> said(Tap tap, Class<T> kind) {
        RfbInput viewer = new StreamInput(new ByteArrayInputStream(tap.fromViewer()));
        List<T> messages = new ArrayList<>();
        try {
            ProtocolVersion _ = ProtocolVersion.read(viewer);
            int _ = SecurityTypes.readChoice(viewer);
            ClientInit _ = ClientInit.read(viewer);
            while (true) {
                ClientMessage message = ClientMessages.read(viewer);
                if (kind.isInstance(message)) {
                    messages.add(kind.cast(message));
                }
            }
        } catch (EndOfStreamException e) {
            return messages;
        }
    }
}
