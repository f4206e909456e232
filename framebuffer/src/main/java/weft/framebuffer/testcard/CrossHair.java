package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.List;

/// The cross-hair where the pointer was last: light lines with dark sides, so that it shows on any
/// ground, around one pixel left free, which is the one pointed to.
final class CrossHair implements Part {

    private static final int ARM = 14;
    private static final int FREE = 2;

    private final Rect card;
    private boolean shown;
    private boolean pressed;
    private int x;
    private int y;

    CrossHair(Rect card) {
        this.card = card;
    }

    void pointer(int toX, int toY, boolean anyButton) {
        shown = true;
        x = toX;
        y = toY;
        pressed = anyButton;
    }

    @Override
    public Region area() {
        return shown ? Region.of(arms(1)).intersect(card) : Region.EMPTY;
    }

    @Override
    public void paint(Canvas canvas) {
        if (shown) {
            arms(1).forEach(arm -> canvas.fill(arm, Colours.BLACK));
            int colour = pressed ? Colours.PRESSED : Colours.WHITE;
            arms(0).forEach(arm -> canvas.fill(arm, colour));
        }
    }

    /// The four arms, made wider by `side` on both sides.
    private List<Rect> arms(int side) {
        int length = ARM - FREE;
        int wide = 1 + 2 * side;
        return List.of(
                Rect.clamped(x - ARM, y - side, length, wide),
                Rect.clamped(x + FREE + 1, y - side, length, wide),
                Rect.clamped(x - side, y - ARM, wide, length),
                Rect.clamped(x - side, y + FREE + 1, wide, length));
    }
}
