package weft.server.session;

import weft.coroutine.CoTurn;
import weft.coroutine.Loop;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PointerMotion;
import weft.rfb.message.QemuKeyEvent;
import weft.rfb.message.SetAudioFormat;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.server.access.Right;

import java.util.concurrent.TimeUnit;

/// The message loop: reads what the viewer says and hands it to whom it concerns.
final class MessageReader {

    /// So many messages that are here already, and for so long, are handled before others have
    /// their turn: there may be thousands, and the lock is held meanwhile.
    private static final int TURN_MESSAGES = 4096;

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final Session session;
    private final SessionInput in;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final Fences fences;
    private final SessionClipboard clipboard;
    private final SessionPower power;
    private final SessionDevices devices;
    private final ResizeRequests resizes;

    MessageReader(
            Session session,
            SessionInput in,
            UpdateLoop updates,
            InputQueue.Viewer input,
            SessionClipboard clipboard,
            SessionPower power,
            SessionDevices devices,
            ResizeRequests resizes,
            Barriers barriers,
            Loop loop) {
        this.loop = loop;
        this.session = session;
        this.in = in;
        this.updates = updates;
        this.input = input;
        this.clipboard = clipboard;
        this.power = power;
        this.devices = devices;
        this.resizes = resizes;
        this.fences = new Fences(updates, barriers);
    }

    /// Reads until the end of the stream.
    void run() {
        var turn = new CoTurn(loop, TURN_MESSAGES, TURN_NANOS);
        while (in.beginMessage()) {
            ClientMessage message = ClientMessages.read(in, updates.extendedButtons());
            in.endMessage();
            fences.beforeMessage();
            if (isInput(message)) {
                session.inputCame();
            }
            handle(message);
            fences.afterMessage();
            turn.partDone();
        }
    }

    /// Whether somebody must have done something for it.
    private static boolean isInput(ClientMessage message) {
        return switch (message) {
            case KeyEvent _,
                    QemuKeyEvent _,
                    PointerEvent _,
                    ExtendedPointerEvent _,
                    ClientCutText _,
                    ClientXvp _,
                    ClientGii _ ->
                    true;
            default -> false;
        };
    }

    private void handle(ClientMessage message) {
        switch (message) {
            case SetPixelFormat(var format) -> updates.pixelFormat(format);
            case SetEncodings wanted -> {
                updates.encodings(wanted);
                clipboard.encodings(wanted);
                power.encodings(wanted);
                devices.encodings(wanted);
            }
            case FramebufferUpdateRequest request -> updates.request(request);
            case EnableContinuousUpdates wanted -> updates.continuousUpdates(wanted);
            case ClientFence fence -> fences.handle(fence);
            case SetDesktopSize wanted -> resizes.handle(wanted);
            case KeyEvent(boolean down, long keysym) -> {
                if (mayNow(Right.KEY)) {
                    input.key(keysym, down);
                }
            }
            case QemuKeyEvent(boolean down, long keysym, long keycode) -> {
                if (mayNow(Right.KEY)) {
                    input.key(keysym, keycode, down);
                }
            }
            case PointerEvent(int buttonMask, int x, int y) -> pointer(x, y, buttonMask);
            case ExtendedPointerEvent(int buttonMask, int x, int y) -> pointer(x, y, buttonMask);
            case EnableAudio(boolean enable) -> updates.sound().enable(enable);
            case SetAudioFormat(var format) -> updates.sound().format(format);
            case ClientCutText(String text) -> {
                if (session.may(Right.CLIPBOARD_IN)) {
                    clipboard.cutText(text);
                }
            }
            case ClientXvp request -> power.handle(request);
            case ClientGii(_, GiiRequest request) -> devices.handle(request);
            case ClientClipboard(var said) -> clipboard.handle(said);
        }
    }

    /// Whether the viewer may, once there is room for its input: it may lose the right meanwhile.
    private boolean mayNow(Right right) {
        input.awaitSpace();
        return session.may(right);
    }

    private void pointer(int x, int y, int buttonMask) {
        if (!mayNow(Right.POINTER)) {
            return;
        }
        if (updates.isPointerRelative()) {
            input.moved(PointerMotion.delta(x), PointerMotion.delta(y), buttonMask);
        } else {
            session.pointerMoved(x, y);
            input.pointer(x, y, buttonMask);
        }
    }
}
