package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

/// Where the pointer was last, in figures, and the buttons as numbered lamps.
final class PointerEcho implements Part {

    private static final String LABEL = "pointer ";

    /// Room for "65535,65535" and a space.
    private static final int POSITION_LENGTH = 12;

    private static final int BUTTONS = 8;

    private final BitmapFont font;
    private final Rect area;
    private String position = "-";
    private int buttons;

    PointerEcho(BitmapFont font, Rect area) {
        this.font = font;
        this.area = area;
    }

    void pointer(int x, int y, int buttonMask) {
        position = x + "," + y;
        buttons = buttonMask;
    }

    /// How many pixels all of it takes.
    int width() {
        return (LABEL.length() + POSITION_LENGTH + 2 * BUTTONS) * font.width();
    }

    @Override
    public Region area() {
        return Region.of(area);
    }

    @Override
    public void paint(Canvas canvas) {
        Canvas inside = canvas.clippedTo(area);
        int x = area.x();
        inside.text(font, 1, x, area.y(), LABEL, Colours.DIM_TEXT);
        x += LABEL.length() * font.width();
        inside.text(font, 1, x, area.y(), position, Colours.TEXT);
        x += POSITION_LENGTH * font.width();
        for (int button = 1; button <= BUTTONS; button++) {
            boolean pressed = (buttons >> (button - 1) & 1) != 0;
            Rect lamp = new Rect(x, area.y(), 2 * font.width() - 2, font.height());
            inside.fill(lamp, pressed ? Colours.PRESSED : Colours.GROUND);
            inside.text(
                    font,
                    1,
                    x + font.width() / 2 - 1,
                    area.y(),
                    Integer.toString(button),
                    pressed ? Colours.BLACK : Colours.DIM_TEXT);
            x += 2 * font.width();
        }
    }
}
