package weft.cli.script;

import weft.client.Pointer;
import weft.framebuffer.Rect;
import weft.rfb.gii.GiiDevice;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.message.PowerAction;

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

    /// Moves the pointer by so much.
    record MoveBy(int dx, int dy) implements Input {}

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
    ///
    /// @param scores whether it also says how like it is
    record Find(Wanted wanted, boolean scores) implements Waiting {}

    /// The same, and then clicks into its middle, or on a needle's click point.
    ///
    /// @param point which of the needle's
    record ClickOn(Wanted wanted, Optional<String> point, int times) implements Waiting {}

    /// Waits until a smaller picture is nowhere in the picture.
    record WaitNot(Wanted wanted) implements Waiting {}

    /// Waits until one of several pictures is somewhere in the picture, and says which.
    record ExpectAny(List<Alternative> alternatives) implements Waiting {}

    /// What is looked for.
    ///
    /// @param file of a picture; or of a needle, which says itself where it may be and how like it
    /// @param similarity the least that counts, more than 0 and at most 1, where every pixel must
    ///   be the same
    /// @param area where it may be; empty for anywhere
    record Wanted(Path file, double similarity, Optional<Rect> area) {
        Wanted(Path file, double similarity) {
            this(file, similarity, Optional.empty());
        }

        /// Whether it is one of openQA's needles.
        boolean isNeedle() {
            return file.toString().endsWith(".json");
        }
    }

    /// One of several pictures, and what is said when it is seen.
    record Alternative(Wanted wanted, String label) {}

    /// Waits until the picture, or a part of it, has not changed for a while.
    record Stable(Duration quiet, Optional<Rect> area, OptionalDouble fuzz) implements Waiting {}

    /// Waits until the picture is another one than before the last input.
    record WaitChange() implements Waiting {}

    /// Waits until the input so far is in the picture.
    record Sync() implements Step {}

    /// Makes an input device beside keyboard and mouse.
    record CreateDevice(GiiDevice device) implements Step {}

    /// Takes it away.
    record RemoveDevice(String device) implements Input {}

    /// Does something with a button of a device.
    record DeviceButton(String device, int button, Press press) implements Input {

        /// What.
        enum Press {
            /// Presses it and lets it go.
            CLICK,
            /// Presses it.
            DOWN,
            /// Lets it go.
            UP
        }
    }

    /// Moves an axis of a device.
    ///
    /// @param relative whether by so much, and not to that value
    record DeviceAxis(String device, String axis, int value, boolean relative) implements Input {}

    /// Asks the server to switch its machine, and waits until it has dealt with that.
    record Power(PowerAction action) implements Step {}

    /// Asks the server for a picture of another size, and waits until it has it.
    record Resize(int width, int height) implements Step {}

    /// Records from now on what the picture shows, and what is done.
    ///
    /// @param file see [weft.client.VncClient#record]
    record StartRecord(Path file) implements Step {}

    /// Ends that.
    record StopRecord() implements Step {}

    /// Records from now on what the server plays.
    ///
    /// @param file see [weft.client.Audio#record]
    record StartSound(Path file) implements Step {}

    /// Ends that.
    record StopSound() implements Step {}

    /// Waits.
    record Pause(Duration duration) implements Step {}
}
