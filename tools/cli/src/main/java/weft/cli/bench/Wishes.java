package weft.cli.bench;

import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The encodings that the viewer of a benchmark asks for.
///
/// @param encoding the one that it likes best; it takes CopyRect and LastRect too
/// @param quality of lossy encodings, from 0 to 9; none for a viewer that wants none
/// @param compression from 0 to 9; none to leave it to the server
public record Wishes(Encoding encoding, OptionalInt quality, OptionalInt compression) {

    /// What goes into SetEncodings.
    public List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        numbers.add(encoding.number());
        numbers.add(Encoding.COPY_RECT.number());
        numbers.add(Encoding.LAST_RECT.number());
        compression.ifPresent(
                level -> numbers.add(EncodingPreferences.COMPRESSION_LEVEL_0 + level));
        quality.ifPresent(level -> numbers.add(EncodingPreferences.QUALITY_0 + level));
        return numbers;
    }
}
