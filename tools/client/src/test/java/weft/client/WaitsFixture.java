package weft.client;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import weft.client.failure.TimedOutException;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/// A client of a server that paints what a test says, in a time that the test advances.
abstract class WaitsFixture {

    final ManualClock clock = new ManualClock();
    final LinkedBlockingQueue<ScriptedServer.Script> steps = new LinkedBlockingQueue<>();

    static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    interface Body {
        void run(ScriptedServer server, VncClient client) throws Exception;
    }

    /// Runs a test with a client of a picture of 16x8; the server does what it adds to the steps.
    void with(Body body) throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(16, 8, 1);
                            while (true) {
                                ScriptedServer.Script step = steps.take();
                                step.run(peer);
                                if (step == END) {
                                    return;
                                }
                            }
                        });
                VncClient client = server.client().clock(clock).connect()) {
            try {
                body.run(server, client);
            } finally {
                steps.add(END);
            }
        }
    }

    static final ScriptedServer.Script END = _ -> {};

    <T> FutureTask<T> begin(Callable<T> wait) throws InterruptedException {
        int before = clock.waits();
        var task = new FutureTask<>(wait);
        var _ = Thread.ofVirtual().start(task);
        clock.awaitWait(before);
        return task;
    }

    /// Shows something and returns when the client has seen it, and has looked whether that is what
    /// it waits for.
    void show(VncClient client, int x, int rgb) throws InterruptedException {
        int before = clock.waits();
        steps.add(peer -> peer.fill(x, 0, 1, 1, rgb));
        while (client.frame().pixel(x, 0) != rgb) {
            Thread.onSpinWait();
        }
        clock.awaitWait(before);
    }

    static void awaitDone(FutureTask<?> task) {
        while (!task.isDone()) {
            Thread.onSpinWait();
        }
    }

    static TimedOutException late(FutureTask<?> task) throws Exception {
        awaitDone(task);
        return assertInstanceOf(TimedOutException.class, task.exceptionNow());
    }
}
