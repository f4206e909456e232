package weft.cli.bench.serve;

import weft.cli.bench.Wishes;
import weft.rfb.encoding.RectangleData;

/// What a viewer asks for, and what it does with what it gets.
///
/// @param wishes the encodings
/// @param decode whether it decodes the pixels, where it could pass over them too
public record ViewerSettings(Wishes wishes, boolean decode) {

    /// Whether it needs a picture to draw into.
    boolean draws() {
        return decode || !RectangleData.canSkip(wishes.encoding());
    }
}
