package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.Optional;

/// Where to click in an area of a [Needle].
///
/// @param offset from the area's top left corner; none for its centre
/// @param id by which a test asks for it, among several
public record ClickPoint(Optional<Offset> offset, Optional<String> id) {

    /// A distance in pixels.
    ///
    /// @param x to the right
    /// @param y down
    public record Offset(int x, int y) {}

    /// The centre of the area.
    public static ClickPoint center() {
        return new ClickPoint(Optional.empty(), Optional.empty());
    }

    public static ClickPoint at(int x, int y) {
        return new ClickPoint(Optional.of(new Offset(x, y)), Optional.empty());
    }

    public ClickPoint withId(String name) {
        return new ClickPoint(offset, Optional.of(name));
    }

    /// Where it is when the area is at this place: a rectangle of one pixel.
    Rect in(Rect place) {
        Offset from = offset.orElse(new Offset(place.width() / 2, place.height() / 2));
        return Rect.clamped(place.x(), place.y(), 1, 1).translate(from.x, from.y);
    }
}
