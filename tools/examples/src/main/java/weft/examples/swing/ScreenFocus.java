package weft.examples.swing;

import org.jspecify.annotations.Nullable;

import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.Container;
import java.awt.DefaultKeyboardFocusManager;
import java.awt.KeyboardFocusManager;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;

import javax.swing.JComponent;
import javax.swing.JRootPane;

/// Says who has the keyboard. AWT gives it to nobody who is not in a window, so it is given here:
/// by a click, by Tab, and by the program through [SwingScreen#focus].
final class ScreenFocus extends DefaultKeyboardFocusManager {

    private ScreenFocus() {}

    /// Makes it that of the JVM.
    static void install() {
        if (!(getCurrentKeyboardFocusManager() instanceof ScreenFocus)) {
            var _ = new JRootPane(); // the first one sets an order of Swing's own
            var manager = new ScreenFocus();
            manager.setDefaultFocusTraversalPolicy(ScreenFocusOrder.ORDER);
            KeyboardFocusManager.setCurrentKeyboardFocusManager(manager);
        }
    }

    private static ScreenFocus manager() {
        return (ScreenFocus) getCurrentKeyboardFocusManager();
    }

    /// Who has the keyboard.
    static @Nullable Component owner() {
        return manager().getFocusOwner();
    }

    /// Gives it to a component.
    static void focus(@Nullable Component next) {
        ScreenFocus manager = manager();
        Component before = manager.getFocusOwner();
        if (before == next) {
            return;
        }
        manager.setGlobalFocusOwner(next);
        manager.setGlobalPermanentFocusOwner(next);
        if (before != null) {
            before.dispatchEvent(new FocusEvent(before, FocusEvent.FOCUS_LOST, false, next));
        }
        if (next != null) {
            next.dispatchEvent(new FocusEvent(next, FocusEvent.FOCUS_GAINED, false, before));
        }
    }

    /// Gives it to what was clicked, or to what that is in, if one of them has use for it.
    static void clicked(Component component) {
        for (Component at = component; at != null; at = at.getParent()) {
            boolean wants = !(at instanceof JComponent swing) || swing.isRequestFocusEnabled();
            if (at.isFocusable() && wants && ScreenFocusOrder.takes(at)) {
                focus(at);
                return;
            }
        }
    }

    /// Focus and keys go to whom they are for; AWT would look for the window.
    @Override
    public boolean dispatchEvent(AWTEvent event) {
        if (!(event.getSource() instanceof Component component)
                || SwingScreen.of(component) == null) {
            return super.dispatchEvent(event);
        }
        if (event instanceof FocusEvent) {
            redispatchEvent(component, event);
            return true;
        }
        if (event instanceof KeyEvent key) {
            processKeyEvent(component, key); // Tab
            if (!key.isConsumed()) {
                redispatchEvent(component, key);
            }
            return true;
        }
        return false;
    }

    @Override
    public void focusNextComponent(Component component) {
        Container root = component.getFocusCycleRootAncestor();
        focus(ScreenFocusOrder.ORDER.getComponentAfter(root, component));
    }

    @Override
    public void focusPreviousComponent(Component component) {
        Container root = component.getFocusCycleRootAncestor();
        focus(ScreenFocusOrder.ORDER.getComponentBefore(root, component));
    }
}
