package weft.client.expect;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;
import weft.framebuffer.match.ScreenText;

import java.util.List;
import java.util.Optional;

/// A text in the picture.
final class TextTarget extends Target {

    private final String text;
    private final ScreenFont font;

    TextTarget(String text, ScreenFont font) {
        super('"' + text + '"');
        this.text = text;
        this.font = font;
        if (text.isBlank()) {
            throw new IllegalArgumentException("a text of spaces alone would be found anywhere");
        }
        text.codePoints()
                .filter(codePoint -> !font.has(codePoint))
                .findFirst()
                .ifPresent(codePoint -> {
                    throw new IllegalArgumentException(
                            "the font has no \"%s\" to look for \"%s\""
                                    .formatted(Character.toString(codePoint), text));
                });
    }

    @Override
    public Sighting look(Frame frame) {
        List<Rect> places = font.find(Picture.of(frame), text);
        return places.isEmpty()
                ? sighting(frame, Optional.empty(), "it is not there")
                : sighting(frame, Optional.of(places.getFirst()), "it is at " + places.getFirst());
    }

    @Override
    public Sighting lookCloser(Frame frame) {
        Sighting sighting = look(frame);
        return sighting.matches()
                ? sighting
                : sighting(frame, Optional.empty(), "the text is " + textOf(frame));
    }

    /// In one line; empty rows are left out.
    private String textOf(Frame frame) {
        ScreenText read = font.readAtAnyOffset(Picture.of(frame));
        List<String> rows =
                read.rows().stream()
                        .map(String::strip)
                        .filter(row -> !row.isEmpty())
                        .map(row -> '"' + row + '"')
                        .toList();
        return rows.isEmpty() ? "empty" : String.join(" / ", rows);
    }

    private Sighting sighting(Frame frame, Optional<Rect> area, String description) {
        boolean there = area.isPresent();
        return new Sighting(this, frame, there, there ? 1 : 0, area, description, List.of());
    }

    @Override
    Optional<Picture> expected(Sighting sighting) {
        return Optional.empty();
    }

    @Override
    Optional<Picture> diff(Sighting sighting) {
        return Optional.empty();
    }
}
