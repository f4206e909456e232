package weft.client;

import weft.framebuffer.Cursor;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PointerMotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The client's mouse: it remembers where it is and which buttons are down. It begins in the upper
/// left corner. Buttons are numbered from 1: left, middle, right, then the wheels, back, forward.
///
/// Any thread may use it; what one method does stays together.
///
/// Its monitor is held for as long as a method takes, a drag or a wait for room; the thread that
/// reads never takes it, but that of the state, which is never held while anybody waits.
public final class Pointer {

    /// Where a wheel turns to, and the button that says so.
    public enum Wheel {
        /// Away from the user.
        UP(4),
        /// Towards the user.
        DOWN(5),
        /// To the left.
        LEFT(6),
        /// To the right.
        RIGHT(7);

        private final int button;

        Wheel(int button) {
            this.button = button;
        }
    }

    /// So many every server knows.
    private static final int BUTTONS = 8;

    private static final int FIRST_EXTENDED = 1 << (BUTTONS - 1);

    /// A dragging mouse tells its place so often.
    private static final long STEP_NANOS = 10_000_000;

    private static final double LONGEST_NANOS = 1e17;

    private static final int LARGEST = 0xffff;

    /// Where it may be at the most while the server takes movements, which count alone then.
    private static final int FARTHEST = 1 << 20;

    private final Session session;
    private final WaitClock clock;
    private final Object pause = new Object();

    /* Guarded by the state. */
    private final Object state = new Object();
    private int x;
    private int y;
    private int shownX;
    private int shownY;
    private int mask;
    private boolean extended;
    private boolean relative;

    Pointer(Session session, WaitClock clock) {
        this.session = session;
        this.clock = clock;
    }

    /// The server knows more buttons.
    void extend() {
        synchronized (state) {
            extended = true;
        }
    }

    /// The server takes movements, or places. Says whether that is new.
    boolean relative(boolean movements) {
        synchronized (state) {
            boolean isNew = relative != movements;
            relative = movements;
            if (!relative) {
                x = Math.clamp(x, 0, LARGEST);
                y = Math.clamp(y, 0, LARGEST);
            }
            return isNew;
        }
    }

    /// The server has moved its pointer. Where this mouse is meant to be does not change by that.
    void moved(int toX, int toY) {
        synchronized (state) {
            shownX = toX;
            shownY = toY;
        }
    }

    /// Paints the pointer's shape into a picture where the server's pointer is.
    void paint(Cursor shape, int[] rgb, int width, int height) {
        synchronized (state) {
            shape.compositeOnto(rgb, 0, width, width, height, shownX, shownY);
        }
    }

    /// What releases the buttons that are down.
    Optional<ClientMessage> release() {
        synchronized (state) {
            return mask == 0 ? Optional.empty() : Optional.of(message(0, x, y, 0, 0));
        }
    }

    /// How many buttons the server knows: 8, or 15.
    public int buttons() {
        synchronized (state) {
            return extended ? ExtendedPointerEvent.BUTTONS : BUTTONS;
        }
    }

    /// Whether the server takes how far the mouse moves, as a machine with a mouse does. What goes
    /// to a place is sent as the way there then, and the server's pointer may be anywhere: what
    /// counts is [#moveBy].
    public boolean isRelative() {
        synchronized (state) {
            return relative;
        }
    }

    /// Moves it by so much; to no place left of the first column or above the first row, unless the
    /// server takes movements.
    ///
    /// @param dx columns to the right
    /// @param dy rows down
    public synchronized void moveBy(int dx, int dy) {
        perform(() -> setBy(mask, dx, dy));
    }

    /// The same with buttons.
    ///
    /// @param buttonMask as in [#event]
    public synchronized void eventBy(int buttonMask, int dx, int dy) {
        perform(() -> setBy(buttonMask, dx, dy));
    }

    /// What a method sends, made with the state in its hands.
    private interface Events {
        List<ClientMessage> make();
    }

    /// The caller holds the monitor, so that nothing comes between what is made and what is sent.
    private void perform(Events events) {
        List<ClientMessage> made;
        boolean isMovement;
        synchronized (state) {
            made = events.make();
            isMovement = relative;
        }
        session.send(isMovement, made.toArray(ClientMessage[]::new));
    }

    /// A message that tells where it is, or how it came there.
    private ClientMessage message(int buttons, int toX, int toY, int dx, int dy) {
        int first = relative ? PointerMotion.position(dx) : toX;
        int second = relative ? PointerMotion.position(dy) : toY;
        return extended && buttons >= FIRST_EXTENDED
                ? new ExtendedPointerEvent(buttons, first, second)
                : new PointerEvent(buttons, first, second);
    }

    /// The column that it is in.
    public int x() {
        synchronized (state) {
            return x;
        }
    }

    /// The row that it is in.
    public int y() {
        synchronized (state) {
            return y;
        }
    }

    /// Sends a pointer event as it is.
    ///
    /// @param buttonMask the buttons that are down: bit 0 is button 1
    public synchronized void event(int buttonMask, int toX, int toY) {
        perform(() -> set(buttonMask, toX, toY));
    }

    /// Goes to a place at once.
    public synchronized void move(int toX, int toY) {
        perform(() -> set(mask, toX, toY));
    }

    /// Presses a button.
    public synchronized void press(int button) {
        perform(() -> set(mask | bit(button), x, y));
    }

