package weft.server.session;

import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

/// The message loop: reads what the viewer says and hands it to whom it concerns.
final class MessageReader {
    private final SessionInput in;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final boolean viewOnly;
    private final Fences fences;

    MessageReader(
            SessionInput in,
            UpdateLoop updates,
            InputQueue.Viewer input,
            Barriers barriers,
            boolean viewOnly) {
        this.in = in;
        this.updates = updates;
        this.input = input;
        this.viewOnly = viewOnly;
        this.fences = new Fences(updates, barriers);
    }

    /// Reads until the end of the stream.
    void run() {
        while (in.beginMessage()) {
            ClientMessage message = ClientMessages.read(in);
            in.endMessage();
            fences.beforeMessage();
            handle(message);
            fences.afterMessage();
        }
    }

    private void handle(ClientMessage message) {
        switch (message) {
            case SetPixelFormat(var format) -> updates.pixelFormat(format);
            case SetEncodings wanted -> updates.encodings(wanted);
            case FramebufferUpdateRequest request -> updates.request(request);
            case EnableContinuousUpdates wanted -> updates.continuousUpdates(wanted);
            case ClientFence fence -> fences.handle(fence);
            case KeyEvent(boolean down, long keysym) -> {
                if (!viewOnly) {
                    input.key(keysym, down);
                }
            }
            case PointerEvent(int buttonMask, int x, int y) -> {
                if (!viewOnly) {
                    input.pointer(x, y, buttonMask);
                }
            }
            case ClientCutText(String text) -> {
                if (!viewOnly) {
                    input.cutText(text);
                }
            }
        }
    }
}
