package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardMessage;

import java.util.function.Function;

/// The part that both messages about cut text have in common, and its limit.
public final class CutText {

    /// The longest text that is accepted, in bytes of Latin-1.
    public static final int LIMIT_BYTES = 1 << 20;

    private CutText() {}

    /// Reads what follows the type: a text, or, where the length is negative, a message about
    /// clipboards.
    static <M> M read(
            RfbInput in, Function<String, M> text, Function<ClipboardMessage, M> clipboard) {
        in.skip(3);
        long length = in.s32();
        if (length < 0) {
            return clipboard.apply(ClipboardMessage.read(in, -length));
        }
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "Cut text of " + length + " bytes > limit " + LIMIT_BYTES);
        }
        return text.apply(new String(in.bytes((int) length), ISO_8859_1));
    }

    static void write(RfbOutput out, ClipboardMessage message) {
        out.pad(3);
        out.s32(-message.length());
        message.write(out);
    }

    static void write(RfbOutput out, String text) {
        out.pad(3);
        out.u32(text.length());
        out.bytes(text.getBytes(ISO_8859_1));
    }

    /// What arrives of `text`: a question mark for each character that Latin-1 lacks.
    static String latin1(String text) {
        String replaced = new String(text.getBytes(ISO_8859_1), ISO_8859_1);
        if (replaced.length() > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "Cut text of " + replaced.length() + " characters > limit " + LIMIT_BYTES);
        }
        return replaced;
    }
}
