package weft.rfb.message;

import weft.rfb.RfbOutput;
import weft.rfb.clipboard.ClipboardMessage;

/// The client talks about clipboards: a [ClientCutText] with a negative length (rfbproto, Extended
/// Clipboard).
///
/// | bytes | type | field                     |
/// |------:|------|---------------------------|
/// |     1 | U8   | message-type = 6          |
/// |     3 |      | padding                   |
/// |     4 | S32  | length, negated           |
/// |     * |      | see [ClipboardMessage]    |
///
/// @param message what it says
public record ClientClipboard(ClipboardMessage message) implements ClientMessage {

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.CLIENT_CUT_TEXT.number());
        CutText.write(out, message);
    }
}
