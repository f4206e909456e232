package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

import java.util.EnumMap;
import java.util.Map;

/// The last [Notice] of each kind, in the lower part of a place that shows something else as long
/// as there are none.
final class Notices implements Part {

    private static final int LABEL_LENGTH = 10;
    private static final int LINE_GAP = 2;

    private final BitmapFont font;
    private final Rect place;
    private final Map<Notice, String> texts = new EnumMap<>(Notice.class);

    Notices(Layout layout) {
        font = layout.body();
        place =
                layout.text().isEmpty()
                        ? Rect.EMPTY
                        : Rect.between(
                                layout.patterns().x(),
                                layout.text().y(),
                                layout.text().right(),
                                layout.text().bottom());
    }

    void put(Notice notice, String text) {
        texts.put(notice, text);
    }

    void copy(Notices other) {
        texts.putAll(other.texts);
    }

    @Override
    public Region area() {
        return Region.of(panel());
    }

    private Rect panel() {
        int height = texts.isEmpty() ? 0 : texts.size() * (font.height() + LINE_GAP) + LINE_GAP;
        return Rect.clamped(place.x(), place.bottom() - height, place.width(), height)
                .intersect(place);
    }

    @Override
    public void paint(Canvas canvas) {
        Rect panel = panel();
        Canvas inside = canvas.clippedTo(panel);
        inside.fill(panel, Colours.GROUND);
        int y = panel.y() + LINE_GAP;
        for (var line : texts.entrySet()) {
            inside.text(font, 1, panel.x() + 2, y, line.getKey().label(), Colours.DIM_TEXT);
            int x = panel.x() + 2 + LABEL_LENGTH * font.width();
            int room = Math.max(0, (panel.right() - x) / font.width());
            String text = line.getValue();
            String shown = text.length() > room ? text.substring(0, room) : text;
            inside.text(font, 1, x, y, shown, Colours.TEXT);
            y += font.height() + LINE_GAP;
        }
    }
}
