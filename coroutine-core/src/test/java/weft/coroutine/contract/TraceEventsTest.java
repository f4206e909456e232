package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The trace points, read back from a recording.
class TraceEventsTest {
    private static final List<String> NAMES =
            List.of("weft.CoroutineEnter", "weft.CoroutineYield", "weft.CoroutineTerminate");

    private final ManualLoop loop = ManualLoop.create();

    @TempDir Path folder = Path.of("");

    /// An outer coroutine enters an inner one, which yields once.
    private void run() {
        Coroutine inner = loop.create("inner", _ -> loop.yield());
        Coroutine outer =
                loop.create(
                        "outer",
                        () -> {
                            inner.enter("hello");
                            inner.enter();
                        });
        loop.locked(() -> outer.enter());
    }

    private List<String> record(boolean enabled, Runnable work) throws IOException {
        try (var recording = new Recording()) {
            if (enabled) {
                NAMES.forEach(recording::enable);
            }
            recording.start();
            work.run();
            recording.stop();
            Path file = folder.resolve("recording.jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> NAMES.contains(event.getEventType().getName()))
                    .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                    .map(TraceEventsTest::describe)
                    .toList();
        }
    }

    private static String describe(RecordedEvent event) {
        return switch (event.getEventType().getName()) {
            case "weft.CoroutineEnter" ->
                    "enter from %s to %s with %s"
                            .formatted(
                                    event.getString("from"),
                                    event.getString("to"),
                                    event.getString("argument"));
            case "weft.CoroutineYield" ->
                    "yield from %s to %s".formatted(event.getString("from"), event.getString("to"));
            default -> "terminate " + event.getString("self");
        };
    }

    @Test
    void recording_withTheEventsOn_tellsWhoEnteredYieldedAndEnded() throws IOException {
        assertEquals(
                List.of(
                        "enter from (loop) to outer with null",
                        "enter from outer to inner with hello",
                        "yield from inner to outer",
                        "enter from outer to inner with null",
                        "terminate inner",
                        "terminate outer"),
                record(true, this::run));
    }

    @Test
    void recording_withoutThem_hasNone() throws IOException {
        assertEquals(List.of(), record(false, this::run));
    }

    @Test
    void argumentThatCannotBeShown_failsTheEnterAndNothingElse() throws IOException {
        Object argument =
                new Object() {
                    @Override
                    public String toString() {
                        throw new ArithmeticException();
                    }
                };
        Coroutine coroutine = loop.create("one", () -> {});
        assertEquals(
                List.of("enter from (loop) to one with null", "terminate one"),
                record(
                        true,
                        () ->
                                loop.locked(() -> {
                                    assertThrows(
                                            ArithmeticException.class,
                                            () -> coroutine.enter(argument));
                                    coroutine.enter();
                                })));
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
    }
}
