package weft.cli.probe;

import weft.rfb.encoding.Encoding;

import java.util.Map;
import java.util.Optional;

/// What a server does when it is asked for one encoding alone.
///
/// @param asked for
/// @param lossy whether it was allowed to lose something
/// @param sent how many rectangles of pixels came in which encoding
/// @param millis from the login to the first whole picture
/// @param bytes of that
/// @param failure why there is none
public record EncodingResult(
        Encoding asked,
        boolean lossy,
        Map<Encoding, Integer> sent,
        double millis,
        long bytes,
        Optional<String> failure) {

    /// Whether the server has sent anything in that encoding.
    public boolean isUsed() {
        return sent.containsKey(asked);
    }

    /// How people call what was asked for.
    public String name() {
        return asked + (lossy && !asked.isLossy() ? " with JPEG" : "");
    }
}
