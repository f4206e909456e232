package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.rfb.clipboard.ClipboardMessage.Caps;
import weft.rfb.clipboard.ClipboardMessage.Notify;
import weft.rfb.clipboard.ClipboardMessage.Request;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerClipboard;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Several threads of one client, of which one waits for its server: the others go on.
@Timeout(60)
class BusyCallersTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /// Runs until the client is closed.
    private static Thread meanwhile(Runnable calls, BlockingQueue<Throwable> ended) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        calls.run();
                    } catch (VncClientException | IllegalStateException e) {
                        ended.add(e);
                    }
                });
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void drag_keepsNobodyFromReading() throws Exception {
        var dragEnded = new LinkedBlockingQueue<Throwable>();
        try (var server =
                ScriptedServer.start(peer -> {
                    peer.show(8, 8, 5);
                    assertEquals(new PointerEvent(1, 0, 0), peer.next());
                    new FramebufferUpdate(1).write(peer.out());
                    new RectangleHeader(3, 4, 0, 0, Encoding.POINTER_POS.number())
                            .write(peer.out());
                    peer.flush();
                    peer.fill(0, 0, 8, 8, 6);
                    peer.drain();
                })) {
            Thread drag;
            try (VncClient client = server.client().connect()) {
                drag = meanwhile(() -> client.pointer().drag(1, 7, 0, 1e-3), dragEnded);
                assertEquals(6, client.waitFor(now -> now.pixel(7, 7) == 6, LONG).pixel(0, 0));
                assertEquals(0, client.pointer().y());
            }
            drag.interrupt(); // its clock knows nothing of the client
            drag.join();
        }
    }

    @Test
    void close_endsCallsThatWaitForAServerThatReadsNothing() throws Exception {
        var ended = new LinkedBlockingQueue<Throwable>();
        var closed = new CountDownLatch(1);
        try (var server =
                ScriptedServer.deaf(
                        256,
                        peer -> {
                            peer.show(8, 8, 5);
                            closed.await();
                        })) {
            Thread click;
            try (VncClient client = server.client().connect()) {
                click =
                        meanwhile(
                                () -> {
                                    while (true) {
                                        client.pointer().click(1);
                                    }
                                },
                                ended);
                awaitWaiting(click);
            }
            closed.countDown();
            click.join();
        }
    }

    @Test
    void wait_behindAnothersWait_endsInItsOwnTime() throws Exception {
        var ended = new LinkedBlockingQueue<Throwable>();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 5);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            Thread patient = meanwhile(() -> client.sync(Duration.ofHours(1)), ended);
            awaitWaiting(patient);
            assertThrows(TimedOutException.class, () -> client.sync(Duration.ofMillis(50)));
            client.close();
            patient.join();
            assertEquals(1, ended.size());
        }
    }

    @Test
    void clipboard_askedForWhenTheConnectionEnds_isAnswered() throws Exception {
        var answers = new LinkedBlockingQueue<Optional<String>>();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 5);
                            peer.send(new ServerClipboard(Caps.DEFAULT));
                            var _ = peer.next();
                            peer.send(new ServerClipboard(new Notify(Set.of(TEXT))));
                            assertEquals(
                                    new ClientClipboard(new Request(Set.of(TEXT))), peer.next());
                        });
                VncClient client = server.client().connect()) {
            client.clipboard().take(LONG).requestText(answers::add);
            assertEquals(Optional.empty(), answers.poll(20, TimeUnit.SECONDS));
        }
    }
}
