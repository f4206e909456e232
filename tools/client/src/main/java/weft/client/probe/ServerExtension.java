package weft.client.probe;

import java.util.Optional;

/// An extension that a server announces, be it by a pseudo-rectangle or by a message.
public enum ServerExtension {
    /// It changes the size of its screen.
    DESKTOP_SIZE(-223, "DesktopSize"),
    /// It has several screens, and may let clients change their sizes.
    EXTENDED_DESKTOP_SIZE(-308, "ExtendedDesktopSize"),
    /// It names its desktop anew.
    DESKTOP_NAME(-307, "DesktopName"),
    /// It ends updates without having counted them before.
    LAST_RECT(-224, "LastRect"),
    /// It hands over the pointer's shape.
    CURSOR(-239, "Cursor"),
    /// The same in two colours.
    X_CURSOR(-240, "XCursor"),
    /// The same with half transparent pixels.
    CURSOR_WITH_ALPHA(-314, "CursorWithAlpha"),
    /// Fences.
    FENCE(-312, "Fence"),
    /// Updates that are not asked for.
    CONTINUOUS_UPDATES(-313, "ContinuousUpdates"),
    /// The lamps of the keyboard.
    LED_STATE(-261, "LED state"),
    /// Keys by their place, too.
    QEMU_KEY_EVENTS(-258, "QEMU extended key events"),
    /// Sound.
    QEMU_AUDIO(-259, "QEMU audio"),
    /// A pointer that says how far it moved, and not to where.
    QEMU_POINTER_MOTION(-257, "QEMU pointer motion"),
    /// More than eight buttons.
    EXTENDED_MOUSE_BUTTONS(-316, "ExtendedMouseButtons"),
    /// Text beyond Latin-1.
    EXTENDED_CLIPBOARD(0xc0a1e5ce, "ExtendedClipboard"),
    /// Shutting down, rebooting and resetting.
    XVP(-309, "xvp"),
    /// Input devices of the client.
    GII(-305, "gii");

    private final int number;
    private final String text;

    ServerExtension(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The number of the pseudo-encoding that asks for it.
    public int number() {
        return number;
    }

    /// The one that is asked for with this number.
    public static Optional<ServerExtension> byNumber(int number) {
        for (ServerExtension extension : values()) {
            if (extension.number == number) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    /// Its name in the specification.
    @Override
    public String toString() {
        return text;
    }
}
