package weft.client;

import weft.rfb.message.PointerEvent;

import java.util.ArrayList;
import java.util.List;

/// The client's mouse: it remembers where it is and which buttons are down. It begins in the upper
/// left corner. Buttons are numbered from 1: left, middle, right, then the wheel.
///
/// Any thread may use it; what one method does stays together.
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

    private static final int BUTTONS = 8;

    /// A dragging mouse tells its place so often.
    private static final long STEP_NANOS = 10_000_000;

    private static final double LONGEST_NANOS = 1e17;

    private static final int LARGEST = 0xffff;

    private final Session session;
    private final WaitClock clock;
    private final Object pause = new Object();
    private int x;
    private int y;
    private int mask;

    Pointer(Session session, WaitClock clock) {
        this.session = session;
        this.clock = clock;
    }

    /// The column that it is in.
    public synchronized int x() {
        return x;
    }

    /// The row that it is in.
    public synchronized int y() {
        return y;
    }

    /// Sends a pointer event as it is.
    ///
    /// @param buttonMask the buttons that are down: bit 0 is button 1
    public synchronized void event(int buttonMask, int toX, int toY) {
        session.send(set(buttonMask, toX, toY));
    }

    /// Goes to a place at once.
    public synchronized void move(int toX, int toY) {
        event(mask, toX, toY);
    }

    /// Presses a button.
    public synchronized void press(int button) {
        event(mask | bit(button), x, y);
    }

    /// Releases a button.
    public synchronized void release(int button) {
        event(mask & ~bit(button), x, y);
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

    /// Turns a wheel.
    ///
    /// @param notches how far, at least 1
    public synchronized void scroll(Wheel wheel, int notches) {
        if (notches < 1 || notches > 1000) {
            throw new IllegalArgumentException(notches + " notches, expected 1 to 1000");
        }
        clicks(wheel.button, notches);
    }

    private void clicks(int button, int times) {
        int pressed = mask | bit(button);
        List<PointerEvent> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            events.add(new PointerEvent(pressed, x, y));
            events.add(new PointerEvent(pressed & ~bit(button), x, y));
        }
        mask = pressed & ~bit(button);
        session.send(events.toArray(PointerEvent[]::new));
    }

    /// Presses a button here, goes to a place in a straight line, and releases it there.
    ///
    /// @param pixelsPerSecond how fast, more than 0
    public synchronized void drag(int button, int toX, int toY, double pixelsPerSecond) {
        check(toX, toY);
        if (!(pixelsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "a drag with " + pixelsPerSecond + " pixels a second, expected more than 0");
        }
        int fromX = x;
        int fromY = y;
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

    private PointerEvent set(int buttonMask, int toX, int toY) {
        check(toX, toY);
        var event = new PointerEvent(buttonMask, toX, toY);
        mask = buttonMask;
        x = toX;
        y = toY;
        return event;
    }

    private static void check(int x, int y) {
        if (x < 0 || y < 0 || x > LARGEST || y > LARGEST) {
            throw new IllegalArgumentException(
                    "pointer at %d,%d, expected 0 to %d".formatted(x, y, LARGEST));
        }
    }

    private static int bit(int button) {
        if (button < 1 || button > BUTTONS) {
            throw new IllegalArgumentException("button " + button + ", expected 1 to " + BUTTONS);
        }
        return 1 << (button - 1);
    }
}
