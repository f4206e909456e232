package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The server has new text in its cut buffer (RFC 6143 §7.6.4).
///
/// | bytes | type | field                                 |
/// |------:|------|---------------------------------------|
/// |     1 | U8   | message-type = 3                      |
/// |     3 |      | padding                               |
/// |     4 | U32  | length, at most [CutText#LIMIT_BYTES] |
/// |     * | U8   | text, Latin-1                         |
///
/// @param text the text; what Latin-1 lacks becomes a question mark
public record ServerCutText(String text) implements ServerMessage {

    /// Takes a text within the limit.
    public ServerCutText {
        text = CutText.latin1(text);
    }

    /// Reads this or a [ServerClipboard], which has the same type.
    static ServerMessage read(RfbInput in) {
        ServerMessageType.SERVER_CUT_TEXT.expect(in);
        return CutText.read(in, ServerCutText::new, ServerClipboard::new);
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.SERVER_CUT_TEXT.number());
        CutText.write(out, text);
    }
}
