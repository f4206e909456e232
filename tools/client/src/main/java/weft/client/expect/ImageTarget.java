package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Found;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Search;
import weft.framebuffer.match.Tolerance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A smaller picture within the picture.
final class ImageTarget extends Target {

    /// The least similarity of what is told of as most like it.
    private static final double NEAR = 0.5;

    private final Picture image;
    private final Search search;
    private final Rect within;

    ImageTarget(String name, Picture image, double similarity, Rect within) {
        super(name);
        this.image = image;
        this.search = similarity == 1 ? Search.exact(image) : Search.similar(image, similarity);
        this.within = within;
    }

    @Override
    public Sighting look(Frame frame) {
        return sighting(frame, best(frame, search), true);
    }

    @Override
    public Sighting lookCloser(Frame frame) {
        Optional<Found> found = best(frame, search);
        return found.isPresent()
                ? sighting(frame, found, true)
                : sighting(frame, best(frame, Search.similar(image, NEAR)), false);
    }

    private Optional<Found> best(Frame frame, Search kind) {
        Rect inside = within.intersect(frame.area());
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        // the whole of it, so that what is found lies where it says
        return kind.best(Picture.of(frame), inside);
    }

    private Sighting sighting(Frame frame, Optional<Found> found, boolean counts) {
        return new Sighting(
                this,
                frame,
                counts && found.isPresent(),
                found.map(Found::similarity).orElse(0.0),
                found.map(Found::area),
                found.map(place -> describe(place, counts)).orElse("nothing is like it"),
                List.of());
    }

    private static String describe(Found place, boolean counts) {
        return String.format(
                Locale.ROOT,
                counts ? "it is at %s with %.1f %%" : "most like it is %s with %.1f %%",
                place.area(),
                place.similarity() * 100);
    }

    @Override
    Optional<Picture> expected(Sighting sighting) {
        return Optional.of(image);
    }

    @Override
    Picture actual(Sighting sighting) {
        return sighting.area()
                .map(area -> Picture.of(sighting.frame(), area))
                .orElseGet(() -> Picture.of(sighting.frame()));
    }

    @Override
    Optional<Picture> diff(Sighting sighting) {
        return sighting.area()
                .map(_ -> Comparison.of(actual(sighting), image, Tolerance.exact()).diff());
    }
}
