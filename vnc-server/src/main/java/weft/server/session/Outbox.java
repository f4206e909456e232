package weft.server.session;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;
import weft.rfb.message.ServerMessage;

import java.util.ArrayDeque;
import java.util.Deque;

/// The replies that wait for the update loop to send them, in order. All calls are under the global
/// lock.
final class Outbox {

    /// So many wait at the most; then the reader, which puts them here, does not read.
    static final int LIMIT = 16;

    private final CoQueue taken;
    private final Deque<ServerMessage> messages = new ArrayDeque<>(1);
    private long putCount;
    private long sentCount;

    Outbox(Loop loop) {
        taken = new CoQueue(loop, "room in the outbox");
    }

    /// Waits for room.
    void put(ServerMessage message) {
        awaitRoom(1);
        add(message);
    }

    /// Waits for room for one more than `message`, so that the next [#put] does not wait if it
    /// follows before anything else happens.
    void putBeforeAnother(ServerMessage message) {
        awaitRoom(2);
        add(message);
    }

    /// Puts `message` here, be there room or not.
    void post(ServerMessage message) {
        add(message);
    }

    /// Puts `message` here if there is room, and says whether there was.
    boolean offer(ServerMessage message) {
        boolean hasRoom = messages.size() < LIMIT;
        if (hasRoom) {
            add(message);
        }
        return hasRoom;
    }

    private void awaitRoom(int count) {
        while (messages.size() + count > LIMIT) {
            taken.await();
        }
    }

    private void add(ServerMessage message) {
        messages.add(message);
        putCount++;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /// The next one to send; [#sent] follows.
    ServerMessage take() {
        return messages.remove();
    }

    /// The one that was taken is sent.
    void sent() {
        sentCount++;
        taken.restartAll();
    }

    /// Waits until all that are here are sent.
    void awaitSent() {
        long last = putCount;
        while (sentCount < last) {
            taken.await();
        }
    }
}
