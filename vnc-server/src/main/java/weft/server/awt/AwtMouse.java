package weft.server.awt;

import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseListener;
import java.awt.event.MouseMotionListener;
import java.awt.event.MouseWheelEvent;
import java.awt.event.MouseWheelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Makes AWT's events of the viewers' pointer.
final class AwtMouse {
    private static final int BUTTONS = 3;
    private static final int WHEEL_UP = 3;
    private static final int WHEEL_LEFT = 5;
    private static final int WHEEL_RIGHT = 6;
    private static final int LINES = 3;
    private static final long CLICK_MILLIS = 500;

    final List<MouseListener> listeners = new CopyOnWriteArrayList<>();
    final List<MouseMotionListener> motionListeners = new CopyOnWriteArrayList<>();
    final List<MouseWheelListener> wheelListeners = new CopyOnWriteArrayList<>();

    private final Component source;
    private final LongSupplier clock;
    private final IntSupplier keys;
    private int x = -1;
    private int y = -1;
    private int pressed;

    /// The last press: which button, when, and as how many in a row.
    private int lastButton;

    private long lastPress;
    private int clicks;

    /// Whether it has not moved since.
    private boolean still;

    /// @param keys that are held, as extended modifiers
    AwtMouse(Component source, LongSupplier clock, IntSupplier keys) {
        this.source = source;
        this.clock = clock;
        this.keys = keys;
    }

    /// The buttons that are down, as extended modifiers.
    int buttons() {
        int modifiers = 0;
        for (int button = 1; button <= BUTTONS; button++) {
            if ((pressed >> (button - 1) & 1) != 0) {
                modifiers |= InputEvent.getMaskForButton(button);
            }
        }
        return modifiers;
    }

    void pointer(int newX, int newY, int buttonMask) {
        if (newX != x || newY != y) {
            move(newX, newY);
        }
        for (int changed = buttonMask ^ pressed; changed != 0; changed &= changed - 1) {
            int bit = Integer.numberOfTrailingZeros(changed);
            boolean down = (buttonMask >> bit & 1) != 0;
            pressed ^= 1 << bit;
            if (bit < BUTTONS) {
                button(bit + 1, down);
            } else if (down && bit <= WHEEL_RIGHT) {
                wheel(bit);
            }
        }
    }

    private void move(int newX, int newY) {
        x = newX;
        y = newY;
        still = false;
        if (buttons() != 0) {
            MouseEvent event = event(MouseEvent.MOUSE_DRAGGED, 0, 0);
            motionListeners.forEach(listener -> listener.mouseDragged(event));
        } else {
            MouseEvent event = event(MouseEvent.MOUSE_MOVED, 0, 0);
            motionListeners.forEach(listener -> listener.mouseMoved(event));
        }
    }

    private void button(int button, boolean down) {
        if (down) {
            long now = clock.getAsLong();
            boolean again = still && button == lastButton && now - lastPress <= CLICK_MILLIS;
            clicks = again ? clicks + 1 : 1;
            lastButton = button;
            lastPress = now;
            still = true;
            MouseEvent event = event(MouseEvent.MOUSE_PRESSED, button, clicks);
            listeners.forEach(listener -> listener.mousePressed(event));
            return;
        }
        int count = button == lastButton ? clicks : 1;
        MouseEvent event = event(MouseEvent.MOUSE_RELEASED, button, count);
        listeners.forEach(listener -> listener.mouseReleased(event));
        if (still && button == lastButton) {
            MouseEvent click = event(MouseEvent.MOUSE_CLICKED, button, count);
            listeners.forEach(listener -> listener.mouseClicked(click));
        }
    }

    /// The right button asks for a menu when it goes down, as on X.
    private MouseEvent event(int id, int button, int count) {
        boolean menu = id == MouseEvent.MOUSE_PRESSED && button == MouseEvent.BUTTON3;
        return new MouseEvent(
                source, id, clock.getAsLong(), modifiers(), x, y, x, y, count, menu, button);
    }

    private int modifiers() {
        return keys.getAsInt() | buttons();
    }

    private void wheel(int bit) {
        boolean sideways = bit == WHEEL_LEFT || bit == WHEEL_RIGHT;
        int lines = bit == WHEEL_UP || bit == WHEEL_LEFT ? -1 : 1;
        var event =
                new MouseWheelEvent(
                        source,
                        MouseEvent.MOUSE_WHEEL,
                        clock.getAsLong(),
                        modifiers() | (sideways ? InputEvent.SHIFT_DOWN_MASK : 0),
                        x,
                        y,
                        x,
                        y,
                        0,
                        false,
                        MouseWheelEvent.WHEEL_UNIT_SCROLL,
                        LINES,
                        lines);
        wheelListeners.forEach(listener -> listener.mouseWheelMoved(event));
    }
}
