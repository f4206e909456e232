package weft.rfb.encoding;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.message.RectangleHeader;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

/// A pseudo-rectangle with the size and the screens of the framebuffer, or with the answer to a
/// viewer that has asked for others (rfbproto, ExtendedDesktopSize Pseudo-encoding). The header has
/// the reason as its x-position, the status as its y-position, and the size. After a size that was
/// not before, the framebuffer's pixels are undefined.
///
/// | bytes                  | type   | field             |
/// |-----------------------:|--------|-------------------|
/// |                      1 | U8     | number-of-screens |
/// |                      3 |        | padding           |
/// | number-of-screens * 16 | SCREEN | screens           |
///
/// @param reason who has changed it
/// @param status what has become of the receiver's request; OK for other reasons
/// @param layout how it is now; if the request has failed, it does not count
public record ExtendedDesktopSize(Reason reason, ResizeStatus status, ScreenLayout layout) {

    /// Who has changed the layout.
    public enum Reason {
        /// The host, or nobody: it was asked for.
        SERVER(0),
        /// The receiver.
        THIS_CLIENT(1),
        /// Another viewer.
        OTHER_CLIENT(2);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        /// The reason of a number; one that is not known counts as the server.
        static Reason byNumber(int number) {
            for (Reason reason : values()) {
                if (reason.number == number) {
                    return reason;
                }
            }
            return SERVER;
        }
    }

    private static final int PADDING = 3;

    /// Whether the framebuffer is so: not if the answer to a request is that it has failed.
    public boolean isInForce() {
        return reason != Reason.THIS_CLIENT || status == ResizeStatus.OK;
    }

    /// Reads what follows the header.
    public static ExtendedDesktopSize read(RectangleHeader header, RfbInput in) {
        int count = in.u8();
        in.skip(PADDING);
        return new ExtendedDesktopSize(
                Reason.byNumber(header.x()),
                ResizeStatus.byNumber(header.y()),
                ScreenLayout.read(in, header.width(), header.height(), count));
    }

    /// Writes the header and what follows it.
    public void write(RfbOutput out) {
        new RectangleHeader(
                        reason.number,
                        status.number(),
                        layout.width(),
                        layout.height(),
                        Encoding.EXTENDED_DESKTOP_SIZE.number())
                .write(out);
        out.u8(layout.screens().size());
        out.pad(PADDING);
        layout.writeScreens(out);
    }
}
