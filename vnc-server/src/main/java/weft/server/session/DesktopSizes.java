package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.RfbOutput;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.encoding.ExtendedDesktopSize.Reason;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

/// What one viewer is told of the picture's size and its screens: by ExtendedDesktopSize if it
/// knows that, else by DesktopSize, else by VMware's display mode change; each in an update of its
/// own, because no pixels may come with it.
///
/// All calls are under the global lock.
final class DesktopSizes {
    private final Session session;
    private final Display display;
    private final CoQueue answered;
    private @Nullable Encoding form;

    /// Whether the viewer is to be told the screens, be they those that it knows.
    private boolean asked;

    /// What the viewer has been told; null before the first time.
    private @Nullable ScreenLayout told;

    /// What has become of the viewer's request, and what it was.
    private record Answer(ResizeStatus status, ScreenLayout wanted) {}

    private @Nullable Answer answer;

    /// Whether an answer is still to be sent, or being sent.
    private boolean owesAnswer;

    DesktopSizes(Session session, Display display) {
        this.session = session;
        this.display = display;
        answered = new CoQueue(display.loop(), "the answer to SetDesktopSize");
    }

    void encodings(EncodingPreferences preferences) {
        if (preferences.supports(Encoding.EXTENDED_DESKTOP_SIZE)) {
            form = Encoding.EXTENDED_DESKTOP_SIZE;
        } else if (preferences.supports(Encoding.DESKTOP_SIZE)) {
            form = Encoding.DESKTOP_SIZE;
        } else if (preferences.supports(Encoding.VMWARE_DISPLAY_MODE)) {
            form = Encoding.VMWARE_DISPLAY_MODE;
        } else {
            form = null;
        }
    }

    /// Whether the viewer knows of screens, and may ask for others.
    boolean isExtended() {
        return form == Encoding.EXTENDED_DESKTOP_SIZE;
    }

    /// The viewer asks for all of a part of the picture, and by that for the screens.
    void ask() {
        asked = isExtended();
    }

    /// The viewer is to be told what has become of its request, at once.
    void answer(ResizeStatus status, ScreenLayout wanted) {
        answer = new Answer(status, wanted);
        owesAnswer = true;
    }

    boolean hasAnswer() {
        return answer != null;
    }

    /// The viewer has been told.
    void answerSent() {
        owesAnswer = false;
        answered.restartAll();
    }

    /// Waits until the viewer has been told.
    void awaitAnswered() {
        while (owesAnswer) {
            answered.await();
        }
    }

    /// Whether the viewer is to be told before it gets anything of `newest`.
    ///
    /// @param known the size that it knows
    boolean isNews(Frame newest, Rect known) {
        return form != null && (asked || !newest.area().equals(known) || hasOtherScreens(newest));
    }

    /// Who has not asked yet is not told.
    private boolean hasOtherScreens(Frame newest) {
        return isExtended() && told != null && !told.equals(display.screens().layout(newest));
    }

    /// Writes the update that tells the size of `newest`.
    ///
    /// @param format the viewer's pixel format
    void write(Frame newest, PixelFormat format, RfbOutput out) {
        if (isExtended()) {
            ScreenLayout layout = display.screens().layout(newest);
            boolean another = !asked && display.screens().isOfAnother(session, layout);
            write(another ? Reason.OTHER_CLIENT : Reason.SERVER, ResizeStatus.OK, layout, out);
            told = layout;
            asked = false;
            return;
        }
        boolean mode = form == Encoding.VMWARE_DISPLAY_MODE;
        Encoding encoding = mode ? Encoding.VMWARE_DISPLAY_MODE : Encoding.DESKTOP_SIZE;
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, newest.width(), newest.height(), encoding.number()).write(out);
        if (mode) {
            format.write(out);
        }
    }

    /// Writes the update that answers. A request is successful if the picture is as it was wanted,
    /// now that the viewer is told of it; if it is not yet, somebody else decides. Of a failure the
    /// layout does not count, but some viewers take it; so it is the one that they have.
    ///
    /// @param known the size that the viewer knows
    /// @return whether `newest` is what the viewer knows now
    boolean writeAnswer(Frame newest, Rect known, RfbOutput out) {
        if (answer == null) {
            throw new IllegalStateException("no answer to send");
        }
        ResizeStatus status = answer.status;
        ScreenLayout wanted = answer.wanted;
        answer = null;
        if (status == ResizeStatus.OK && wanted.equals(display.screens().layout(newest))) {
            write(Reason.THIS_CLIENT, status, wanted, out);
            told = wanted;
            return true;
        }
        write(
                Reason.THIS_CLIENT,
                status == ResizeStatus.OK ? ResizeStatus.FORWARDED : status,
                told != null ? told : ScreenLayout.single(known.width(), known.height()),
                out);
        return false;
    }

    private static void write(
            Reason reason, ResizeStatus status, ScreenLayout layout, RfbOutput out) {
        new FramebufferUpdate(1).write(out);
        new ExtendedDesktopSize(reason, status, layout).write(out);
    }
}
