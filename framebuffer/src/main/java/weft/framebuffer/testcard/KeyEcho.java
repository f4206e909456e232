package weft.framebuffer.testcard;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The last keys, the newest on the right: `+a` in colour was pressed, `-a` was released.
final class KeyEcho implements Part {

    private static final String LABEL = "keys ";
    private static final int KEPT = 64;
    private static final int LONGEST_NAME = 24;

    private record Event(boolean down, String text) {}

    private final BitmapFont font;
    private final Rect area;
    private final Deque<Event> newestFirst = new ArrayDeque<>();

    KeyEcho(BitmapFont font, Rect area) {
        this.font = font;
        this.area = area;
    }

    void key(boolean down, String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        newestFirst.addFirst(new Event(down, (down ? "+" : "-") + shown));
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    void copy(KeyEcho other) {
        newestFirst.addAll(other.newestFirst);
    }

    @Override
    public Region area() {
        return Region.of(area);
    }

    @Override
    public void paint(Canvas canvas) {
        Canvas inside = canvas.clippedTo(area);
        inside.text(font, 1, area.x(), area.y(), LABEL, Colours.DIM_TEXT);
        int left = area.x() + LABEL.length() * font.width();
        int room = (area.right() - left) / font.width();
        Deque<Event> fitting = new ArrayDeque<>();
        int used = 0;
        for (Iterator<Event> events = newestFirst.iterator(); events.hasNext(); ) {
            Event event = events.next();
            used += event.text.length() + 1;
            if (used - 1 > room) {
                break;
            }
            fitting.addFirst(event);
        }
        int x = left;
        for (Event event : fitting) {
            int colour = event.down ? Colours.PRESSED : Colours.DIM_TEXT;
            inside.text(font, 1, x, area.y(), event.text, colour);
            x += (event.text.length() + 1) * font.width();
        }
    }
}
