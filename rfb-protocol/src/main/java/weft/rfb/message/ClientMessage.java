package weft.rfb.message;

import weft.rfb.RfbOutput;

/// What a client sends once it is initialised (RFC 6143 §7.5, and rfbproto).
public sealed interface ClientMessage
        permits SetPixelFormat,
                SetEncodings,
                FramebufferUpdateRequest,
                KeyEvent,
                PointerEvent,
                ExtendedPointerEvent,
                ClientCutText,
                ClientClipboard,
                EnableContinuousUpdates,
                ClientFence,
                ClientXvp,
                ClientGii,
                SetDesktopSize,
                QemuKeyEvent,
                EnableAudio,
                SetAudioFormat {

    /// Writes the whole message, with its type.
    void write(RfbOutput out);
}
