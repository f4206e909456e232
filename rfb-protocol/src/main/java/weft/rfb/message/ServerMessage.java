package weft.rfb.message;

import weft.rfb.RfbOutput;

/// What a server sends once it is initialised (RFC 6143 §7.6, and rfbproto).
public sealed interface ServerMessage
        permits FramebufferUpdate,
                SetColourMapEntries,
                Bell,
                ServerCutText,
                ServerClipboard,
                EndOfContinuousUpdates,
                ServerFence,
                ServerXvp,
                ServerGii,
                AudioStream,
                AudioData {

    /// Writes the whole message, with its type. Of a [FramebufferUpdate] this is the header.
    void write(RfbOutput out);
}
