package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

/// Where the parts of the card are. A part that there is no room for is empty.
///
/// ```
/// header: title                               clock
/// bars
/// gradients
/// photo            | patterns      | text
/// track: the moving part                      counter
/// echo: keys / pointer and buttons
/// ```
///
/// @param grid pixels between the lines of the grid, which the parts leave free all round
/// @param headline the font of the header
/// @param headlineScale how much it is enlarged
/// @param body the font of everything that changes
record Layout(
        Rect all,
        int grid,
        Rect header,
        Rect bars,
        Rect gradients,
        Rect photo,
        Rect patterns,
        Rect text,
        Rect track,
        Rect echo,
        BitmapFont headline,
        int headlineScale,
        BitmapFont body) {

    /// Below this width or height there is no text: none could be read.
    private static final int TEXT_FROM = 140;

    static Layout of(int width, int height) {
        int grid = Math.clamp(Math.min(width, height) / 24, 4, 64);
        int gap = Math.max(2, grid / 4);
        boolean worded = width >= TEXT_FROM && height >= TEXT_FROM;
        boolean large = width >= 600 && height >= 400;
        BitmapFont body = large ? BitmapFont.regular() : BitmapFont.small();
        BitmapFont headline = large ? BitmapFont.regular().bold() : BitmapFont.small();
        int headlineScale = width >= 900 && height >= 600 ? 2 : 1;

        Rect inner = new Rect(grid, grid, width - 2 * grid, height - 2 * grid);
        int headerHeight = worded ? headline.height() * headlineScale + 4 : 0;
        int echoHeight = worded ? 2 * (body.height() + 2) + 6 : 0;
        int trackHeight = Math.max(6, Math.max(inner.height() * 6 / 100, worded ? 12 : 0));
        int gaps = (worded ? 5 : 3) * gap;
        int rest = inner.height() - headerHeight - echoHeight - trackHeight - gaps;
        int barsHeight = rest * 26 / 100;
        int gradientsHeight = rest * 20 / 100 / 4 * 4;

        Rect header = row(inner, inner.y(), headerHeight);
        int y = inner.y() + (worded ? headerHeight + gap : 0);
        Rect bars = row(inner, y, barsHeight);
        y += barsHeight + gap;
        Rect gradients = row(inner, y, gradientsHeight);
        y += gradientsHeight + gap;
        Rect middle = row(inner, y, rest - barsHeight - gradientsHeight);
        y += middle.height() + gap;
        Rect track = row(inner, y, trackHeight);
        y += trackHeight + gap;
        Rect echo = row(inner, y, echoHeight);

        int photoWidth = (middle.width() - 2 * gap) * (worded ? 38 : 55) / 100;
        int patternsWidth = (middle.width() - 2 * gap) * (worded ? 27 : 45) / 100;
        Rect photo = column(middle, middle.x(), photoWidth);
        Rect patterns = column(middle, photo.right() + gap, patternsWidth);
        int textX = patterns.right() + gap;
        Rect text = worded ? column(middle, textX, middle.right() - textX) : Rect.EMPTY;
        return new Layout(
                Rect.ofSize(width, height),
                grid,
                header,
                bars,
                gradients,
                photo,
                patterns,
                text,
                track,
                echo,
                headline,
                headlineScale,
                body);
    }

    private static Rect row(Rect of, int y, int height) {
        return new Rect(of.x(), y, of.width(), Math.max(0, height));
    }

    private static Rect column(Rect of, int x, int width) {
        return new Rect(x, of.y(), Math.max(0, width), of.height());
    }
}
