package weft.examples.swing;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;
import weft.framebuffer.awt.DamageGraphics;
import weft.framebuffer.awt.ImageSurface;
import weft.server.Painting;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import javax.swing.JInternalFrame;
import javax.swing.JLayeredPane;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.SwingUtilities;
import javax.swing.plaf.basic.BasicInternalFrameUI;

/// A screen of Swing components that is a display for viewers, and needs none itself.
///
/// ```java
/// SwingScreen screen = SwingScreen.create(640, 480);
/// EventQueue.invokeAndWait(() -> screen.frame().add(new JButton("Press me")));
/// VncServer server = screen.start(screen.server().listen(5900));
/// ```
///
/// All but [#create], [#server] and [#start] is for Swing's thread, as everything of Swing's.
public final class SwingScreen {

    private final Frame frame = new Frame(this);
    private final BufferedImage image;
    private final Framebuffer framebuffer;
    private final ScreenMouse mouse;
    private final ScreenKeyboard keyboard = new ScreenKeyboard(this);
    private final Rectangle dirty = new Rectangle();
    private boolean invalid;
    private boolean scheduled;

    private SwingScreen(int width, int height, LongSupplier millis) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        framebuffer = new Framebuffer(ImageSurface.of(image));
        mouse = new ScreenMouse(this, millis);
        frame.setSize(width, height);
        frame.addNotify();
        frame.setVisible(true);
    }

    /// An empty screen.
    public static SwingScreen create(int width, int height) {
        return create(width, height, System::currentTimeMillis);
    }

    /// An empty screen with a clock of its own.
    ///
    /// @param millis the time, for Swing's thread: two clicks within half a second are a double one
    public static SwingScreen create(int width, int height, LongSupplier millis) {
        var made =
                new FutureTask<>(() -> {
                    ScreenRepaints.install();
                    ScreenFocus.install();
                    ScreenPopups.install();
                    return new SwingScreen(width, height, millis);
                });
        EventQueue.invokeLater(made);
        try {
            return made.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Swing refuses", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /// What a server shows.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /// A server that shows it, to be started by [#start].
    public VncServerBuilder server() {
        return VncServer.builder(framebuffer).name("Swing");
    }

    /// Starts a server whose viewers' keys and mice are this screen's.
    public VncServer start(VncServerBuilder builder) throws IOException {
        var server = new CompletableFuture<VncServer>();
        builder.onKey((keysym, down) -> handle(server, () -> keyboard.key(keysym, down)))
                .onPointer((x, y, buttons) -> handle(server, () -> mouse.pointer(x, y, buttons)));
        VncServer started = builder.start();
        server.complete(started);
        return started;
    }

    /// Lets Swing have an event; a viewer that waits for its input to be shown waits until what
    /// Swing paints for it is in the framebuffer.
    private void handle(CompletableFuture<VncServer> server, Runnable event) {
        Painting painting = server.join().painting();
        EventQueue.invokeLater(() -> {
            try {
                ScreenPopups.prepare(frame.getJMenuBar());
                event.run();
            } finally {
                // what it asks to be done later comes first
                EventQueue.invokeLater(() -> {
                    try (painting) {
                        paint();
                    }
                });
            }
        });
    }

    /// What fills the screen, for content and menu bar. It has no title and no border.
    public JInternalFrame frame() {
        return frame;
    }

    // ---- what a window would do ----

    /// Gives a component the keyboard.
    public void focus(Component component) {
        ScreenFocus.focus(component);
    }

    /// Shows a menu over a component.
    ///
    /// @param x the left edge, in the component
    /// @param y the upper edge, in the component
    public void show(JPopupMenu menu, Component invoker, int x, int y) {
        Point place = SwingUtilities.convertPoint(invoker, x, y, frame);
        menu.setInvoker(invoker);
        menu.setLocation(place);
        menu.setVisible(true);
    }

    /// Asks a question in the middle of the screen. Until it is answered, nothing else gets keys or
    /// clicks; the caller goes on at once.
    ///
    /// @param answered told of the pane's value, `JOptionPane.YES_OPTION` say
    public void ask(JOptionPane question, String title, Consumer<Object> answered) {
        Component before = ScreenFocus.owner();
        var shield = new Shield();
        shield.setBounds(0, 0, frame.getWidth(), frame.getHeight());
        var dialog = new JInternalFrame(title);
        dialog.add(question);
        question.addPropertyChangeListener(
                JOptionPane.VALUE_PROPERTY,
                change -> {
                    dialog.dispose();
                    frame.getLayeredPane().remove(shield);
                    frame.getLayeredPane().repaint();
                    if (before != null) {
                        focus(before);
                    }
                    answered.accept(question.getValue());
                });
        frame.getLayeredPane().add(shield, JLayeredPane.MODAL_LAYER);
        frame.getLayeredPane().add(dialog, JLayeredPane.MODAL_LAYER, 0);
        Dimension size = dialog.getPreferredSize();
        dialog.setBounds(
                (frame.getWidth() - size.width) / 2,
                (frame.getHeight() - size.height) / 2,
                size.width,
                size.height);
        dialog.setVisible(true);
        question.selectInitialValue();
        Component first = dialog.getRootPane().getDefaultButton();
        ScreenFocus.focus(first != null ? first : ScreenFocusOrder.first(dialog));
    }

    /// Which of Shift, Ctrl, Alt and so on are down.
    int keyModifiers() {
        return keyboard.modifiers();
    }

    // ---- painting ----

    /// The screen that a component is on.
    static @Nullable SwingScreen of(@Nullable Component component) {
        for (Component at = component; at != null; at = at.getParent()) {
            if (at instanceof Frame frame) {
                return frame.screen;
            }
        }
        return null;
    }

    /// Lays out anew, soon.
    void invalidated() {
        invalid = true;
        schedule();
    }

    /// Paints a part of the screen, soon.
    void repaint(Rectangle area) {
        Rectangle visible = area.intersection(frame.getBounds());
        if (!visible.isEmpty()) {
            Rectangle all = dirty.isEmpty() ? visible : dirty.union(visible);
            dirty.setBounds(all);
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            EventQueue.invokeLater(this::paint);
        }
    }

    private void paint() {
        scheduled = false;
        if (invalid) {
            invalid = false;
            frame.validate();
        }
        if (dirty.isEmpty()) {
            return;
        }
        try (Group _ = framebuffer.begin()) {
            Graphics2D graphics = DamageGraphics.of(image, framebuffer);
            graphics.clipRect(dirty.x, dirty.y, dirty.width, dirty.height);
            dirty.setBounds(0, 0, 0, 0);
            frame.paint(graphics);
            graphics.dispose();
        }
    }

    /// The top of all components: what Swing takes for a window where it looks for one above
    /// bindings, menu bars and default buttons, and is none.
    private static final class Frame extends JInternalFrame {
        private static final long serialVersionUID = 1;

        private final transient SwingScreen screen;

        Frame(SwingScreen screen) {
            super("", false, false, false, false);
            this.screen = screen;
        }

        /// Without title and border, whatever the look and feel.
        @Override
        public void updateUI() {
            super.updateUI();
            setBorder(null);
            if (getUI() instanceof BasicInternalFrameUI ui) {
                ui.setNorthPane(null);
            }
        }

        /// Nothing is painted past the screen's own painting.
        @Override
        protected boolean isPaintingOrigin() {
            return true;
        }

        @Override
        public void paintImmediately(int x, int y, int width, int height) {
            repaint(x, y, width, height);
        }
    }

    /// Keeps the mouse from what is below.
    private static final class Shield extends JPanel {
        private static final long serialVersionUID = 1;

        Shield() {
            setOpaque(false);
            setFocusable(false);
            addMouseListener(new MouseAdapter() {});
            addMouseMotionListener(new MouseAdapter() {});
            addMouseWheelListener(new MouseAdapter() {});
        }
    }
}
