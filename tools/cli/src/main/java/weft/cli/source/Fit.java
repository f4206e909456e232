package weft.cli.source;

import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;

import java.util.Arrays;

/// Puts pictures of one size into the middle of a display of another: what is smaller gets a black
/// border, what is larger is cropped.
///
/// It has one buffer, which the next picture overwrites.
final class Fit {

    private final Rect display;
    private int[] buffer = new int[0];
    private Rect last = Rect.EMPTY;

    Fit(Size display) {
        this.display = Rect.ofSize(display.width(), display.height());
    }

    /// What is to be shown for a picture: itself if its size is right, else the buffer.
    XrgbSurface apply(XrgbSurface picture) {
        Rect size = Rect.ofSize(picture.width(), picture.height());
        if (size.equals(display)) {
            return picture;
        }
        if (buffer.length == 0) {
            buffer = new int[display.width() * display.height()];
        } else if (!size.equals(last)) {
            Arrays.fill(buffer, 0);
        }
        last = size;
        Rect part = middle(size, display);
        Rect place = middle(display, size);
        picture.read(part, buffer, place.y() * display.width() + place.x(), display.width());
        return XrgbSurface.of(buffer, display.width(), display.height());
    }

    /// The middle of `whole`, as large as `size` if there is room.
    private static Rect middle(Rect whole, Rect size) {
        int width = Math.min(whole.width(), size.width());
        int height = Math.min(whole.height(), size.height());
        return new Rect((whole.width() - width) / 2, (whole.height() - height) / 2, width, height);
    }
}
