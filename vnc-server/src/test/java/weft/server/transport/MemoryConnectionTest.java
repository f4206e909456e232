package weft.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.coroutine.ManualLoop;
import weft.rfb.RfbBuffer;
import weft.server.connection.ConnectionLostException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Both ends of a connection without a socket; the coroutines' end runs when a test says so.
@Timeout(60)
class MemoryConnectionTest {

    private static final int CAPACITY = 64 << 10;

    private final ManualLoop loop = ManualLoop.create();
    private final MemoryConnection connection = new MemoryConnection(loop, "viewer");
    private final List<String> steps = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        loop.locked(connection::close);
        loop.unwind();
        assertEquals(List.of(), loop.dump(true));
    }

    private void coroutine(String name, Runnable entry) {
        loop.locked(() -> loop.start(name, entry));
        loop.runReady();
    }

    private static RfbBuffer message(int length) {
        var message = new RfbBuffer();
        for (int i = 0; i < length; i++) {
            message.u8(i & 0xff);
        }
        return message;
    }

    /// Begins something on a thread of its own and returns when that waits.
    private static <T> FutureTask<T> begin(Callable<T> blocked) {
        var task = new FutureTask<>(blocked);
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.WAITING) {
            assertFalse(task.isDone(), "it did not wait");
            assertFalse(Thread.interrupted(), "it does not wait in time");
            Thread.onSpinWait();
        }
        return task;
    }

    private static Throwable failure(FutureTask<?> task) throws InterruptedException {
        try {
            throw new AssertionError("it has not failed: " + task.get());
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void send_isOverWhenTheViewerHasReadAll() throws Exception {
        coroutine(
                "sender",
                () -> {
                    connection.send(message(1000));
                    steps.add("sent");
                });
        assertEquals(600, connection.input().readNBytes(600).length);
        loop.runReady();
        assertEquals(List.of(), steps);
        byte[] rest = connection.input().readNBytes(400);
        assertEquals((byte) 999, rest[399]);
        loop.runReady();
        assertEquals(List.of("sent"), steps);
    }

    @Test
    void input_waitsForTheNextMessage() throws Exception {
        var first = begin(() -> connection.input().readNBytes(3));
        coroutine("sender", () -> connection.send(message(3)));
        assertArrayEquals(new byte[] {0, 1, 2}, first.get());
        loop.runReady();
        var second = begin(() -> connection.input().readNBytes(2));
        coroutine("sender", () -> connection.send(message(2)));
        assertArrayEquals(new byte[] {0, 1}, second.get());
        loop.runReady();
    }

    @Test
    void output_moreThanFits_waitsUntilTheServerReads() throws Exception {
        connection.output().write(new byte[CAPACITY]);
        var more =
                begin(() -> {
                    connection.output().write(new byte[] {1, 2, 3});
                    return true;
                });
        var bytes = new byte[CAPACITY + 3];
        coroutine(
                "reader",
                () -> {
                    for (int at = 0; at < bytes.length; ) {
                        at += connection.read(bytes, at, bytes.length - at);
                    }
                    steps.add("read");
                });
        assertTrue(more.get());
        while (steps.isEmpty()) {
            loop.runReady();
        }
        assertEquals(3, bytes[CAPACITY + 2]);
    }

    @Test
    void close_endsTheViewersReadsAndRefusesItsWrites() throws Exception {
        var reading = begin(() -> connection.input().read());
        connection.output().write(new byte[CAPACITY]);
        var writing =
                begin(() -> {
                    connection.output().write(1);
                    return true;
                });
        loop.locked(connection::close);
        assertEquals(-1, reading.get());
        assertInstanceOf(IOException.class, failure(writing));
        assertThrows(IOException.class, () -> connection.output().write(1));
        assertEquals(-1, connection.input().read());
    }

    @Test
    void closeInput_losesTheConnectionAndWakesItsReader() throws Exception {
        var reading = begin(() -> connection.input().read());
        coroutine("reader", () -> steps.add("read " + connection.read(new byte[1], 0, 1)));
        var input = connection.input();
        assertThrows(
                IOException.class,
                () -> {
                    input.close();
                    int _ = input.read();
                });
        assertInstanceOf(IOException.class, failure(reading));
        loop.runReady();
        coroutine(
                "sender",
                () ->
                        assertThrows(
                                ConnectionLostException.class, () -> connection.send(message(1))));
        assertEquals(List.of("read -1"), steps);
        loop.locked(() -> assertFalse(connection.isOpen()));
    }

    @Test
    void closeInput_withinAMessage_failsItsSender() throws Exception {
        coroutine(
                "sender",
                () -> {
                    assertThrows(ConnectionLostException.class, () -> connection.send(message(10)));
                    steps.add("failed");
                });
        assertEquals(0, connection.input().read());
        connection.input().close();
        loop.runReady();
        assertEquals(List.of("failed"), steps);
    }

    @Test
    void closeOutput_theServerReadsToTheEndAndCanStillAnswer() throws Exception {
        connection.output().write(new byte[] {7, 8});
        connection.output().close();
        coroutine(
                "session",
                () -> {
                    var bytes = new byte[4];
                    steps.add("read " + connection.read(bytes, 0, 4));
                    steps.add("read " + connection.read(bytes, 0, 4));
                    connection.send(message(1));
                });
        assertEquals(List.of("read 2", "read -1"), steps);
        assertEquals(0, connection.input().read());
        loop.runReady();
        assertThrows(IOException.class, () -> connection.output().write(1));
    }
}
