package weft.junit5.report;

import weft.framebuffer.Rect;

import java.util.List;

/// Something that happened in a test.
///
/// @param millis when, since the test began
/// @param machineFrame how many frames the machine had shown; 0 if it runs by itself
/// @param kind what sort of thing
/// @param frame the number of the frame that was seen then
/// @param text for people
/// @param damage what of the picture has changed
public record TraceEvent(
        long millis, long machineFrame, Kind kind, long frame, String text, List<Rect> damage) {

    /// What sort of thing happened.
    public enum Kind {
        /// The test waited for something, and it came.
        SEEN,
        /// The test pressed, typed, pointed.
        INPUT,
        /// The machine's time went on.
        CLOCK,
        /// The picture changed.
        FRAME,
        /// The test failed.
        FAILURE
    }

    public TraceEvent {
        damage = List.copyOf(damage);
    }
}
