package weft.server.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/// Keys, pointer events and cut text on their way from the viewers to the host, in order.
///
/// The host's callbacks run one at a time on `executor`, without the global lock, so a slow one
/// delays input and nothing else. Each viewer may have [#LIMIT] events waiting; then its reader
/// parks. Moves of the pointer that wait are merged, changes of its buttons never.
///
/// All calls are under the global lock.
public final class InputQueue {
    private static final Logger LOG = LoggerFactory.getLogger(InputQueue.class);

    /// The most events of one viewer that wait.
    static final int LIMIT = 256;

    /// The most keys that one viewer can hold; each more is ignored until one is released.
    static final int HELD_KEYS = 256;

    /// Where the events end: the host.
    public interface Handler {
        /// A key went down or up.
        void key(long keysym, boolean down);

        /// The pointer moved, or its buttons changed.
        void pointer(int x, int y, int buttonMask);

        /// A viewer's clipboard changed.
        void cutText(String text);
    }

    private sealed interface Event {}

    private record Key(long keysym, boolean down) implements Event {}

    private record CutText(String text) implements Event {}

    private static final class Pointer implements Event {
        int x;
        int y;
        final int buttonMask;

        Pointer(int x, int y, int buttonMask) {
            this.x = x;
            this.y = y;
            this.buttonMask = buttonMask;
        }
    }

    private record Queued(Viewer from, Event event) {}

    private final Loop loop;
    private final Executor executor;
    private final Handler handler;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Map<Session, Viewer> viewers = new HashMap<>();
    private final Map<Long, Integer> holders = new HashMap<>();
    private boolean delivering;

    /// @param executor runs the host's callbacks; one that runs them in place makes them part of
    ///   what happens under the global lock, so they must be short then
    public InputQueue(Loop loop, Executor executor, Handler handler) {
        this.loop = loop;
        this.executor = executor;
        this.handler = handler;
    }

    /// The input of a session that was admitted.
    Viewer viewer(Session session) {
        return viewers.computeIfAbsent(session, ignored -> new Viewer());
    }

    /// Releases the keys and buttons that the viewer holds and nobody else does.
    void viewerLeft(Session session) {
        Viewer viewer = viewers.remove(session);
        if (viewer != null) {
            viewer.releaseAll();
        }
    }

    private void put(Viewer from, Event event) {
        queue.add(new Queued(from, event));
        from.waiting++;
        from.putCount++;
        if (!delivering) {
            delivering = true;
            executor.execute(this::deliver);
        }
    }

    /// Runs on the executor, without the lock unless that runs in place.
    private void deliver() {
        Queued last = null;
        for (Queued next; (next = poll(last)) != null; last = next) {
            try {
                switch (next.event) {
                    case Key(long keysym, boolean down) -> handler.key(keysym, down);
                    case Pointer pointer ->
                            handler.pointer(pointer.x, pointer.y, pointer.buttonMask);
                    case CutText(String text) -> handler.cutText(text);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("the host's input callback failed", e);
            }
        }
    }

    private @Nullable Queued poll(@Nullable Queued delivered) {
        return loop.computeLocked(() -> {
            if (delivered != null) {
                delivered.from.delivered();
            }
            Queued next = queue.poll();
            if (next == null) {
                delivering = false;
            } else {
                next.from.taken(next.event);
            }
            return next;
        });
    }

    /// The input of one viewer, and what it holds down.
    final class Viewer {
        private final CoQueue space = new CoQueue(loop, "the host to take input");
        private final Set<Long> heldKeys = new LinkedHashSet<>();
        private final CoQueue deliveries = new CoQueue(loop, "the host to handle input");
        private int waiting;
        private long putCount;
        private long deliveredCount;
        private int x;
        private int y;
        private int buttonMask;
        private @Nullable Pointer lastMove;

        void key(long keysym, boolean down) {
            awaitSpace();
            if (down) {
                if (heldKeys.size() >= HELD_KEYS && !heldKeys.contains(keysym)) {
                    return;
                }
                if (heldKeys.add(keysym)) {
                    holders.merge(keysym, 1, Integer::sum);
                }
            } else if (heldKeys.remove(keysym)) {
                letGo(keysym);
            }
            lastMove = null;
            put(this, new Key(keysym, down));
        }

        void pointer(int toX, int toY, int buttons) {
            boolean moved = buttons == buttonMask;
            x = toX;
            y = toY;
            buttonMask = buttons;
            Pointer waitingMove = lastMove;
            if (moved && waitingMove != null) {
                waitingMove.x = toX;
                waitingMove.y = toY;
                return;
            }
            awaitSpace();
            var event = new Pointer(toX, toY, buttons);
            // Only a move takes up later ones: an edge keeps the place where it happened.
            lastMove = moved ? event : null;
            put(this, event);
        }

        void cutText(String text) {
            awaitSpace();
            lastMove = null;
            put(this, new CutText(text));
        }

        /// How many events there were.
        long putCount() {
            return putCount;
        }

        /// Waits until the host's callbacks have returned from the first `count` events.
        void awaitDelivered(long count) {
            while (deliveredCount < count) {
                deliveries.await();
            }
        }

        private void delivered() {
            deliveredCount++;
            deliveries.restartAll();
        }

        private void awaitSpace() {
            while (waiting >= LIMIT) {
                space.await();
            }
        }

        private void taken(Event event) {
            waiting--;
            if (event == lastMove) {
                lastMove = null;
            }
            if (waiting < LIMIT) {
                space.next();
            }
        }

        private void releaseAll() {
            for (Long keysym : heldKeys) {
                if (letGo(keysym)) {
                    put(this, new Key(keysym, false));
                }
            }
            heldKeys.clear();
            if (buttonMask != 0) {
                put(this, new Pointer(x, y, 0));
                buttonMask = 0;
            }
        }

        /// Whether this was the last viewer that held the key.
        private boolean letGo(Long keysym) {
            return holders.merge(keysym, -1, (held, less) -> held + less == 0 ? null : held + less)
                    == null;
        }
    }
}
