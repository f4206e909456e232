package weft.rfb.message;

import weft.rfb.RfbOutput;
import weft.rfb.clipboard.ClipboardMessage;

/// The server talks about clipboards: a [ServerCutText] with a negative length (rfbproto, Extended
/// Clipboard).
///
/// | bytes | type | field                     |
/// |------:|------|---------------------------|
/// |     1 | U8   | message-type = 3          |
/// |     3 |      | padding                   |
/// |     4 | S32  | length, negated           |
/// |     * |      | see [ClipboardMessage]    |
///
/// @param message what it says
public record ServerClipboard(ClipboardMessage message) implements ServerMessage {

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.SERVER_CUT_TEXT.number());
        CutText.write(out, message);
    }
}
