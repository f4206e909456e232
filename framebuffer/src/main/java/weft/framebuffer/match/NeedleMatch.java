package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a [Needle] matches a screen.
///
/// @param needle which one
/// @param areas those that were looked for, in the needle's order
public record NeedleMatch(Needle needle, List<Area> areas) {

    /// Forgives what the last bit of a division costs.
    private static final double ROUNDING = 1e-9;

    /// How one area matches.
    ///
    /// @param wanted what was looked for
    /// @param found the best place
    /// @param similarity 0 to 1
    public record Area(NeedleArea wanted, Rect found, double similarity) {

        public boolean matches() {
            return similarity >= wanted.match() / 100 - ROUNDING;
        }
    }

    public NeedleMatch {
        areas = List.copyOf(areas);
    }

    /// Whether every area matches. A needle with an area of type [NeedleArea.Type#OCR] never does:
    /// text is not recognized here.
    public boolean matches() {
        return areas.stream().allMatch(Area::matches)
                && needle.areas().stream().noneMatch(area -> area.type() == NeedleArea.Type.OCR);
    }

    /// The mean of the squares of what the areas' similarities lack to 1.
    public double error() {
        return areas.stream()
                .mapToDouble(area -> (1 - area.similarity) * (1 - area.similarity))
                .average()
                .orElse(1);
    }

    /// The needle's only click point on the screen, as a rectangle of one pixel.
    public Optional<Rect> clickPoint() {
        return areas.stream()
                .flatMap(area -> area.wanted.clickPoint().map(p -> p.in(area.found)).stream())
                .findFirst();
    }

    /// The click point with an id on the screen, as a rectangle of one pixel.
    public Optional<Rect> clickPoint(String id) {
        return areas.stream()
                .flatMap(area ->
                        area
                                .wanted
                                .clickPoint()
                                .filter(point -> point.id().equals(Optional.of(id)))
                                .map(point -> point.in(area.found))
                                .stream())
                .findFirst();
    }

    /// One line for people.
    @Override
    public String toString() {
        return "%s %s: %s"
                .formatted(
                        needle.name(),
                        matches() ? "matches" : "does not match",
                        areas.stream()
                                .map(area ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s at %s %.3f",
                                                area.wanted.rect(),
                                                area.found,
                                                area.similarity))
                                .collect(Collectors.joining(", ")));
    }
}
