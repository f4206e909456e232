package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The client has new text in its cut buffer (RFC 6143 §7.5.6).
///
/// | bytes | type | field                                 |
/// |------:|------|---------------------------------------|
/// |     1 | U8   | message-type = 6                      |
/// |     3 |      | padding                               |
/// |     4 | U32  | length, at most [CutText#LIMIT_BYTES] |
/// |     * | U8   | text, Latin-1                         |
///
/// @param text the text; what Latin-1 lacks becomes a question mark
public record ClientCutText(String text) implements ClientMessage {

    /// Takes a text within the limit.
    public ClientCutText {
        text = CutText.latin1(text);
    }

    /// Reads this or a [ClientClipboard], which has the same type.
    static ClientMessage read(RfbInput in) {
        ClientMessageType.CLIENT_CUT_TEXT.expect(in);
        return CutText.read(in, ClientCutText::new, ClientClipboard::new);
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.CLIENT_CUT_TEXT.number());
        CutText.write(out, text);
    }
}
