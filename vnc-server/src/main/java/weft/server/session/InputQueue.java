package weft.server.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.keyboard.GuestKeyboard;
import weft.rfb.keyboard.KeyCodes;
import weft.rfb.keyboard.KeyboardLeds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Keys, pointer events and clipboards on their way from the viewers to the host, in order.
///
/// The host's callbacks run one at a time on `executor`, without the global lock, so a slow one
/// delays input and nothing else. Each viewer may have [#LIMIT] events waiting, fewer if keys take
/// their time; then its reader parks. Moves of the pointer that wait are merged, changes of its
/// buttons never.
///
/// All calls are under the global lock.
public final class InputQueue {
    private static final Logger LOG = LoggerFactory.getLogger(InputQueue.class);

    /// The most events of one viewer that wait.
    static final int LIMIT = 256;

    /// Where there is a time between keys, those of one viewer that wait hold up the others by this
    /// at the most.
    private static final long MOST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_MOVEMENT = 1 << 24;

    /// Where the events end: the host.
    public interface Handler {
        /// A key went down or up.
        ///
        /// @param keycode 0 if the viewer does not say it; then there is a keysym
        void key(long keysym, int keycode, boolean down);

        /// The pointer moved, or its buttons changed.
        void pointer(int x, int y, int buttonMask);

        /// A key of the guest's keyboard went down or up.
        void keyCode(int keycode, boolean down);

        /// The pointer moved by so much, or its buttons changed.
        void moved(int dx, int dy, int buttonMask);

        /// A viewer has something new on its clipboard.
        void clipboard(ClipboardContents contents);
    }

    private sealed interface Event {}

    /// What the host takes of keys.
    ///
    /// @param keysyms whether it takes keysyms
    /// @param guest the keyboard of a host that takes key codes
    /// @param delayNanos the least time from one key event to the next
    public record Keys(boolean keysyms, Optional<GuestKeyboard> guest, long delayNanos) {}

    private record Key(HeldKeys.Key key, boolean down) implements Event {}

    private record KeyCode(int keycode, boolean down) implements Event {}

    private record Clipboard(ClipboardContents contents) implements Event {}

    /// What else is to be told or asked in the host's turn.
    private record Call(Runnable task) implements Event {}

    private static final class Pointer implements Event {
        /// Or how far it moved.
        int x;

        int y;
        final boolean isRelative;
        final int buttonMask;

        Pointer(int x, int y, boolean isRelative, int buttonMask) {
            this.x = x;
            this.y = y;
            this.isRelative = isRelative;
            this.buttonMask = buttonMask;
        }
    }

    private record Queued(Viewer from, Event event) {}

    private final Loop loop;
    private final Executor executor;
    private final Handler handler;
    private final Keys keys;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Map<Session, Viewer> viewers = new HashMap<>();
    private final HeldKeys heldKeys = new HeldKeys();
    private final HeldButtons heldButtons = new HeldButtons();
    private final int limit;
    private boolean delivering;
    private boolean relative;
    private boolean codesToo;

    /// Whether the next key has to wait for its time.
    private boolean delayed;

    private boolean hurried;
    private Loop.@Nullable Timer delay;

    private long nextKey;

    /// @param executor runs the host's callbacks; one that runs them in place makes them part of
    ///   what happens under the global lock, so they must be short then
    /// @param keys what the host takes of keys
    public InputQueue(Loop loop, Executor executor, Handler handler, Keys keys) {
        this.loop = loop;
        this.executor = executor;
        this.handler = handler;
        this.keys = keys;
        nextKey = loop.nanoTime();
        limit =
                keys.delayNanos == 0
                        ? LIMIT
                        : Math.clamp(MOST_DELAY_NANOS / keys.delayNanos, 1, LIMIT);
    }

    /// The input of a session that was admitted.
    Viewer viewer(Session session) {
        return viewers.computeIfAbsent(session, ignored -> new Viewer());
    }

    /// Releases the keys and buttons that the viewer holds and nobody else does; for good.
    void viewerLeft(Session session) {
        Viewer viewer = viewers.remove(session);
        if (viewer != null) {
            viewer.releaseAll();
            viewer.held.close();
        }
    }

