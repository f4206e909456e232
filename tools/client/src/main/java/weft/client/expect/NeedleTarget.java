package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleMatch;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The best of several needles.
final class NeedleTarget extends Target {

    private final List<Needle> needles;

    NeedleTarget(String name, List<Needle> needles) {
        super(name);
        if (needles.isEmpty()) {
            throw new IllegalArgumentException("there is no needle for " + name);
        }
        this.needles = List.copyOf(needles);
    }

    @Override
    public Sighting look(Frame frame) {
        List<NeedleMatch> matches = Needle.match(needles, Picture.of(frame));
        NeedleMatch best = matches.getFirst();
        return new Sighting(
                this,
                frame,
                best.matches(),
                1 - Math.sqrt(best.error()),
                best.areas().stream().map(NeedleMatch.Area::found).reduce(Rect::bounds),
                matches.stream().map(NeedleMatch::toString).collect(Collectors.joining("; ")),
                matches);
    }

    @Override
    Optional<Picture> expected(Sighting sighting) {
        return sighting.needles().stream().findFirst().map(best -> best.needle().picture());
    }

    /// Only within the areas that matter, at their places.
    @Override
    Optional<Picture> diff(Sighting sighting) {
        Picture wanted = expected(sighting).orElseThrow();
        Picture screen = Picture.of(sighting.frame());
        if (!wanted.sameSize(screen)) {
            return Optional.empty();
        }
        Region rest = Region.of(wanted.area());
        for (NeedleMatch.Area area : sighting.needles().getFirst().areas()) {
            rest = rest.subtract(area.wanted().rect());
        }
        Picture masked = wanted.masked(rest.rects().toArray(Rect[]::new));
        return Optional.of(Comparison.of(screen, masked, Tolerance.exact()).diff());
    }
}
