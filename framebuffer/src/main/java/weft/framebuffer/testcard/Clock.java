package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

import java.time.LocalTime;
import java.util.Locale;

/// The time at the right end of the header, to a tenth of a second: it tells how late the picture
/// is.
final class Clock implements Part {

    private static final int LENGTH = "00:00:00.0".length();

    private final BitmapFont font;
    private final int scale;
    private final Rect area;
    private String text = "";

    Clock(Layout layout) {
        font = layout.headline();
        scale = layout.headlineScale();
        Rect header = layout.header();
        int width = LENGTH * font.width() * scale;
        area =
                header.isEmpty()
                        ? Rect.EMPTY
                        : new Rect(
                                header.right() - width - 4,
                                header.y() + 2,
                                width,
                                font.height() * scale);
    }

    void time(LocalTime time) {
        text =
                String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d.%d",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        time.getNano() / 100_000_000);
    }

    @Override
    public Region area() {
        return Region.of(area);
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.clippedTo(area).text(font, scale, area.x(), area.y(), text, Colours.TEXT);
    }
}
