package weft.cli.bench;

import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.SetEncodings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What the viewer of an encoding benchmark asks for, and how it is measured.
///
/// @param size the size of the recorded picture
/// @param encoding the encoding that the viewer likes best; it takes CopyRect and LastRect too
/// @param quality of lossy encodings, from 0 to 9; none for a viewer that wants none
/// @param compression from 0 to 9
/// @param format the viewer's pixel format
/// @param copyHints whether the host says what it moved
/// @param warmUp how much CPU time to spend on passes that do not count; one pass at the least
/// @param passes how many are timed
public record EncodeSettings(
        Size size,
        Encoding encoding,
        OptionalInt quality,
        int compression,
        PixelFormat format,
        boolean copyHints,
        Duration warmUp,
        int passes) {

    long warmUpNanos() {
        return warmUp.toNanos();
    }

    EncodingPreferences preferences() {
        List<Integer> numbers = new ArrayList<>();
        numbers.add(encoding.number());
        numbers.add(Encoding.COPY_RECT.number());
        numbers.add(Encoding.LAST_RECT.number());
        numbers.add(EncodingPreferences.COMPRESSION_LEVEL_0 + compression);
        quality.ifPresent(level -> numbers.add(EncodingPreferences.QUALITY_0 + level));
        return EncodingPreferences.of(new SetEncodings(numbers));
    }
}
