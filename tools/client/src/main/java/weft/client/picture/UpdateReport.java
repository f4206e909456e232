package weft.client.picture;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Cursor;
import weft.framebuffer.Rect;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.keyboard.KeyboardLeds;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one update brought.
public final class UpdateReport {

    /// So many requests for a size may be answered by one update.
    private static final int MOST_ANSWERS = 64;

    private boolean resized;
    private boolean hasOrigin;
    private @Nullable Cursor cursor;
    private final Set<Encoding> announced = EnumSet.noneOf(Encoding.class);
    private @Nullable KeyboardLeds leds;
    private final List<ExtendedDesktopSize> told = new ArrayList<>();
    private @Nullable String name;
    private @Nullable Point pointer;
    private @Nullable Boolean pointerMotion;

    UpdateReport() {}

    void resized() {
        resized = true;
    }

    /// Of what is no answer the last one counts.
    void told(ExtendedDesktopSize screens) {
        if (isAnswer(screens)) {
            if (told.size() > MOST_ANSWERS) {
                throw new RfbProtocolException(
                        LIMIT, "more than %d answers in an update".formatted(MOST_ANSWERS));
            }
        } else {
            told.removeIf(other -> !isAnswer(other));
        }
        told.add(screens);
    }

    private static boolean isAnswer(ExtendedDesktopSize screens) {
        return screens.reason() == ExtendedDesktopSize.Reason.THIS_CLIENT;
    }

    void named(String desktop) {
        name = desktop;
    }

    void drawn(Rect rect) {
        hasOrigin |= rect.contains(0, 0);
    }

    void announced(Encoding encoding) {
        announced.add(encoding);
    }

    void leds(KeyboardLeds locked) {
        leds = locked;
    }

    void pointerMotion(boolean relative) {
        pointerMotion = relative;
    }

    void cursor(Cursor shape) {
        cursor = shape;
    }

    void pointerAt(int x, int y) {
        pointer = new Point(x, y);
    }

    /// A place in the picture.
    public record Point(int x, int y) {}

    /// Where the server has moved the pointer to, if it has.
    public Optional<Point> pointer() {
        return Optional.ofNullable(pointer);
    }

    /// Whether the screen has a new size, perhaps the same as before.
    public boolean isResized() {
        return resized;
    }

    /// What the server has told of its screens, and its answers to requests for others.
    public List<ExtendedDesktopSize> screens() {
        return told;
    }

    /// The desktop's new name, if it has one.
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /// The extensions that the server has said to know.
    public Set<Encoding> announced() {
        return announced;
    }

    /// What is locked on the server's keyboard, if it has said so.
    public Optional<KeyboardLeds> leds() {
        return Optional.ofNullable(leds);
    }

    /// Whether the server takes movements of the pointer, if it has said so.
    public Optional<Boolean> pointerMotion() {
        return Optional.ofNullable(pointerMotion);
    }

    /// Whether there were pixels for the upper left corner.
    public boolean hasOrigin() {
        return hasOrigin;
    }

    /// The new shape of the pointer, if it has one.
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }
}
