package weft.cli.script;

import weft.client.Pointer;
import weft.framebuffer.Rect;
import weft.rfb.keysym.KeyCombination;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One step of a script.
public sealed interface Step {

    /// Presses keys and lets them go.
    record Press(KeyCombination keys) implements Step {}

    /// Presses keys and holds them.
    record KeysDown(KeyCombination keys) implements Step {}

    /// Lets keys go.
    record KeysUp(KeyCombination keys) implements Step {}

    /// Types each character.
    record Type(String text) implements Step {}

    /// Puts text into the server's clipboard.
    record Paste(String text) implements Step {}

    /// Moves the pointer.
    record Move(int x, int y) implements Step {}

    /// Moves the pointer along a line.
    record Drag(int x, int y) implements Step {}

    /// Presses a button of the mouse and lets it go, where the pointer is.
    record Click(int button, int times) implements Step {}

    /// Presses a button and holds it.
    record ButtonDown(int button) implements Step {}

    /// Lets a button go.
    record ButtonUp(int button) implements Step {}

    /// Turns a wheel.
    record Scroll(Pointer.Wheel wheel, int count) implements Step {}

    /// Saves the picture, or a part of it.
    ///
    /// @param file where to; `-` is standard output
    record Capture(Path file, Optional<Rect> area) implements Step {}

    /// Waits until the picture, or the part of it from `x`, `y` on, is that of a file.
    record Expect(Path file, Optional<Corner> corner, OptionalDouble fuzz) implements Step {}

    /// Where a picture begins.
    record Corner(int x, int y) {}

    /// Waits until a smaller picture is somewhere in the picture, and says where.
    record Find(Wanted wanted) implements Step {}

    /// The same, and then clicks into its middle.
    record ClickOn(Wanted wanted, int times) implements Step {}

    /// Waits until a smaller picture is nowhere in the picture.
    record WaitNot(Wanted wanted) implements Step {}

    /// Waits until one of several pictures is somewhere in the picture, and says which.
    record ExpectAny(List<Alternative> alternatives) implements Step {}

    /// What is looked for.
    ///
    /// @param similarity the least that counts, more than 0 and at most 1, where every pixel must
    ///   be the same
    record Wanted(Path file, double similarity) {}

    /// One of several pictures, and what is said when it is seen.
    record Alternative(Wanted wanted, String label) {}

    /// Waits until the picture, or a part of it, has not changed for a while.
    record Stable(Duration quiet, Optional<Rect> area, OptionalDouble fuzz) implements Step {}

    /// Waits until the picture is another one than before the last input.
    record WaitChange() implements Step {}

    /// Waits until the input so far is in the picture.
    record Sync() implements Step {}

    /// Waits.
    record Pause(Duration duration) implements Step {}
}
