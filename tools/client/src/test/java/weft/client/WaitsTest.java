package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;

/// Waits, in a time that stands still unless a test advances it.
@Timeout(30)
class WaitsTest extends WaitsFixture {

    private static final Rect LEFT = new Rect(0, 0, 8, 8);

    @Test
    void waitChange_withoutChange_timesOutWithTheLastFrame() throws Exception {
        with((_, client) -> {
            Frame now = client.frame();
            var task = begin(() -> client.waitChange(millis(1000)));
            clock.advance(millis(999));
            assertFalse(task.isDone());
            clock.advance(millis(1));
            TimedOutException e = late(task);
            assertSame(now, e.lastFrame().orElseThrow());
            assertEquals(
                    "Waited 1000 ms for the picture to change after %s; the last is %s"
                            .formatted(now, now),
                    e.getMessage());
        });
    }

    @Test
    void waitChange_elsewhere_goesOnWaiting() throws Exception {
        with((_, client) -> {
            Frame first = client.frame();
            var task = begin(() -> client.waitChange(first, LEFT, millis(1000)));
            show(client, 9, 2);
            assertFalse(task.isDone());
            steps.add(peer -> peer.fill(3, 0, 1, 1, 4));
            assertEquals(4, task.get().pixel(3, 0));
        });
    }

    @Test
    void waitStill_needsTheWholeTimeFromTheLastChange() throws Exception {
        with((_, client) -> {
            var task = begin(() -> client.waitStill(millis(300), millis(5000)));
            clock.advance(millis(299));
            show(client, 9, 2);
            clock.advance(millis(299));
            assertFalse(task.isDone());
            clock.advance(millis(1));
            assertEquals(2, task.get().pixel(9, 0));
        });
    }

    @Test
    void waitStill_ofAPart_looksAtNothingElse() throws Exception {
        with((_, client) -> {
            var task = begin(() -> client.waitStill(LEFT, millis(300), millis(5000)));
            clock.advance(millis(299));
            show(client, 9, 2);
            clock.advance(millis(1));
            assertEquals(2, task.get().pixel(9, 0));
        });
    }

    @Test
    void waitStill_neverStill_timesOut() throws Exception {
        with((_, client) -> {
            var task = begin(() -> client.waitStill(millis(300), millis(1000)));
            for (int i = 0; i < 3; i++) {
                clock.advance(millis(250));
                show(client, 0, i + 2);
            }
            clock.advance(millis(249));
            assertFalse(task.isDone());
            clock.advance(millis(1));
            TimedOutException e = late(task);
            assertEquals(4, e.lastFrame().orElseThrow().pixel(0, 0));
        });
    }

    @Test
    void waitFor_anEarlierFrameThatFits_returnsAtOnce() throws Exception {
        with((_, client) ->
                assertEquals(
                        1, client.waitFor(now -> now.pixel(0, 0) == 1, millis(0)).pixel(0, 0)));
    }

    @Test
    void waitFor_connectionEnds_failsAtOnce() throws Exception {
        with((_, client) -> {
            var task = begin(() -> client.waitFor(now -> now.pixel(0, 0) == 2, millis(1000)));
            steps.add(END);
            awaitDone(task);
            assertInstanceOf(ConnectionLostException.class, task.exceptionNow());
        });
    }

    @Test
    void waitFor_interrupted_isCancelled() throws Exception {
        with((_, client) -> {
            int before = clock.waits();
            var task = new FutureTask<>(() -> client.waitFor(_ -> false, millis(1000)));
            Thread thread = Thread.ofVirtual().start(task);
            clock.awaitWait(before);
            thread.interrupt();
            thread.join();
            assertInstanceOf(CancellationException.class, task.exceptionNow());
        });
    }

    @Test
    void waitFor_clientClosedMeanwhile_fails() throws Exception {
        with((_, client) -> {
            var task = begin(() -> client.waitFor(_ -> false, millis(1000)));
            steps.add(END);
            client.close();
            awaitDone(task);
            // whichever of both ends was seen first
            assertInstanceOf(RuntimeException.class, task.exceptionNow());
        });
    }
}