    /// Releases a button.
    public synchronized void release(int button) {
        perform(() -> set(mask & ~bit(button), x, y));
    }

    /// Presses and releases a button.
    public synchronized void click(int button) {
        clicks(button, 1);
    }

    /// Goes to a place, and presses and releases a button there.
    public synchronized void click(int button, int toX, int toY) {
        move(toX, toY);
        click(button);
    }

    /// Presses and releases a button twice, as fast as can be.
    public synchronized void doubleClick(int button) {
        clicks(button, 2);
    }

    /// Turns a wheel, up or down, left or right.
    ///
    /// @param notches how far, at least 1
    public synchronized void scroll(Wheel wheel, int notches) {
        if (notches < 1 || notches > 1000) {
            throw new IllegalArgumentException(notches + " notches, expected 1 to 1000");
        }
        clicks(wheel.button, notches);
    }

    private void clicks(int button, int times) {
        perform(() -> makeClicks(button, times));
    }

    private List<ClientMessage> makeClicks(int button, int times) {
        int pressed = mask | bit(button);
        List<ClientMessage> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            events.add(message(pressed, x, y, 0, 0));
            events.add(message(pressed & ~bit(button), x, y, 0, 0));
        }
        mask = pressed & ~bit(button);
        return events;
    }

    /// Presses a button here, goes to a place in a straight line, and releases it there.
    ///
    /// @param pixelsPerSecond how fast, more than 0
    public synchronized void drag(int button, int toX, int toY, double pixelsPerSecond) {
        if (!isRelative()) {
            check(toX, toY);
        }
        if (!(pixelsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "a drag with " + pixelsPerSecond + " pixels a second, expected more than 0");
        }
        int fromX = x();
        int fromY = y();
        double distance = Math.hypot(toX - fromX, toY - fromY);
        long nanos = (long) Math.min(distance / pixelsPerSecond * 1e9, LONGEST_NANOS);
        long steps = Math.max(1, Math.ceilDiv(nanos, STEP_NANOS));
        press(button);
        long start = clock.nanoTime();
        for (long step = 1; step <= steps; step++) {
            double part = (double) step / (double) steps;
            sleepUntil(start + Math.round((double) nanos * part));
            move(
                    (int) Math.round(fromX + (toX - fromX) * part),
                    (int) Math.round(fromY + (toY - fromY) * part));
        }
        release(button);
    }

    private void sleepUntil(long time) {
        try {
            // not on this, which a wait would let go
            synchronized (pause) {
                while (clock.nanoTime() - time < 0) {
                    clock.await(pause, time);
                }
            }
        } catch (InterruptedException e) {
            throw Status.interrupted(e);
        }
    }

    /// Goes by so much, in several steps if they are large.
    private List<ClientMessage> setBy(int buttonMask, int dx, int dy) {
        if (relative) {
            checkButtons(buttonMask);
            return movements(buttonMask, dx, dy);
        }
        return set(
                buttonMask,
                Math.clamp((long) x + dx, 0, LARGEST),
                Math.clamp((long) y + dy, 0, LARGEST));
    }

    private List<ClientMessage> set(int buttonMask, int toX, int toY) {
        checkButtons(buttonMask);
        if (relative) {
            return movements(buttonMask, toX - x, toY - y);
        }
        check(toX, toY);
        mask = buttonMask;
        goTo(toX, toY);
        return List.of(message(buttonMask, toX, toY, 0, 0));
    }

    /// A message has room for 16 bits.
    private List<ClientMessage> movements(int buttonMask, int dx, int dy) {
        List<ClientMessage> events = new ArrayList<>();
        int leftX = Math.clamp(dx, -2 * FARTHEST, 2 * FARTHEST);
        int leftY = Math.clamp(dy, -2 * FARTHEST, 2 * FARTHEST);
        mask = buttonMask;
        do {
            int stepX = Math.clamp(leftX, Short.MIN_VALUE, Short.MAX_VALUE);
            int stepY = Math.clamp(leftY, Short.MIN_VALUE, Short.MAX_VALUE);
            events.add(message(buttonMask, x, y, stepX, stepY));
            goTo(
                    Math.clamp(x + stepX, -FARTHEST, FARTHEST),
                    Math.clamp(y + stepY, -FARTHEST, FARTHEST));
            leftX -= stepX;
            leftY -= stepY;
        } while (leftX != 0 || leftY != 0);
        return events;
    }

    private void goTo(int toX, int toY) {
        x = toX;
        y = toY;
        shownX = toX;
        shownY = toY;
    }

    private void checkButtons(int buttonMask) {
        if (buttonMask < 0 || buttonMask >= 1 << buttons()) {
            throw new IllegalArgumentException(
                    "buttons %x, of which the server knows %d".formatted(buttonMask, buttons()));
        }
    }

    private static void check(int x, int y) {
        if (x < 0 || y < 0 || x > LARGEST || y > LARGEST) {
            throw new IllegalArgumentException(
                    "pointer at %d,%d, expected 0 to %d".formatted(x, y, LARGEST));
        }
    }

    private int bit(int button) {
        if (button < 1 || button > buttons()) {
            throw new IllegalArgumentException("button " + button + ", expected 1 to " + buttons());
        }
        return 1 << (button - 1);
    }
}
