package weft.examples.swing;

import org.jspecify.annotations.Nullable;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Point;

import javax.swing.JLayeredPane;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JPopupMenu;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.Popup;
import javax.swing.PopupFactory;
import javax.swing.SwingUtilities;
import javax.swing.event.MenuEvent;
import javax.swing.event.MenuListener;

/// Shows menus on the screen's own topmost layer, whatever would be a window elsewhere.
///
/// A `JMenu` asks for its place on the machine's screen when it opens its menu, and fails. So the
/// menu is opened for it just before, when it learns that it is chosen: then it finds that done.
final class ScreenPopups extends PopupFactory {

    /// Who had the keyboard before a menu was opened.
    private @Nullable Component before;

    private ScreenPopups() {
        MenuSelectionManager.defaultManager().addChangeListener(_ -> menusChanged());
    }

    /// Makes it that of the JVM.
    static void install() {
        if (!(PopupFactory.getSharedInstance() instanceof ScreenPopups)) {
            PopupFactory.setSharedInstance(new ScreenPopups());
        }
    }

    @Override
    public Popup getPopup(@Nullable Component owner, Component contents, int x, int y) {
        SwingScreen screen = SwingScreen.of(owner);
        return screen == null
                ? super.getPopup(owner, contents, x, y)
                : new ScreenPopup(screen, contents, x, y);
    }

    private static final class ScreenPopup extends Popup {
        private final JLayeredPane layers;
        private final Component contents;

        ScreenPopup(SwingScreen screen, Component contents, int x, int y) {
            this.layers = screen.frame().getLayeredPane();
            this.contents = contents;
            Dimension size = contents.getPreferredSize();
            contents.setBounds(
                    Math.clamp(x, 0, Math.max(0, layers.getWidth() - size.width)),
                    Math.clamp(y, 0, Math.max(0, layers.getHeight() - size.height)),
                    size.width,
                    size.height);
        }

        @Override
        public void show() {
            layers.add(contents, JLayeredPane.POPUP_LAYER, 0);
            layers.revalidate();
            contents.repaint();
        }

        @Override
        public void hide() {
            layers.remove(contents);
            layers.repaint(
                    contents.getX(), contents.getY(), contents.getWidth(), contents.getHeight());
        }
    }

    // ---- menus ----

    /// Lets all menus that there are now be opened here.
    static void prepare(@Nullable JMenuBar bar) {
        for (int i = 0; bar != null && i < bar.getMenuCount(); i++) {
            prepareMenu(bar.getMenu(i));
        }
    }

    private static void prepareMenu(@Nullable JMenu menu) {
        if (menu == null) {
            return;
        }
        for (MenuListener each : menu.getMenuListeners()) {
            if (each instanceof Opener) {
                return;
            }
        }
        menu.addMenuListener(new Opener());
    }

    /// Whom a menu belongs to.
    private static Component invoker(Component menu) {
        return menu instanceof JPopupMenu popup && popup.getInvoker() != null
                ? popup.getInvoker()
                : menu;
    }

    /// While a menu is open its root pane has the keyboard: there it has its bindings.
    private void menusChanged() {
        MenuElement[] menus = MenuSelectionManager.defaultManager().getSelectedPath();
        if (menus.length == 0) {
            Component back = before;
            before = null;
            if (back != null) {
                ScreenFocus.focus(back);
            }
        } else if (before == null) {
            Component pane = SwingUtilities.getRootPane(invoker(menus[0].getComponent()));
            if (SwingScreen.of(pane) != null) {
                before = ScreenFocus.owner();
                ScreenFocus.focus(pane);
            }
        }
    }

    /// A click beside open menus closes them.
    static void pressed(Component component) {
        MenuSelectionManager menus = MenuSelectionManager.defaultManager();
        for (MenuElement each : menus.getSelectedPath()) {
            if (SwingUtilities.isDescendingFrom(component, each.getComponent())) {
                return;
            }
        }
        menus.clearSelectedPath();
    }

    private static final class Opener implements MenuListener {

        @Override
        public void menuSelected(MenuEvent event) {
            JMenu menu = (JMenu) event.getSource();
            SwingScreen screen = SwingScreen.of(invoker(menu));
            if (screen == null) {
                return;
            }
            for (Component each : menu.getMenuComponents()) {
                prepareMenu(each instanceof JMenu submenu ? submenu : null);
            }
            int x = menu.isTopLevelMenu() ? 0 : menu.getWidth();
            int y = menu.isTopLevelMenu() ? menu.getHeight() : 0;
            Point place = SwingUtilities.convertPoint(menu, x, y, screen.frame());
            JPopupMenu popup = menu.getPopupMenu();
            popup.setInvoker(menu);
            popup.setLocation(place);
            popup.setVisible(true);
        }

        @Override
        public void menuDeselected(MenuEvent event) {}

        @Override
        public void menuCanceled(MenuEvent event) {}
    }
}
