package weft.framebuffer.testcard;

import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

import java.time.LocalTime;
import java.util.List;

/// A test picture that shows at one look whether a viewer works.
///
/// Colour bars and gradients show the order and depth of colours, border and grid missing or
/// shifted lines, patterns and text lost detail, a landscape what an encoding does to photographs,
/// a moving part and a clock dropped and late frames, the echo whether keys and pointer arrive.
///
/// It is deterministic: after the same calls it has the same pixels, on every machine. It is not
/// thread-safe, and draws into [#pixels()] only within the calls that say so.
public final class TestCard {

    public static final int DEFAULT_WIDTH = 1024;
    public static final int DEFAULT_HEIGHT = 768;

    /// The fewest pixels per side.
    public static final int MIN_SIDE = 64;

    private final Canvas.Pixels ground;
    private final Canvas.Pixels picture;
    private final boolean moving;
    private final MovingPart movingPart;
    private final Clock clock;
    private final KeyEcho keys;
    private final PointerEcho pointer;
    private final LedEcho leds;
    private final Notices notices;
    private final CrossHair crossHair;
    private final List<Part> parts;

    public TestCard() {
        this(DEFAULT_WIDTH, DEFAULT_HEIGHT);
    }

    /// A card of any size from 64x64 on; the smaller, the less text.
    public TestCard(int width, int height) {
        this(width, height, true);
    }

    /// A card that ticks in vain: without moving part and clock, it changes with input only.
    public static TestCard still(int width, int height) {
        return new TestCard(width, height, false);
    }

    private TestCard(int width, int height, boolean moving) {
        Limits.checkSize(width, height);
        if (width < MIN_SIDE || height < MIN_SIDE) {
            throw new IllegalArgumentException(
                    "the test card has at least %d pixels per side, not %dx%d"
                            .formatted(MIN_SIDE, width, height));
        }
        this.moving = moving;
        Layout layout = Layout.of(width, height);
        ground = new Canvas.Pixels(width, height);
        picture = new Canvas.Pixels(width, height);
        Ground.draw(layout, ground);
        movingPart = new MovingPart(layout);
        clock = new Clock(layout);
        keys = new KeyEcho(layout.body(), echoLine(layout, 0));
        Rect secondLine = echoLine(layout, 1);
        pointer = new PointerEcho(layout.body(), secondLine);
        leds = new LedEcho(layout.body(), secondLine, pointer.width());
        notices = new Notices(layout);
        crossHair = new CrossHair(layout.all());
        parts =
                moving
                        ? List.of(movingPart, clock, keys, pointer, leds, notices, crossHair)
                        : List.of(keys, pointer, leds, notices, crossHair);
        repaint(Region.of(layout.all()));
    }

    /// A card of another size that says what this one says of keys, lamps and all else but the
    /// pointer, which is elsewhere now.
    public TestCard resized(int width, int height) {
        var other = new TestCard(width, height, moving);
        other.keys.copy(keys);
        other.leds.copy(leds);
        other.notices.copy(notices);
        Region _ = other.repaint(Region.of(Rect.ofSize(width, height)));
        return other;
    }

    private static Rect echoLine(Layout layout, int line) {
        Rect echo = layout.echo();
        BitmapFont font = layout.body();
        return Rect.clamped(
                        echo.x() + 4,
                        echo.y() + 4 + line * (font.height() + 2),
                        echo.width() - 8,
                        font.height())
                .intersect(echo);
    }

    public int width() {
        return picture.width;
    }

    public int height() {
        return picture.height;
    }

    /// The live picture, 0x00RRGGBB row by row: not a copy.
    public int[] pixels() {
        return picture.values;
    }

    /// Moves the moving part to a frame and sets the clock.
    ///
    /// @return where pixels may have changed
    public Region tick(long frame, LocalTime time) {
        if (!moving) {
            return Region.EMPTY;
        }
        Region before = movingPart.area();
        movingPart.frame(frame);
        clock.time(time);
        return repaint(before.union(movingPart.area()).union(clock.area()));
    }

    /// Echoes a key that was pressed or released.
    ///
    /// @param name what the key is called; characters beyond ASCII are shown by their numbers
    /// @return where pixels may have changed
    public Region key(boolean down, String name) {
        keys.key(down, name);
        return repaint(keys.area());
    }

    /// Echoes the pointer; button 1, the left one, is the lowest bit of the mask.
    ///
    /// @return where pixels may have changed
    public Region pointer(int x, int y, int buttonMask) {
        Region before = crossHair.area();
        crossHair.pointer(x, y, buttonMask != 0);
        pointer.pointer(x, y, buttonMask);
        return repaint(before.union(crossHair.area()).union(pointer.area()));
    }

    /// Shows what is locked on the keyboard.
    ///
    /// @return where pixels may have changed
    public Region leds(boolean numLock, boolean capsLock, boolean scrollLock) {
        leds.leds(numLock, capsLock, scrollLock);
        return repaint(leds.area());
    }

    /// Says something, in place of what it said of that before; on cards that have text.
    ///
    /// @param text characters beyond ASCII are shown by their numbers, on small cards as `?`, and
    ///   no more than there is room for
    /// @return where pixels may have changed
    public Region notice(Notice what, String text) {
        notices.put(what, text);
        return repaint(notices.area());
    }

    private Region repaint(Region area) {
        for (Rect rect : area.rects()) {
            Canvas canvas = Canvas.over(picture).clippedTo(rect);
            canvas.copy(ground);
            for (Part part : parts) {
                part.paint(canvas);
            }
        }
        return area;
    }
}
