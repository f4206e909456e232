package weft.coroutine;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import org.jspecify.annotations.Nullable;

/// The trace points of the coroutines as JFR events, after QEMU's `qemu_coroutine_enter`,
/// `qemu_coroutine_yield` and `qemu_coroutine_terminate`. Off unless a recording turns them on, for
/// example with `jfr configure weft.CoroutineEnter#enabled=true`.
final class Events {

    private static final String OUTSIDE = "(loop)";

    private Events() {}

    /// Loads the event classes, which takes the JVM some milliseconds, while nobody waits for a
    /// lock.
    static void initialise() {
        var _ = new Enter();
        var _ = new Yield();
        var _ = new Terminate();
    }

    static void enter(@Nullable Coroutine from, Coroutine to, @Nullable Object argument) {
        var event = new Enter();
        if (event.isEnabled()) {
            event.from = nameOf(from);
            event.to = to.name();
            event.argument = String.valueOf(argument);
            event.commit();
        }
    }

    static void yield(Coroutine from, @Nullable Coroutine to) {
        var event = new Yield();
        if (event.isEnabled()) {
            event.from = from.name();
            event.to = nameOf(to);
            event.commit();
        }
    }

    static void terminate(Coroutine self) {
        var event = new Terminate();
        if (event.isEnabled()) {
            event.self = self.name();
            event.commit();
        }
    }

    private static String nameOf(@Nullable Coroutine coroutine) {
        return coroutine == null ? OUTSIDE : coroutine.name();
    }

    @Name("weft.CoroutineEnter")
    @Label("Coroutine Enter")
    @Description("A coroutine was entered")
    @Category({"Weft", "Coroutine"})
    @Enabled(false)
    @StackTrace(false)
    static final class Enter extends Event {
        @Label("From")
        @Nullable String from;

        @Label("To")
        @Nullable String to;

        @Label("Argument")
        @Nullable String argument;
    }

    @Name("weft.CoroutineYield")
    @Label("Coroutine Yield")
    @Description("A coroutine yielded to whoever entered it")
    @Category({"Weft", "Coroutine"})
    @Enabled(false)
    @StackTrace(false)
    static final class Yield extends Event {
        @Label("From")
        @Nullable String from;

        @Label("To")
        @Nullable String to;
    }

    @Name("weft.CoroutineTerminate")
    @Label("Coroutine Terminate")
    @Description("A coroutine ended")
    @Category({"Weft", "Coroutine"})
    @Enabled(false)
    @StackTrace(false)
    static final class Terminate extends Event {
        @Label("Self")
        @Nullable String self;
    }
}
