package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

import java.util.List;

/// What is locked on the keyboard, as lamps at the right end of a line: with names, or letters if
/// there is less room.
final class LedEcho implements Part {

    private static final List<String> NAMES = List.of("num", "caps", "scroll");
    private static final List<String> LETTERS = List.of("N", "C", "S");

    private final BitmapFont font;
    private final List<String> names;
    private final Rect area;
    private boolean[] lit = new boolean[NAMES.size()];

    /// @param line whose left end has something else
    /// @param taken how much of that
    LedEcho(BitmapFont font, Rect line, int taken) {
        this.font = font;
        names = taken + width(font, NAMES) <= line.width() ? NAMES : LETTERS;
        int width = width(font, names);
        area =
                taken + width <= line.width()
                        ? new Rect(line.right() - width, line.y(), width, line.height())
                        : Rect.EMPTY;
    }

    private static int width(BitmapFont font, List<String> names) {
        int width = 0;
        for (String name : names) {
            width += width(font, name);
        }
        return width;
    }

    private static int width(BitmapFont font, String name) {
        return (name.length() + 2) * font.width();
    }

    void leds(boolean numLock, boolean capsLock, boolean scrollLock) {
        lit = new boolean[] {numLock, capsLock, scrollLock};
    }

    void copy(LedEcho other) {
        lit = other.lit;
    }

    @Override
    public Region area() {
        return Region.of(area);
    }

    @Override
    public void paint(Canvas canvas) {
        Canvas inside = canvas.clippedTo(area);
        int x = area.x();
        for (int i = 0; i < names.size(); i++) {
            int width = width(font, names.get(i));
            Rect lamp = new Rect(x, area.y(), width - 2, area.height());
            inside.fill(lamp, lit[i] ? Colours.PRESSED : Colours.GROUND);
            int colour = lit[i] ? Colours.BLACK : Colours.DIM_TEXT;
            inside.text(font, 1, x + font.width() - 1, area.y(), names.get(i), colour);
            x += width;
        }
    }
}
