package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;
import weft.framebuffer.match.Search;
import weft.framebuffer.match.Tolerance;

import java.util.List;
import java.util.Optional;

/// What a picture is expected to show. Any thread may look for it, as often as wanted.
public abstract sealed class Target permits PictureTarget, ImageTarget, NeedleTarget, TextTarget {

    private final String name;

    Target(String name) {
        this.name = name;
    }

    /// All of the picture; what is masked in `expected` does not matter.
    ///
    /// @param name for messages
    public static Target picture(String name, Picture expected, Tolerance tolerance) {
        return new PictureTarget(name, expected, Optional.empty(), tolerance);
    }

    /// The part of the picture with this upper left corner, of the size of `expected`.
    ///
    /// @param name for messages
    public static Target pictureAt(
            String name, Picture expected, int x, int y, Tolerance tolerance) {
        var place = new Rect(x, y, expected.width(), expected.height());
        return new PictureTarget(name, expected, Optional.of(place), tolerance);
    }

    /// A smaller picture, anywhere.
    ///
    /// @param name for messages
    /// @param similarity 1 for the same pixels, or less on the scale of [Search#similar]
    public static Target image(String name, Picture image, double similarity) {
        return imageWithin(name, image, similarity, Rect.ofSize(65_535, 65_535));
    }

    /// A smaller picture within an area, see [Search#around] for one with a margin.
    ///
    /// @param name for messages
    /// @param similarity 1 for the same pixels, or less on the scale of [Search#similar]
    public static Target imageWithin(String name, Picture image, double similarity, Rect within) {
        return new ImageTarget(name, image, similarity, within);
    }

    /// A needle.
    public static Target needle(Needle needle) {
        return new NeedleTarget(needle.name(), List.of(needle));
    }

    /// The best of several needles, usually those with a tag.
    ///
    /// @param name for messages: the tag
    /// @param needles at least one
    public static Target needles(String name, List<Needle> needles) {
        return new NeedleTarget(name, needles);
    }

    /// A text in one row, at whatever pixel it begins.
    ///
    /// @throws IllegalArgumentException if the font has not all of its characters, or it is blank
    public static Target text(String text, ScreenFont font) {
        return new TextTarget(text, font);
    }

    /// What it is called in messages.
    public final String name() {
        return name;
    }

    /// Looks for it.
    public abstract Sighting look(Frame frame);

    /// Looks for it, and if it is not there for what is most like it, which takes longer.
    public Sighting lookCloser(Frame frame) {
        return look(frame);
    }

    /// What should have been seen, if there is a picture of it.
    abstract Optional<Picture> expected(Sighting sighting);

    /// What was seen instead: of the size of what was expected, if there is such a part.
    Picture actual(Sighting sighting) {
        return Picture.of(sighting.frame());
    }

    /// The difference of both, if they can be compared.
    abstract Optional<Picture> diff(Sighting sighting);

    @Override
    public String toString() {
        return name;
    }
}
