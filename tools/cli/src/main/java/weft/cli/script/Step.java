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

    /// One that waits for something that may happen or not.
    sealed interface Waiting extends Step {}

    /// One that sends something, and is done.
    sealed interface Input extends Step {}

    /// Presses keys and lets them go.
    record Press(KeyCombination keys) implements Input {}

    /// Presses keys and holds them.
    record KeysDown(KeyCombination keys) implements Input {}

    /// Lets keys go.
    record KeysUp(KeyCombination keys) implements Input {}

    /// Types each character.
    record Type(String text) implements Step {}

    /// Puts text into the server's clipboard.
    record Paste(String text) implements Input {}

    /// Moves the pointer.
    record Move(int x, int y) implements Input {}

    /// Moves the pointer along a line.
    record Drag(int x, int y) implements Step {}

    /// Presses a button of the mouse and lets it go, where the pointer is.
    record Click(int button, int times) implements Input {}

    /// Presses a button and holds it.
    record ButtonDown(int button) implements Input {}

    /// Lets a button go.
    record ButtonUp(int button) implements Input {}

    /// Turns a wheel.
    record Scroll(Pointer.Wheel wheel, int count) implements Input {}

    /// Saves the picture, or a part of it.
    ///
    /// @param file where to; `-` is standard output
    /// @param format what the names of such files end with, if the file's name does not say it
    record Capture(Path file, Optional<Rect> area, Optional<String> format) implements Step {
        Capture(Path file, Optional<Rect> area) {
            this(file, area, Optional.empty());
        }
    }

    /// Compares two files, and fails if they differ.
    ///
    /// @param output where a picture of the difference is written to
    record Diff(Path actual, Path expected, Optional<Path> output) implements Step {}

    /// Waits until a text is in the picture.
    ///
    /// @param font see [weft.cli.text.Fonts]; empty for any, read by the program tesseract
    record ExpectText(String text, Optional<String> font) implements Waiting {}

    /// Reads and says the text of the picture, or of a part of it.
    ///
    /// @param font see [weft.cli.text.Fonts]; empty for any, read by the program tesseract
    record ReadText(Optional<Rect> area, Optional<String> font) implements Step {}

    /// Waits until the server has put text into its cut buffer, and says it.
    record GetClip(Optional<Path> file) implements Waiting {}

    /// Waits until the picture, or the part of it from `x`, `y` on, is that of a file.
    record Expect(Path file, Optional<Corner> corner, OptionalDouble fuzz) implements Waiting {}

    /// Where a picture begins.
    record Corner(int x, int y) {}

    /// Waits until a smaller picture is somewhere in the picture, and says where.
    record Find(Wanted wanted) implements Waiting {}

    /// The same, and then clicks into its middle.
    record ClickOn(Wanted wanted, int times) implements Waiting {}

    /// Waits until a smaller picture is nowhere in the picture.
    record WaitNot(Wanted wanted) implements Waiting {}

    /// Waits until one of several pictures is somewhere in the picture, and says which.
    record ExpectAny(List<Alternative> alternatives) implements Waiting {}

    /// What is looked for.
    ///
    /// @param similarity the least that counts, more than 0 and at most 1, where every pixel must
    ///   be the same
    record Wanted(Path file, double similarity) {}

    /// One of several pictures, and what is said when it is seen.
    record Alternative(Wanted wanted, String label) {}

    /// Waits until the picture, or a part of it, has not changed for a while.
    record Stable(Duration quiet, Optional<Rect> area, OptionalDouble fuzz) implements Waiting {}

    /// Waits until the picture is another one than before the last input.
    record WaitChange() implements Waiting {}

    /// Waits until the input so far is in the picture.
    record Sync() implements Step {}

    /// Waits.
    record Pause(Duration duration) implements Step {}
}
