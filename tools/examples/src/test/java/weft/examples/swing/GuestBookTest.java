package weft.examples.swing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import weft.client.Pointer;
import weft.junit5.Display;
import weft.junit5.DisplayTest;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;
import weft.server.VncServer;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import javax.swing.SwingUtilities;

/// A Swing program without a display, as a viewer uses it.
///
/// What it looks like depends on the machine's fonts, so the viewer's picture is compared with what
/// the same components paint all at once: it is right if nothing was forgotten to be painted. What
/// happened, the components say.
@DisplayTest
class GuestBookTest {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    private final SwingScreen screen = SwingScreen.create(WIDTH, HEIGHT, () -> 0);
    private final GuestBook book = onSwing(() -> new GuestBook(screen));

    @Host final VncServer server = start();

    @BeforeAll
    static void headless() {
        assertTrue(GraphicsEnvironment.isHeadless(), "-Djava.awt.headless=true");
    }

    private VncServer start() {
        try {
            onSwing(() -> {
                book.name.getCaret().setBlinkRate(0);
                return book;
            });
            return screen.start(screen.server());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static <T> T onSwing(Callable<T> work) {
        var task = new FutureTask<>(work);
        EventQueue.invokeLater(task);
        try {
            return task.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The middle of a component, on the screen.
    private Point middle(Component component) {
        return onSwing(() -> {
            assertTrue(component.isShowing());
            int x = component.getWidth() / 2;
            int y = component.getHeight() / 2;
            return SwingUtilities.convertPoint(component, x, y, screen.frame());
        });
    }

    private void click(Display display, Component component) {
        Point at = middle(component);
        display.click(at.x, at.y);
        check(display);
    }

    private void press(Display display, String keys) {
        display.press(keys);
        check(display);
    }

    /// The viewer sees what the components look like.
    private void check(Display display) {
        display.sync();
        int[] expected =
                onSwing(() -> {
                    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
                    Graphics2D graphics = image.createGraphics();
                    screen.frame().paint(graphics);
                    graphics.dispose();
                    return image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
                });
        for (int i = 0; i < expected.length; i++) {
            expected[i] &= 0xFFFFFF;
        }
        display.sync();
        assertArrayEquals(expected, display.frame().pixels());
    }

    private List<String> names() {
        return onSwing(() -> Collections.list(book.names.elements()));
    }

    private Component owner() {
        return onSwing(ScreenFocus::owner);
    }

    @Test
    void text_isTypedIntoTheField_andTheButtonTakesIt(Display display) {
        check(display);
        display.type("Grüße, 10 °C x");
        press(display, "BackSpace");
        press(display, "BackSpace");
        assertEquals("Grüße, 10 °C", onSwing(book.name::getText));
        click(display, book.sign);
        assertEquals(List.of("Grüße, 10 °C"), names());
        assertSame(book.sign, owner());
    }

    @Test
    void returnKey_isTheDefaultButton(Display display) {
        display.type("Ada\n");
        display.type("Grace\n");
        check(display);
        assertEquals(List.of("Ada", "Grace"), names());
    }

    @Test
    void tab_goesThroughAllInTheirOrder_andBack(Display display) {
        List<Component> order = List.of(book.sign, book.size, book.guests, book.name);
        for (Component next : order) {
            press(display, "Tab");
            assertSame(next, owner());
        }
        for (Component next : List.of(book.guests, book.size, book.sign)) {
            press(display, "shift-Tab");
            assertSame(next, owner());
        }
        display.type("x"); // into nothing
        press(display, "space");
        assertEquals(List.of(), names(), "nobody signed");
    }

    @Test
    void keys_selectAndCopyText(Display display) {
        display.type("abc");
        press(display, "ctrl-a");
        press(display, "ctrl-c");
        press(display, "End");
        press(display, "ctrl-v");
        press(display, "shift-Left");
        assertEquals("abcabc", onSwing(book.name::getText));
        assertEquals("c", onSwing(book.name::getSelectedText));
    }

    @Test
    void mouse_selectsTextByDraggingAndByDoubleClicks(Display display) {
        display.type("two words");
        check(display);
        Rectangle end = onSwing(() -> book.name.modelToView2D(9).getBounds());
        Point from =
                onSwing(() -> SwingUtilities.convertPoint(book.name, 1, end.y + 5, screen.frame()));
        display.drag(from.x, from.y, from.x + end.x + 300, from.y); // far out of the field
        check(display);
        assertEquals("two words", onSwing(book.name::getSelectedText));
        display.click(from.x + 10, from.y);
        display.click(from.x + 10, from.y);
        check(display);
        assertEquals("two", onSwing(book.name::getSelectedText));
    }

    @Test
    void slider_isDragged_andTheListFollows(Display display) {
        Rectangle slider =
                onSwing(() ->
                        SwingUtilities.convertRectangle(
                                book.size.getParent(), book.size.getBounds(), screen.frame()));
        int y = slider.y + slider.height / 2;
        int thumb = slider.x + 8 + (slider.width - 16) * 4 / 20;
        display.drag(thumb, y, slider.x + slider.width, y);
        check(display);
        assertEquals(30, onSwing(book.size::getValue));
        assertEquals(30, onSwing(() -> book.guests.getFont().getSize()));
    }

    @Test
    void menu_opensByTheMouse_andItsSubmenu(Display display) {
        click(display, book.book);
        assertTrue(onSwing(book.clear::isShowing));
        click(display, book.fill);
        assertTrue(onSwing(book.hundred::isShowing));
        click(display, book.hundred);
        assertEquals(100, names().size());
        assertTrue(onSwing(() -> !book.clear.isShowing()));
    }

    @Test
    void menu_closesByAClickBesideIt(Display display) {
        click(display, book.book);
        click(display, book.guests);
        assertTrue(onSwing(() -> !book.clear.isShowing()));
        assertSame(book.guests, owner());
    }

    @Test
    void menu_opensByKeys_andAsks_andTheAnswerCounts(Display display) {
        display.type("Ada\n");
        press(display, "alt-b");
        assertTrue(onSwing(book.clear::isShowing));
        press(display, "Down"); // from the first one
        press(display, "Return");
        assertTrue(onSwing(() -> !book.clear.isShowing()));

        // the dialog has the keyboard and the mouse
        click(display, book.sign);
        assertEquals(List.of("Ada"), names());
        press(display, "Tab"); // to No
        press(display, "space");
        assertEquals(List.of("Ada"), names());
        assertSame(book.name, owner());

        press(display, "F10");
        press(display, "Up");
        press(display, "Return");
        press(display, "Return"); // Yes
        assertEquals(List.of(), names());
    }

    @Test
    void wheel_scrollsTheList_andADoubleClickTakesAName(Display display) {
        onSwing(() -> {
            book.hundred.doClick();
            return book;
        });
        check(display);
        Point list = middle(book.pages);
        display.move(list.x, list.y);
        display.scroll(Pointer.Wheel.DOWN, 5);
        check(display);
        assertTrue(onSwing(() -> book.pages.getViewport().getViewPosition().y > 0));
        display.click(list.x, list.y);
        display.click(list.x, list.y);
        check(display);
        assertEquals(onSwing(book.guests::getSelectedValue), onSwing(book.name::getText));
    }

    @VncClientProfile({"raw", "zrle", "tight", "rgb565"})
    void everyViewer_hasTheSamePicture(Display display) {
        display.type("x\n").sync();
        assertEquals(List.of("x"), names());
    }
}
