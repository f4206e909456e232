package weft.junit5.report;

import weft.client.expect.Sighting;
import weft.framebuffer.Rect;
import weft.framebuffer.match.NeedleMatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that was looked for, and how well it fits.
///
/// @param name of a golden, an image, a needle or a text
/// @param matches whether it is there
/// @param score 1 at best
/// @param area where it is, or what is most like it
/// @param description for people
public record Candidate(
        String name, boolean matches, double score, Optional<Rect> area, String description) {

    /// All that a look was for: a target, and each of its needles.
    public static List<Candidate> of(List<Sighting> sightings) {
        List<Candidate> candidates = new ArrayList<>();
        for (Sighting sighting : sightings) {
            if (sighting.needles().isEmpty()) {
                candidates.add(
                        new Candidate(
                                sighting.target().name(),
                                sighting.matches(),
                                sighting.score(),
                                sighting.area(),
                                sighting.description()));
            }
            sighting.needles().forEach(match -> candidates.add(of(match)));
        }
        return candidates;
    }

    private static Candidate of(NeedleMatch match) {
        return new Candidate(
                match.needle().name(),
                match.matches(),
                1 - Math.sqrt(match.error()),
                match.areas().stream().map(NeedleMatch.Area::found).reduce(Rect::bounds),
                match.toString());
    }
}
