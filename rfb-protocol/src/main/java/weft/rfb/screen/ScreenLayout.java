package weft.rfb.screen;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The size of a framebuffer and its screens, which may overlap (rfbproto, Screen Model). It can be
/// wrong, as a peer may send it, see [#problem()].
///
/// @param width the framebuffer's width
/// @param height its height
/// @param screens at most 255
public record ScreenLayout(int width, int height, List<Screen> screens) {

    /// The most screens that the wire can carry.
    public static final int MAX_SCREENS = 255;

    private static final int U16_MAX = 0xffff;

    /// Takes what fits into the fields; copies the list.
    public ScreenLayout {
        Screen.check("width", width, U16_MAX);
        Screen.check("height", height, U16_MAX);
        if (screens.size() > MAX_SCREENS) {
            throw new IllegalArgumentException(
                    "%d screens, expected at most %d".formatted(screens.size(), MAX_SCREENS));
        }
        screens = List.copyOf(screens);
    }

    /// A framebuffer of one screen, number 0.
    public static ScreenLayout single(int width, int height) {
        return new ScreenLayout(width, height, List.of(new Screen(0, 0, 0, width, height)));
    }

    /// Why no framebuffer can have this layout, in a line; empty if one can: there is a screen at
    /// least, each has pixels and lies within the framebuffer, no number comes twice.
    public Optional<String> problem() {
        if (screens.isEmpty()) {
            return Optional.of("there is no screen");
        }
        Set<Long> ids = new HashSet<>();
        for (Screen screen : screens) {
            if (!screen.isWithin(width, height)) {
                return Optional.of(
                        "%s is empty or leaves the %dx%d".formatted(screen, width, height));
            }
            if (!ids.add(screen.id())) {
                return Optional.of("two screens have the number " + screen.id());
            }
        }
        return Optional.empty();
    }

    /// The same with the number and the flags of another layout's first screen, as the
    /// specification wants it of who only changes the size.
    public ScreenLayout keeping(ScreenLayout other) {
        if (screens.isEmpty() || other.screens.isEmpty()) {
            return this;
        }
        Screen old = other.screens.get(0);
        Screen first = screens.get(0);
        List<Screen> kept = new ArrayList<>(screens);
        kept.set(
                0,
                new Screen(
                        old.id(),
                        first.x(),
                        first.y(),
                        first.width(),
                        first.height(),
                        old.flags()));
        return new ScreenLayout(width, height, kept);
    }

    /// Whether the framebuffers have the same size.
    public boolean isSameSize(ScreenLayout other) {
        return width == other.width && height == other.height;
    }

    /// Reads the screens of a framebuffer.
    ///
    /// @param count how many, at most 255
    public static ScreenLayout read(RfbInput in, int width, int height, int count) {
        List<Screen> screens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            screens.add(Screen.read(in));
        }
        return new ScreenLayout(width, height, screens);
    }

    /// Writes the screens, without their number.
    public void writeScreens(RfbOutput out) {
        screens.forEach(screen -> screen.write(out));
    }

    @Override
    public String toString() {
        return "%dx%d with %s".formatted(width, height, screens);
    }
}
