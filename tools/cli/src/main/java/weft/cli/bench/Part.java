package weft.cli.bench;

import weft.framebuffer.Rect;
import weft.rfb.encoding.Encoding;

/// One rectangle of a recorded update.
///
/// @param encoding how it was encoded
/// @param rect its place
/// @param sourceX for a CopyRect, where its pixels were; else 0
/// @param sourceY likewise
public record Part(Encoding encoding, Rect rect, int sourceX, int sourceY) {

    boolean isCopy() {
        return encoding == Encoding.COPY_RECT;
    }
}
