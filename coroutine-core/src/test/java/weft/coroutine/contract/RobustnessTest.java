package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.Coroutine;
import weft.coroutine.Coroutine.State;
import weft.coroutine.CoroutineMisuseException;
import weft.coroutine.Loop;
import weft.coroutine.ManualLoop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What goes wrong in one coroutine, section or timer leaves the loop and the others as they were.
class RobustnessTest {
    private final ManualLoop loop = ManualLoop.create();
    private final List<String> done = new ArrayList<>();

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void throwUnchecked(Throwable e) throws X {
        throw (X) e;
    }

    @Test
    void checkedException_thrownBehindTheCompilersBack_comesOutAndTheLoopGoesOn() {
        var thrown = new IOException("on purpose");
        Coroutine coroutine =
                loop.create(
                        "sneaky", () -> RobustnessTest.<RuntimeException>throwUnchecked(thrown));
        loop.locked(() -> assertSame(thrown, assertThrows(IOException.class, coroutine::enter)));
        assertEquals(State.TERMINATED, coroutine.state());
        assertFalse(loop.inCoroutine());
        loop.start("scheduled", () -> RobustnessTest.<RuntimeException>throwUnchecked(thrown));
        assertSame(thrown, assertThrows(IOException.class, loop::runReady));
        loop.start("next", () -> done.add("ran"));
        loop.runReady();
        assertEquals(List.of("ran"), done);
    }

    private final class BothKinds implements Runnable, Consumer<Object> {
        @Override
        public void run() {
            done.add("ran");
        }

        @Override
        public void accept(Object argument) {
            done.add("accepted " + argument);
        }
    }

    @Test
    void entry_ofBothKinds_isTheOneThatWasAskedFor() {
        var both = new BothKinds();
        Consumer<Object> consumer = both;
        Runnable runnable = both;
        loop.locked(() -> {
            loop.create("consumer", consumer).enter("it");
            loop.create("runnable", runnable).enter("it");
        });
        assertEquals(List.of("accepted it", "ran"), done);
    }

    @Test
    void argument_ofAPlainEntry_doesNotReachItsFirstYield() {
        Coroutine coroutine = loop.create("plain", () -> done.add("got " + loop.yield()));
        loop.locked(() -> {
            coroutine.enter("dropped");
            coroutine.enter();
        });
        assertEquals(List.of("got null"), done);
    }

    @Test
    void stackOverflow_inACoroutine_comesOutAndTheLoopGoesOn() {
        Coroutine coroutine = loop.create("deep", () -> deeper(0));
        loop.locked(() -> assertThrows(StackOverflowError.class, coroutine::enter));
        assertEquals(State.TERMINATED, coroutine.state());
        loop.start("next", () -> done.add("ran"));
        loop.runReady();
        assertEquals(List.of("ran"), done);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    void noYield_leftByAnException_allowsYieldsAgain() {
        Coroutine coroutine =
                loop.start(
                        "careful",
                        () -> {
                            assertThrows(
                                    ArithmeticException.class,
                                    () ->
                                            loop.noYield(
                                                    "a lock",
                                                    () -> {
                                                        throw new ArithmeticException();
                                                    }));
                            loop.yield();
                            done.add("ended");
                        });
        loop.runReady();
        assertEquals(State.YIELDED, coroutine.state());
        loop.locked(() -> coroutine.enter());
        assertEquals(List.of("ended"), done);
    }

    @Test
    void noYield_nested_namesTheInnerSectionAndEndsWithTheOuter() {
        loop.start(
                "nested",
                () -> {
                    loop.noYield(
                            "outer",
                            () -> {
                                loop.noYield("inner", () -> {});
                                var e =
                                        assertThrows(
                                                CoroutineMisuseException.class, () -> loop.yield());
                                assertTrue(e.getMessage().contains("'outer'"), e.getMessage());
                            });
                    loop.yield();
                    done.add("ended");
                });
        loop.runReady();
        assertEquals(1, loop.liveCount());
        loop.unwind();
    }

    @Test
    void noYield_aroundTheEnterOfAnother_letsThatOneYield() {
        Coroutine inner =
                loop.create(
                        "inner",
                        () -> {
                            loop.yield();
                            done.add("inner ended");
                        });
        loop.start("outer", () -> loop.noYield("a lock", inner::enter));
        loop.runReady();
        assertEquals(State.YIELDED, inner.state());
        loop.locked(() -> loop.noYield("outside", inner::enter));
        assertEquals(List.of("inner ended"), done);
    }

    @Test
    void noYield_onAThreadOutside_doesNotReachTheCoroutines() {
        Coroutine coroutine = loop.create("parked", () -> loop.yield());
        loop.noYield("a host's section", () -> loop.locked(() -> coroutine.enter()));
        assertEquals(State.YIELDED, coroutine.state());
        loop.unwind();
    }

    @Test
    void after_forEver_doesNotFire() {
        for (long nanos : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
            Loop.Timer timer = loop.after(nanos, () -> done.add("fired"));
            loop.advance(1_000_000_000L);
            assertEquals(1, loop.timerCount());
            timer.cancel();
        }
        loop.after(-5, () -> done.add("at once"));
        loop.advance(0);
        assertEquals(List.of("at once"), done);
    }

    @Test
    void after_failing_doesNotKeepTheOthersFromFiring() {
        loop.after(
                1,
                () -> {
                    throw new ArithmeticException();
                });
        loop.after(2, () -> done.add("fired"));
        assertThrows(ArithmeticException.class, () -> loop.advance(1));
        loop.advance(1);
        assertEquals(List.of("fired"), done);
    }

    @Test
    void runReady_insideACoroutine_isMisuse() {
        loop.start("driver", loop::runReady);
        var e = assertThrows(CoroutineMisuseException.class, loop::runReady);
        assertTrue(e.getMessage().contains("its own coroutines"), e.getMessage());
    }

    @Test
    void yield_inAClassInitialiser_isRefusedOrWorksByTheBackEnd() {
        Coroutine coroutine =
                loop.create(
                        "initialising",
                        () -> {
                            try {
                                Initialiser.loop = loop;
                                done.add(Late.VALUE);
                            } catch (ExceptionInInitializerError e) {
                                done.add(String.valueOf(e.getCause()));
                            }
                        });
        loop.locked(() -> coroutine.enter());
        if (loop.backendName().equals("continuation")) {
            // Only a stack of its own thread can be left there.
            assertEquals(State.TERMINATED, coroutine.state());
            assertTrue(done.getFirst().contains("'initialising' cannot yield here"), "" + done);
        } else {
            loop.locked(() -> coroutine.enter());
            assertEquals(List.of("initialised"), done);
        }
    }

    private static final class Initialiser {
        static ManualLoop loop = ManualLoop.create();
    }

    private static final class Late {
        static final String VALUE = initialise();

        private static String initialise() {
            Initialiser.loop.yield();
            return "initialised";
        }
    }
}
