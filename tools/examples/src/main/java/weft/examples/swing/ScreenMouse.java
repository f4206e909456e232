package weft.examples.swing;

import org.jspecify.annotations.Nullable;

import java.awt.Component;
import java.awt.Point;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import javax.swing.JComponent;
import javax.swing.JPopupMenu;
import javax.swing.SwingUtilities;

/// A viewer's pointer as AWT's mouse events, for the component that is meant: the innermost one
/// that listens; while a button is down, the one that it was pressed on.
final class ScreenMouse {

    private static final long DOUBLE_CLICK_MILLIS = 500;
    private static final int DOUBLE_CLICK_PIXELS = 4;
    private static final int WHEEL_UP = 3; // bits of RFB's mask
    private static final int WHEEL_DOWN = 4;
    private static final int ROWS_PER_NOTCH = 3;

    private final SwingScreen screen;
    private final LongSupplier millis;

    private int buttons; // RFB's mask
    private @Nullable Component under;
    private @Nullable Component pressed;
    private int clicks;
    private int lastButton;
    private long lastPress;
    private final Point lastPlace = new Point();
    private boolean moved;

    ScreenMouse(SwingScreen screen, LongSupplier millis) {
        this.screen = screen;
        this.millis = millis;
    }

    /// What a viewer says, see [weft.server.PointerHandler].
    void pointer(int x, int y, int mask) {
        int changed = buttons ^ mask;
        move(x, y);
        for (int bit = 0; bit < 3; bit++) {
            if (((changed >> bit) & 1) != 0) {
                buttons ^= 1 << bit;
                if (((mask >> bit) & 1) != 0) {
                    press(x, y, bit + 1);
                } else {
                    release(x, y, bit + 1);
                }
            }
        }
        if ((changed & mask & (1 << WHEEL_UP)) != 0) {
            wheel(x, y, -1);
        }
        if ((changed & mask & (1 << WHEEL_DOWN)) != 0) {
            wheel(x, y, 1);
        }
        buttons = mask;
    }

    private void move(int x, int y) {
        Component target = pressed;
        if (target == null) {
            target = at(x, y, ScreenMouse::listens);
            if (target != under) {
                Component left = under;
                under = target;
                send(left, MouseEvent.MOUSE_EXITED, x, y, 0, 0);
                send(target, MouseEvent.MOUSE_ENTERED, x, y, 0, 0);
            }
            send(target, MouseEvent.MOUSE_MOVED, x, y, 0, 0);
        } else if (!lastPlace.equals(new Point(x, y))) {
            moved = true;
            send(target, MouseEvent.MOUSE_DRAGGED, x, y, 0, 0);
        }
    }

    private void press(int x, int y, int button) {
        long now = millis.getAsLong();
        boolean again =
                button == lastButton
                        && now - lastPress <= DOUBLE_CLICK_MILLIS
                        && lastPlace.distance(x, y) <= DOUBLE_CLICK_PIXELS;
        clicks = again ? clicks + 1 : 1;
        lastButton = button;
        lastPress = now;
        lastPlace.setLocation(x, y);
        moved = false;
        Component innermost = at(x, y, _ -> true);
        if (innermost == null) {
            return;
        }
        ScreenPopups.pressed(innermost);
        if (button == 3 && showsMenu(innermost, x, y)) {
            return;
        }
        if (pressed == null) {
            pressed = at(x, y, ScreenMouse::listens);
            if (pressed instanceof JComponent swing) {
                swing.setAutoscrolls(false); // it would ask for its place on the machine's screen
            }
        }
        ScreenFocus.clicked(innermost);
        send(pressed, MouseEvent.MOUSE_PRESSED, x, y, button, clicks);
    }

    private void release(int x, int y, int button) {
        Component target = pressed;
        if ((buttons & 7) == 0) {
            pressed = null;
        }
        send(target, MouseEvent.MOUSE_RELEASED, x, y, button, clicks);
        if (!moved && target != null && target == at(x, y, ScreenMouse::listens)) {
            send(target, MouseEvent.MOUSE_CLICKED, x, y, button, clicks);
        }
        move(x, y);
    }

    private boolean showsMenu(Component innermost, int x, int y) {
        for (Component at = innermost; at instanceof JComponent swing; at = at.getParent()) {
            JPopupMenu menu = swing.getComponentPopupMenu();
            if (menu != null) {
                Point place = SwingUtilities.convertPoint(screen.frame(), x, y, at);
                screen.show(menu, at, place.x, place.y);
                return true;
            }
        }
        return false;
    }

    private void wheel(int x, int y, int notches) {
        Component target = at(x, y, each -> each.getMouseWheelListeners().length > 0);
        if (target != null) {
            Point place = SwingUtilities.convertPoint(screen.frame(), x, y, target);
            target.dispatchEvent(
                    new MouseWheelEvent(
                            target,
                            MouseEvent.MOUSE_WHEEL,
                            millis.getAsLong(),
                            modifiers(),
                            place.x,
                            place.y,
                            0,
                            false,
                            MouseWheelEvent.WHEEL_UNIT_SCROLL,
                            ROWS_PER_NOTCH,
                            notches));
        }
    }

    private static boolean listens(Component component) {
        return component.getMouseListeners().length > 0
                || component.getMouseMotionListeners().length > 0;
    }

    /// The innermost component at a place for which something holds.
    private @Nullable Component at(int x, int y, Predicate<Component> holds) {
        Component found = SwingUtilities.getDeepestComponentAt(screen.frame(), x, y);
        while (found != null && !(holds.test(found) && found.isEnabled())) {
            found = found.getParent();
        }
        return found;
    }

    private void send(@Nullable Component target, int id, int x, int y, int button, int count) {
        if (target != null && SwingScreen.of(target) == screen) {
            Point place = SwingUtilities.convertPoint(screen.frame(), x, y, target);
            var event =
                    new MouseEvent(
                            target,
                            id,
                            millis.getAsLong(),
                            modifiers(),
                            place.x,
                            place.y,
                            x,
                            y,
                            count,
                            false,
                            button);
            ScreenSelection.handle(target, event);
            target.dispatchEvent(event);
        }
    }

    private int modifiers() {
        int modifiers = screen.keyModifiers();
        for (int button = 1; button <= 3; button++) {
            if ((buttons >> (button - 1) & 1) != 0) {
                modifiers |= InputEvent.getMaskForButton(button);
            }
        }
        return modifiers;
    }
}
