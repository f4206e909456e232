package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.List;
import java.util.Optional;

/// Looks for a picture in a larger one. What is masked in the picture that is looked for does not
/// matter, masks of the other are not looked at.
///
/// A search is made once, and used as often as wanted, by any thread.
public abstract sealed class Search permits ExactSearch, SimilarSearch {

    final Picture needle;

    Search(Picture needle) {
        this.needle = needle;
    }

    /// Finds places where every pixel is the same.
    public static Search exact(Picture needle) {
        return new ExactSearch(needle);
    }

    /// Finds places that are similar enough: 1 for the same picture and for noise of up to 2 as the
    /// mean squared difference of the pixels' colours, 0.9 for 40, 0 from 382 on. This is the scale
    /// of openQA, where 0.96 is usual.
    ///
    /// @param similarity the least that counts, more than 0 and at most 1
    public static Search similar(Picture needle, double similarity) {
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException(
                    "the similarity must be more than 0 and at most 1, not " + similarity);
        }
        return new SimilarSearch(needle, similarity);
    }

    /// The best place in all of a picture; of equal ones the topmost, then the leftmost.
    public final Optional<Found> best(Picture haystack) {
        return best(haystack, haystack.area());
    }

    /// The best place that lies within an area of a picture.
    public abstract Optional<Found> best(Picture haystack, Rect within);

    /// All places in all of a picture, see [#all(Picture, Rect)].
    public final List<Found> all(Picture haystack) {
        return all(haystack, haystack.area());
    }

    /// All places within an area of a picture, the most similar first, then from top to bottom. No
    /// two of them overlap: where they would, the better one counts.
    public abstract List<Found> all(Picture haystack, Rect within);

    /// The area to look in for something that is expected at a place, and may be off by a margin.
    public static Rect around(Rect place, int margin) {
        return Rect.between(
                (long) place.x() - margin,
                (long) place.y() - margin,
                (long) place.right() + margin,
                (long) place.bottom() + margin);
    }

    final void checkSomethingShown() {
        for (int pixel : needle.copyPixels()) {
            if ((pixel & Picture.MASK) == 0) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "all of the picture to look for is masked: it would be found anywhere");
    }

    /// The places of the needle's top left corner within an area.
    final Rect places(Picture haystack, Rect within) {
        Rect inside = within.intersect(haystack.area());
        return Rect.between(
                inside.x(),
                inside.y(),
                (long) inside.right() - needle.width() + 1,
                (long) inside.bottom() - needle.height() + 1);
    }

    final Rect areaAt(int x, int y) {
        return new Rect(x, y, needle.width(), needle.height());
    }
}
