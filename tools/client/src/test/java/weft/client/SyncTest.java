package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.rfb.message.ClientFence;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.ServerFence;

import java.time.Duration;

@Timeout(30)
class SyncTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final FramebufferUpdateRequest QUESTION =
            new FramebufferUpdateRequest(false, 0, 0, 1, 1);

    private static final FramebufferUpdateRequest CHANGES =
            new FramebufferUpdateRequest(true, 0, 0, 8, 8);

    /// Says that it has fences, as servers do.
    private static void offerFences(ScriptedServer peer) throws Exception {
        peer.send(new ServerFence(new Fence(Fence.REQUEST, new byte[0])));
        assertInstanceOf(ClientFence.class, peer.next());
    }

    private static void awaitFences(VncClient client) {
        while (!client.hasFence()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void sync_withFences_asksForThePictureAfterTheInputWasHandled() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            offerFences(peer);
                            assertEquals(new KeyEvent(true, 'a'), peer.next());
                            Fence fence = assertInstanceOf(ClientFence.class, peer.next()).fence();
                            assertEquals(Fence.REQUEST | Fence.BLOCK_BEFORE, fence.flags());
                            // before the answer: does not count, though it has the pixel
                            peer.fill(0, 0, 8, 8, 2);
                            assertEquals(CHANGES, peer.next());
                            peer.send(new ServerFence(new Fence(0, new byte[12])));
                            peer.send(new ServerFence(fence.answer()));
                            assertEquals(QUESTION, peer.next());
                            // without the pixel: does not count
                            peer.fill(4, 4, 1, 1, 3);
                            assertEquals(CHANGES, peer.next());
                            peer.fill(0, 0, 8, 8, 4);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitFences(client);
            client.key('a', true);
            Frame frame = client.sync(LONG);
            assertEquals(4, frame.pixel(7, 7));
        }
    }

    @Test
    void sync_withContinuousUpdates_isDoneWithTheNextUpdateOfThePixel() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            offerFences(peer);
                            peer.send(new EndOfContinuousUpdates());
                            assertEquals(
                                    new EnableContinuousUpdates(true, 0, 0, 8, 8), peer.next());
                            for (int i = 2; i < 12; i++) {
                                Fence fence =
                                        assertInstanceOf(ClientFence.class, peer.next()).fence();
                                peer.send(new ServerFence(fence.answer()));
                                assertEquals(QUESTION, peer.next());
                                peer.fill(0, 0, 8, 8, i);
                            }
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            while (!client.isContinuous()) {
                Thread.onSpinWait();
            }
            for (int i = 2; i < 12; i++) {
                assertEquals(i, client.sync(LONG).pixel(7, 7));
            }
        }
    }

    @Test
    void sync_withContinuousUpdatesOfAServerWithBarriers_asksForNothing() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            peer.send(new ServerFence(Fence.announcingBarriers()));
                            assertEquals(
                                    Fence.announcingBarriers().answer(),
                                    assertInstanceOf(ClientFence.class, peer.next()).fence());
                            peer.send(new EndOfContinuousUpdates());
                            assertEquals(
                                    new EnableContinuousUpdates(true, 0, 0, 8, 8), peer.next());
                            for (int i = 2; i < 12; i++) {
                                Fence fence =
                                        assertInstanceOf(ClientFence.class, peer.next()).fence();
                                peer.fill(4, 4, 1, 1, i); // an update on its way is none of its
                                peer.fill(4, 4, 1, 1, -i);
                                peer.send(new ServerFence(fence.answer()));
                            }
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            while (!client.isContinuous()) {
                Thread.onSpinWait();
            }
            for (int i = 2; i < 12; i++) {
                assertEquals(-i & 0xffffff, client.sync(LONG).pixel(4, 4) & 0xffffff);
            }
        }
    }

    @Test
    void sync_withoutFences_doesNotTakeAnUpdateThatWasOnItsWay() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            // sent before the key is read
                            peer.fill(0, 0, 8, 8, 2);
                            boolean pressed = false;
                            int questions = 0;
                            while (questions < 2) {
                                switch (peer.next()) {
                                    case KeyEvent _ -> pressed = true;
                                    case FramebufferUpdateRequest request
                                            when request.equals(QUESTION) -> {
                                        questions++;
                                        peer.fill(0, 0, 8, 8, pressed ? 3 : 2);
                                    }
                                    default -> {}
                                }
                            }
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            client.key('a', true);
            assertEquals(3, client.sync(LONG).pixel(0, 0));
        }
    }

    @Test
    void sync_noAnswer_timesOutWithTheLastFrame() throws Exception {
        var clock = new ManualClock();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            offerFences(peer);
                            peer.drain();
                        });
                VncClient client = server.client().clock(clock).connect()) {
            awaitFences(client);
            int before = clock.waits();
            Thread ticker =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    clock.awaitWait(before);
                                    clock.advance(Duration.ofSeconds(3));
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            var e = assertThrows(TimedOutException.class, () -> client.sync(Duration.ofSeconds(3)));
            assertEquals(1, e.lastFrame().orElseThrow().pixel(0, 0));
            assertTrue(String.valueOf(e.getMessage()).contains("fence"), e.getMessage());
            ticker.join();
        }
    }
}
