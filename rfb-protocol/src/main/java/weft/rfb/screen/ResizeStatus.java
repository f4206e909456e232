package weft.rfb.screen;

/// What has become of a viewer's wish for another size or other screens (rfbproto,
/// ExtendedDesktopSize Pseudo-encoding).
public enum ResizeStatus {
    /// It is so now.
    OK(0, "no error"),
    /// Nobody may, or this viewer may not.
    PROHIBITED(1, "resize is administratively prohibited"),
    /// So much cannot be had.
    OUT_OF_RESOURCES(2, "out of resources"),
    /// No framebuffer can be so.
    INVALID_LAYOUT(3, "invalid screen layout"),
    /// Somebody else decides, a guest say; if it agrees, the size changes later.
    FORWARDED(4, "request forwarded");

    private final int number;
    private final String text;

    ResizeStatus(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The number on the wire, from 0 to 4.
    public int number() {
        return number;
    }

    /// The status of a number. One that is not known is a failure, as the specification has it.
    public static ResizeStatus byNumber(int number) {
        for (ResizeStatus status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        return PROHIBITED;
    }

    /// The specification's words for it.
    @Override
    public String toString() {
        return text;
    }
}
