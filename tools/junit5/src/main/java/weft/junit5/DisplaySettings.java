package weft.junit5;

import weft.framebuffer.Rect;
import weft.framebuffer.match.Tolerance;
import weft.rfb.keyboard.KeyboardLayout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a display looks at what it is asked for.
///
/// @param timeout how long a wait may take, before it is scaled
/// @param tolerance how alike goldens have to be
/// @param masks what goldens do not look at
/// @param steady how long something must be seen to count; empty for what suits the host
/// @param part what is looked at; empty for all
/// @param layout of the keyboard on which texts are typed; empty for one that has all characters
record DisplaySettings(
        Duration timeout,
        Tolerance tolerance,
        List<Rect> masks,
        Optional<Duration> steady,
        Optional<Rect> part,
        Optional<KeyboardLayout> layout) {

    DisplaySettings {
        masks = List.copyOf(masks);
    }

    DisplaySettings within(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a timeout of " + time);
        }
        return new DisplaySettings(time, tolerance, masks, steady, part, layout);
    }

    DisplaySettings tolerating(Tolerance difference) {
        return new DisplaySettings(timeout, difference, masks, steady, part, layout);
    }

    DisplaySettings masking(Rect area) {
        return new DisplaySettings(
                timeout,
                tolerance,
                Stream.concat(masks.stream(), Stream.of(area)).toList(),
                steady,
                part,
                layout);
    }

    DisplaySettings settling(Duration time) {
        return new DisplaySettings(timeout, tolerance, masks, Optional.of(time), part, layout);
    }

    DisplaySettings part(Rect area) {
        return new DisplaySettings(timeout, tolerance, masks, steady, Optional.of(area), layout);
    }

    DisplaySettings typingBy(KeyboardLayout keys) {
        return new DisplaySettings(timeout, tolerance, masks, steady, part, Optional.of(keys));
    }
}