    /// Releases what any viewer holds; viewers that still press it press it again by auto-repeat.
    public void releaseAll() {
        List.copyOf(viewers.values()).forEach(Viewer::releaseAll);
    }

    /// Whether the host takes movements of the pointer, and not its places.
    public boolean isRelative() {
        return relative;
    }

    /// See [#isRelative].
    public void relative(boolean movements) {
        relative = movements;
    }

    /// Whether the host wants to know which keys are pressed.
    public boolean takesKeyCodes() {
        return keys.guest.isPresent() || codesToo;
    }

    /// A host of keysyms takes the codes of keys with them from now on, or no longer.
    public void keyCodes(boolean taken) {
        codesToo = taken && keys.keysyms;
    }

    /// The host says what is locked on its keyboard.
    public void leds(KeyboardLeds leds) {
        keys.guest.ifPresent(guest -> guest.leds(leds));
    }

    private void goOn() {
        delayed = false;
        startDelivery();
    }

    /// From now on keys do not wait for their time: it ends.
    public void hurry() {
        hurried = true;
        if (delay != null) {
            delay.cancel();
        }
        goOn();
    }

    private void enqueue(Viewer from, Event event) {
        queue.add(new Queued(from, event));
        from.waiting++;
        from.putCount++;
        if (!delayed) {
            startDelivery();
        }
    }

    private void startDelivery() {
        if (!delivering && !queue.isEmpty()) {
            delivering = true;
            executor.execute(this::deliver);
        }
    }

    /// Whether the event is a key and must wait; then the delivery goes on by itself later.
    private boolean delays(Event event) {
        if (keys.delayNanos == 0 || !(event instanceof Key || event instanceof KeyCode)) {
            return false;
        }
        long now = loop.nanoTime();
        delayed = !hurried && now - nextKey < 0;
        if (delayed) {
            delay = loop.after(nextKey - now, this::goOn);
        } else {
            nextKey = now + keys.delayNanos;
        }
        return delayed;
    }

    /// Runs on the executor, without the lock unless that runs in place.
    private void deliver() {
        Queued last = null;
        for (Queued next; (next = poll(last)) != null; last = next) {
            try {
                switch (next.event) {
                    case Key(HeldKeys.Key(long keysym, int keycode), boolean down) ->
                            handler.key(keysym, keycode, down);
                    case KeyCode(int keycode, boolean down) -> handler.keyCode(keycode, down);
                    case Pointer pointer -> deliver(pointer);
                    case Clipboard(ClipboardContents contents) -> handler.clipboard(contents);
                    case Call(Runnable task) -> task.run();
                }
            } catch (RuntimeException | Error e) {
                LOG.error("the host's input callback failed", e);
            }
        }
    }

    private void deliver(Pointer pointer) {
        if (pointer.isRelative) {
            handler.moved(pointer.x, pointer.y, pointer.buttonMask);
        } else {
            handler.pointer(pointer.x, pointer.y, pointer.buttonMask);
        }
    }

    private @Nullable Queued poll(@Nullable Queued delivered) {
        return loop.computeLocked(() -> {
            if (delivered != null) {
                delivered.from.delivered();
            }
            Queued next = queue.peek();
            if (next == null || delays(next.event)) {
                delivering = false;
                return null;
            }
            queue.remove();
            next.from.taken(next.event);
            return next;
        });
    }

    /// The input of one viewer, and what it holds down.
    final class Viewer {
        private final CoQueue space = new CoQueue(loop, "the host to take input");
        private final HeldKeys.Holder held = heldKeys.holder();
        private final CoQueue deliveries = new CoQueue(loop, "the host to handle input");
        private int waiting;
        private boolean clipboardWaits;
        private long putCount;
        private long deliveredCount;
        private final Optional<GuestKeyboard.Peer> guest =
                keys.guest.map(keyboard -> keyboard.peer(this::keyCode));

        /// Where the viewer has put the pointer last, if ever.
        private boolean isPlaced;

        private int x;
        private int y;
        private int buttonMask;
        private @Nullable Pointer lastMove;

        /// A key of which the keysym is known. There is room.
        void key(long keysym, boolean down) {
            guest.ifPresent(peer -> peer.keysym(keysym, down));
            key(new HeldKeys.Key(keysym, 0), down);
        }

