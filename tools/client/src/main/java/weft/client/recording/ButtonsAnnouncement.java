package weft.client.recording;

import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.nio.file.Path;

/// Finds a server's announcement of ExtendedMouseButtons in what it sends, of which any number of
/// bytes comes at a time.
///
/// It is the header of a rectangle at 0,0 with that encoding. It is looked for without reading what
/// is around it, for which every encoding would have to be decoded.
final class ButtonsAnnouncement {

    /// The last bytes: the place of a rectangle, and its size and encoding.
    private int place = -1;

    private long rest = -1;
    private boolean found;

    /// Looks for it in a whole recording.
    static boolean isIn(Path server) throws IOException {
        var announcement = new ButtonsAnnouncement();
        try (FbsReader blocks = FbsReader.open(server)) {
            while (!announcement.found && blocks.next()) {
                byte[] data = blocks.sharedData();
                announcement.add(data, 0, data.length);
            }
        }
        return announcement.found;
    }

    /// Looks at more bytes.
    void add(byte[] src, int off, int len) {
        for (int at = off; at < off + len && !found; at++) {
            place = place << 8 | (int) (rest >>> 56);
            rest = rest << 8 | (src[at] & 0xff);
            found = place == 0 && (int) rest == Encoding.EXTENDED_MOUSE_BUTTONS.number();
        }
    }

    /// Whether it has come.
    boolean isFound() {
        return found;
    }
}
