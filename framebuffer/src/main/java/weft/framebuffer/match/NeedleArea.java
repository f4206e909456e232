package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.Optional;

/// An area of a [Needle].
///
/// @param type what it is for
/// @param rect where it is
/// @param match how similar it has to be, in percent
/// @param margin how far from its place it may be, in pixels
/// @param clickPoint where to click when it is found
public record NeedleArea(
        Type type, Rect rect, double match, int margin, Optional<ClickPoint> clickPoint) {

    /// What an area has if nothing is said.
    public static final double DEFAULT_MATCH = 96;

    /// What an area has if nothing is said.
    public static final int DEFAULT_MARGIN = 50;

    /// What an area is for.
    public enum Type {
        /// Has to be on the screen.
        MATCH,
        /// Has to be on the screen as text.
        OCR,
        /// May look as it likes.
        EXCLUDE
    }

    public NeedleArea {
        if (rect.isEmpty()) {
            throw new IllegalArgumentException("an area of a needle must not be empty: " + rect);
        }
        if (!(match >= 0 && match <= 100)) {
            throw new IllegalArgumentException(
                    "an area's match must be from 0 to 100 percent, not " + match);
        }
        if (margin < 0) {
            throw new IllegalArgumentException("a margin must not be negative: " + margin);
        }
    }

    /// An area that has to be there, with openQA's defaults.
    public static NeedleArea of(Rect rect) {
        return new NeedleArea(Type.MATCH, rect, DEFAULT_MATCH, DEFAULT_MARGIN, Optional.empty());
    }

    /// An area that does not matter.
    public static NeedleArea exclude(Rect rect) {
        return new NeedleArea(Type.EXCLUDE, rect, DEFAULT_MATCH, DEFAULT_MARGIN, Optional.empty());
    }

    public NeedleArea withMatch(double percent) {
        return new NeedleArea(type, rect, percent, margin, clickPoint);
    }

    public NeedleArea withMargin(int pixels) {
        return new NeedleArea(type, rect, match, pixels, clickPoint);
    }

    public NeedleArea withClickPoint(ClickPoint point) {
        return new NeedleArea(type, rect, match, margin, Optional.of(point));
    }
}