        /// A key of which the viewer says which one it is, and perhaps the keysym, too. There is
        /// room.
        void key(long keysym, long keycode, boolean down) {
            OptionalInt known = KeyCodes.normalised(keycode);
            if (known.isEmpty()) {
                key(keysym, down);
                return;
            }
            guest.ifPresent(peer -> peer.keycode(known.getAsInt(), down));
            key(new HeldKeys.Key(keysym, known.getAsInt()), down);
        }

        private void keyCode(int keycode, boolean down) {
            lastMove = null;
            enqueue(this, new KeyCode(keycode, down));
        }

        private void key(HeldKeys.Key key, boolean down) {
            if (!keys.keysyms) {
                return;
            }
            if (down) {
                held.press(key).forEach(told -> tell(told.key(), told.down()));
            } else {
                held.release(key).ifPresent(released -> tell(released, false));
            }
        }

        private void tell(HeldKeys.Key key, boolean down) {
            lastMove = null;
            enqueue(this, new Key(key, down));
        }

        /// The pointer is somewhere, by its place. There is room. A host that takes movements
        /// learns of none by the first place.
        void pointer(int toX, int toY, int buttons) {
            int dx = isPlaced ? toX - x : 0;
            int dy = isPlaced ? toY - y : 0;
            isPlaced = true;
            x = toX;
            y = toY;
            put(dx, dy, buttons);
        }

        /// The pointer has moved by so much. There is room. A host that takes places by now learns
        /// of the buttons only: from where the pointer moved it alone knows.
        void moved(int dx, int dy, int buttons) {
            put(dx, dy, buttons);
        }

        private void put(int dx, int dy, int buttons) {
            boolean moved = buttons == buttonMask;
            int all = heldButtons.change(buttonMask, buttons);
            buttonMask = buttons;
            Pointer waitingMove = lastMove;
            if (moved && waitingMove != null && waitingMove.isRelative == relative) {
                waitingMove.x = relative ? sum(waitingMove.x, dx) : x;
                waitingMove.y = relative ? sum(waitingMove.y, dy) : y;
                return;
            }
            var event = relative ? new Pointer(dx, dy, true, all) : new Pointer(x, y, false, all);
            // Only a move takes up later ones: an edge keeps the place where it happened.
            lastMove = moved ? event : null;
            enqueue(this, event);
        }

        /// How far two movements go; a host that is away for hours need not know to the pixel.
        private static int sum(int one, int other) {
            return Math.clamp((long) one + other, -MOST_MOVEMENT, MOST_MOVEMENT);
        }

        /// Waits until there is room, and the host has taken the clipboard before.
        void awaitClipboardTaken() {
            while (clipboardWaits || waiting >= limit) {
                space.await();
            }
        }

        /// There is room.
        void clipboard(ClipboardContents contents) {
            lastMove = null;
            clipboardWaits = true;
            enqueue(this, new Clipboard(contents));
        }

        /// Runs `task` where the host's callbacks run, after those before it; waits for room.
        void call(Runnable task) {
            awaitSpace();
            post(task);
        }

        /// The same for what cannot be too many, without waiting.
        void post(Runnable task) {
            lastMove = null;
            enqueue(this, new Call(task));
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

        /// Waits until there is room for an event.
        void awaitSpace() {
            while (waiting >= limit) {
                space.await();
            }
        }

        private void taken(Event event) {
            waiting--;
            if (event == lastMove) {
                lastMove = null;
            }
            clipboardWaits &= !(event instanceof Clipboard);
            space.restartAll();
        }

        /// Releases what it holds and nobody else does.
        void releaseAll() {
            releaseKeys();
            releaseButtons();
        }

        /// Releases the keys that it holds and nobody else does.
        void releaseKeys() {
            held.releaseAll().forEach(key -> enqueue(this, new Key(key, false)));
            guest.ifPresent(GuestKeyboard.Peer::releaseAll);
        }

        /// Releases the buttons that it holds and nobody else does.
        void releaseButtons() {
            if (buttonMask != 0) {
                int others = heldButtons.change(buttonMask, 0);
                buttonMask = 0;
                lastMove = null;
                enqueue(
                        this,
                        relative
                                ? new Pointer(0, 0, true, others)
                                : new Pointer(x, y, false, others));
            }
        }
    }
}
