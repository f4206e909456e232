package weft.rfb.clipboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import weft.rfb.RfbBuffer;

/// Text as clipboards have it: here lines are separated by a newline, on the wire they end with a
/// carriage return and a newline, and the text ends with a zero.
public final class ClipboardText {

    private static final int CR = '\r';
    private static final int LF = '\n';

    private ClipboardText() {}

    /// A text whose lines are separated by newlines, whatever separates them in `text`.
    public static String withNewlines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    static byte[] toWire(byte[] utf8) {
        var out = new RfbBuffer(utf8.length + utf8.length / 16 + 16);
        for (byte b : utf8) {
            if (b == LF) {
                out.u8(CR);
            }
            out.u8(b);
        }
        out.u8(0);
        return out.toByteArray();
    }

    /// Also takes text that has no zero at its end, or other line ends; ends at the first zero, and
    /// what is no UTF-8 becomes a replacement character.
    static byte[] fromWire(byte[] wire) {
        int length = 0;
        while (length < wire.length && wire[length] != 0) {
            length++;
        }
        return withNewlines(new String(wire, 0, length, UTF_8)).getBytes(UTF_8);
    }
}
