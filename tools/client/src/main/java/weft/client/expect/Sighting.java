package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.NeedleMatch;
import weft.framebuffer.match.Picture;

import java.util.List;
import java.util.Optional;

/// What a look at a frame for a [Target] has shown.
///
/// @param target what was looked for
/// @param frame what was looked at
/// @param matches whether it is there
/// @param score how well it fits, 1 at best: the share of equal pixels, a similarity, or 1 and 0
/// @param area where it is, or what is most like it
/// @param description what was seen, in one line without the target's name
/// @param needles how the needles match, the best first; empty if none were looked for
public record Sighting(
        Target target,
        Frame frame,
        boolean matches,
        double score,
        Optional<Rect> area,
        String description,
        List<NeedleMatch> needles) {

    public Sighting {
        needles = List.copyOf(needles);
    }

    /// All that the frame shows.
    public Picture screen() {
        return Picture.of(frame);
    }

    /// What should have been seen, if there is a picture of it.
    public Optional<Picture> expected() {
        return target.expected(this);
    }

    /// What was seen instead: the part to compare with [#expected()] if there is one, or else all.
    public Picture actual() {
        return target.actual(this);
    }

    /// A picture for people of where both differ, if they can be compared. It is made anew at each
    /// call.
    public Optional<Picture> diff() {
        return target.diff(this);
    }

    /// Where to click: the needle's click point, or the middle of [#area()]. A rectangle of one
    /// pixel.
    public Optional<Rect> clickPoint() {
        return needles.stream()
                .limit(1)
                .flatMap(match -> match.clickPoint().stream())
                .findFirst()
                .or(() -> area.map(Sighting::middle));
    }

    /// Where to click: the needle's click point of this id. A rectangle of one pixel.
    public Optional<Rect> clickPoint(String id) {
        return needles.stream()
                .limit(1)
                .flatMap(match -> match.clickPoint(id).stream())
                .findFirst();
    }

    private static Rect middle(Rect area) {
        return new Rect(area.x() + area.width() / 2, area.y() + area.height() / 2, 1, 1);
    }

    /// The one of both that fits better; this one if they are equal.
    public Sighting orBetter(Sighting other) {
        return other.score > score ? other : this;
    }

    @Override
    public String toString() {
        return target.name() + ": " + description;
    }
}
