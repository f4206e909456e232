package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.util.List;
import java.util.Optional;

/// All of the picture, or the part at a place.
final class PictureTarget extends Target {

    private final Picture expected;
    private final Optional<Rect> place;
    private final Tolerance tolerance;

    PictureTarget(String name, Picture expected, Optional<Rect> place, Tolerance tolerance) {
        super(name);
        this.expected = expected;
        this.place = place;
        this.tolerance = tolerance;
    }

    @Override
    public Sighting look(Frame frame) {
        Rect seen = part(frame);
        Comparison comparison = Comparison.of(Picture.of(frame, seen), expected, tolerance);
        return new Sighting(
                this,
                frame,
                comparison.matches(),
                comparison.score(),
                Optional.of(seen),
                comparison.toString(),
                List.of());
    }

    /// As much of the place as there is; all if there is nothing of it.
    private Rect part(Frame frame) {
        Rect inside = place.orElse(frame.area()).intersect(frame.area());
        return inside.isEmpty() ? frame.area() : inside;
    }

    @Override
    Optional<Picture> expected(Sighting sighting) {
        return Optional.of(expected);
    }

    @Override
    Picture actual(Sighting sighting) {
        return Picture.of(sighting.frame(), part(sighting.frame()));
    }

    @Override
    Optional<Picture> diff(Sighting sighting) {
        Comparison comparison = Comparison.of(actual(sighting), expected, tolerance);
        return comparison.sameSize() ? Optional.of(comparison.diff()) : Optional.empty();
    }
}
