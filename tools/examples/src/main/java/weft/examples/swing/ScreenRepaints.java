package weft.examples.swing;

import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;

import javax.swing.JComponent;
import javax.swing.RepaintManager;

/// Takes what is to be painted or laid out to the screen that it is on. Swing's own one looks for a
/// window.
final class ScreenRepaints extends RepaintManager {

    private ScreenRepaints() {
        setDoubleBufferingEnabled(false); // the image is one, as long as the framebuffer waits
    }

    /// Makes it that of the JVM.
    static void install() {
        if (!(RepaintManager.currentManager((Component) null) instanceof ScreenRepaints)) {
            RepaintManager.setCurrentManager(new ScreenRepaints());
        }
    }

    @Override
    public void addDirtyRegion(JComponent component, int x, int y, int width, int height) {
        SwingScreen screen = SwingScreen.of(component);
        if (screen == null) {
            super.addDirtyRegion(component, x, y, width, height);
            return;
        }
        var area = new Rectangle(x, y, width, height);
        for (Container at = component; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return;
            }
            area = area.intersection(new Rectangle(at.getWidth(), at.getHeight()));
            area.translate(at.getX(), at.getY());
        }
        screen.repaint(area);
    }

    @Override
    public synchronized void addInvalidComponent(JComponent component) {
        SwingScreen screen = SwingScreen.of(component);
        if (screen == null) {
            super.addInvalidComponent(component);
        } else {
            screen.invalidated();
        }
    }
}
