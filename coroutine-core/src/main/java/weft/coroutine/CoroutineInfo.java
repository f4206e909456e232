package weft.coroutine;

import java.time.Duration;
import java.util.List;

/// One line of the coroutine dump: where a coroutine is parked, since when, waiting for what.
///
/// @param name the name it was created with
/// @param state where it is in its life
/// @param waitsFor what it waits for; `enter` after a bare yield, empty if it does not wait
/// @param waitsForNanos for how long, in nanoseconds; 0 after a bare yield, which takes no time
///   stamp
/// @param stackTrace its frames, innermost first; empty unless asked for
public record CoroutineInfo(
        String name,
        Coroutine.State state,
        String waitsFor,
        long waitsForNanos,
        List<StackTraceElement> stackTrace) {

    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(name).append(": ").append(state);
        if (!waitsFor.isEmpty()) {
            text.append(", waits for ").append(waitsFor);
        }
        if (waitsForNanos > 0) {
            text.append(", since ")
                    .append(Duration.ofNanos(waitsForNanos).toMillis())
                    .append(" ms");
        }
        for (StackTraceElement frame : stackTrace) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
