package weft.cli.bench;

import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.SetEncodings;

import java.time.Duration;

/// What the viewer of an encoding benchmark asks for, and how it is measured.
///
/// @param size the size of the recorded picture
/// @param wishes the encodings
/// @param format the viewer's pixel format
/// @param copyHints whether the host says what it moved
/// @param warmUp how much CPU time to spend on passes that do not count; one pass at the least
/// @param passes how many are timed
public record EncodeSettings(
        Size size,
        Wishes wishes,
        PixelFormat format,
        boolean copyHints,
        Duration warmUp,
        int passes) {

    long warmUpNanos() {
        return warmUp.toNanos();
    }

    EncodingPreferences preferences() {
        return EncodingPreferences.of(new SetEncodings(wishes.numbers()));
    }
}
