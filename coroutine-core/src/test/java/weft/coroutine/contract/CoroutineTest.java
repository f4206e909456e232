package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.util.ArrayList;
import java.util.List;

/// The basic cases of QEMU's `test-coroutine.c`: no dangling access, lifecycle, yield, nesting,
/// self, in_coroutine, entered, order.
class CoroutineTest {
    private final ManualLoop loop = ManualLoop.create();
    private final Steps steps = new Steps();

    @Test
    void lifecycle_enter_runsToTheEndAndTerminates() {
        Coroutine coroutine = loop.create("one", () -> steps.expect(1));
        assertEquals(Coroutine.State.CREATED, coroutine.state());
        loop.locked(() -> coroutine.enter());
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
        Coroutine second = loop.create("two", () -> steps.expect(2));
        loop.locked(() -> second.enter());
        steps.finish(3);
    }

    @Test
    void yield_fiveTimes_fiveEntersAndStateSurvives() {
        int[] yields = new int[1];
        Coroutine coroutine =
                loop.create(
                        "five",
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                yields[0] = i;
                                loop.yield();
                            }
                        });
        loop.locked(() -> {
            int enters = 0;
            for (; coroutine.state() != Coroutine.State.TERMINATED; enters++) {
                coroutine.enter();
                assertEquals(Math.min(enters, 4), yields[0]);
            }
            assertEquals(6, enters);
        });
    }

    @Test
    void enter_argument_reachesTheEntryAndEachYield() {
        List<Object> got = new ArrayList<>();
        Coroutine coroutine =
                loop.create(
                        "arguments",
                        first -> {
                            got.add(String.valueOf(first));
                            got.add(String.valueOf(loop.yield()));
                            got.add(String.valueOf(loop.yield()));
                        });
        loop.locked(() -> {
            coroutine.enter("a");
            coroutine.enter("b");
            coroutine.enter();
        });
        assertEquals(List.of("a", "b", "null"), got);
    }

    @Test
    void nesting_128Deep_eachIsEnteredAndReturns() {
        int[] entered = new int[1];
        int[] returned = new int[1];
        loop.locked(() -> nested(128, entered, returned).enter());
        assertEquals(128, entered[0]);
        assertEquals(128, returned[0]);
    }

    private Coroutine nested(int depth, int[] entered, int[] returned) {
        return loop.create(
                "depth " + depth,
                () -> {
                    entered[0]++;
                    if (depth > 1) {
                        nested(depth - 1, entered, returned).enter();
                    }
                    returned[0]++;
                });
    }

    @Test
    void self_insideACoroutine_isThatCoroutine() {
        Coroutine[] seen = new Coroutine[2];
        Coroutine inner = loop.create("inner", () -> seen[1] = loop.self());
        Coroutine outer =
                loop.create(
                        "outer",
                        () -> {
                            seen[0] = loop.self();
                            inner.enter();
                            assertSame(seen[0], loop.self());
                        });
        loop.locked(() -> outer.enter());
        assertSame(outer, seen[0]);
        assertSame(inner, seen[1]);
        assertNotSame(outer, inner);
    }

    @Test
    void inCoroutine_insideAndOutside_tellsThemApart() throws Exception {
        boolean[] inside = new boolean[1];
        boolean[] elsewhere = {true};
        assertFalse(loop.inCoroutine());
        loop.locked(() -> {
            assertFalse(loop.inCoroutine());
            loop.create(
                            "one",
                            () -> {
                                inside[0] = loop.inCoroutine();
                                elsewhere[0] = onAnotherThread(loop::inCoroutine);
                            })
                    .enter();
        });
        assertTrue(inside[0]);
        assertFalse(elsewhere[0]);
    }

    private static boolean onAnotherThread(java.util.function.BooleanSupplier question) {
        boolean[] answer = new boolean[1];
        Thread thread = new Thread(() -> answer[0] = question.getAsBoolean());
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return answer[0];
    }

    @Test
    void entered_runningAncestorAndYielded_tellsThemApart() {
        Coroutine[] outer = new Coroutine[1];
        Coroutine inner =
                loop.create(
                        "inner",
                        () -> {
                            assertTrue(loop.self().entered());
                            assertTrue(outer[0].entered(), "an ancestor counts as entered");
                            loop.yield();
                        });
        outer[0] =
                loop.create(
                        "outer",
                        () -> {
                            assertFalse(inner.entered());
                            inner.enter();
                            assertFalse(inner.entered());
                            assertFalse(outer[0].enterIfInactive(), "it is running");
                            inner.enter();
                        });
        assertFalse(outer[0].entered());
        loop.locked(() -> assertTrue(outer[0].enterIfInactive()));
        assertFalse(outer[0].entered());
        assertEquals(Coroutine.State.TERMINATED, inner.state());
    }

    @Test
    void order_twoCoroutinesTakingTurns_interleavesExactly() {
        List<String> record = new ArrayList<>();
        Coroutine first =
                loop.create(
                        "1",
                        () -> {
                            record.add("1,1");
                            loop.yield();
                            record.add("1,2");
                            loop.yield();
                            record.add("1,3");
                        });
        Coroutine second =
                loop.create(
                        "2",
                        () -> {
                            record.add("2,1");
                            loop.yield();
                            record.add("2,2");
                        });
        loop.locked(() -> {
            first.enter();
            second.enter();
            first.enter();
            second.enter();
            first.enter();
        });
        assertEquals(List.of("1,1", "2,1", "1,2", "2,2", "1,3"), record);
    }

    @Test
    void terminated_afterEnteringAnother_isNotTouchedAgain() {
        // The inner one outlives the outer one and goes on without it.
        Coroutine inner =
                loop.create(
                        "inner",
                        () -> {
                            steps.expect(2);
                            loop.yield();
                            steps.expect(4);
                        });
        Coroutine outer =
                loop.create(
                        "outer",
                        () -> {
                            steps.expect(1);
                            inner.enter();
                        });
        loop.locked(() -> {
            outer.enter();
            assertEquals(Coroutine.State.TERMINATED, outer.state());
            steps.expect(3);
            inner.enter();
        });
        assertEquals(Coroutine.State.TERMINATED, inner.state());
        steps.finish(5);
    }

    @Test
    void exception_inACoroutine_comesOutAtWhoeverEntered() {
        var thrown = new IllegalArgumentException("on purpose");
        Coroutine coroutine =
                loop.create(
                        "thrower",
                        () -> {
                            loop.yield();
                            throw thrown;
                        });
        loop.locked(() -> {
            coroutine.enter();
            assertSame(thrown, assertThrows(RuntimeException.class, coroutine::enter));
            assertEquals(Coroutine.State.TERMINATED, coroutine.state());
            assertFalse(loop.inCoroutine());
        });
    }

    @Test
    void enter_fromTwoThreadsInTurn_seesItselfEachTime() throws Exception {
        int rounds = 40_000;
        int[] resumed = new int[1];
        Coroutine coroutine =
                loop.create(
                        "migrant",
                        () -> {
                            for (; resumed[0] < 2 * rounds; resumed[0]++) {
                                loop.yield();
                                // Both would be wrong if they asked for the current thread.
                                if (!loop.inCoroutine() || loop.self().state() == null) {
                                    throw new AssertionError("lost itself");
                                }
                            }
                        });
        Runnable enterer =
                () -> {
                    for (int i = 0; i < rounds; i++) {
                        loop.locked(() -> coroutine.enter());
                    }
                };
        Thread other = new Thread(enterer);
        other.start();
        enterer.run();
        other.join();
        assertEquals(2 * rounds - 1, resumed[0]);
        loop.locked(() -> coroutine.enter());
        assertEquals(Coroutine.State.TERMINATED, coroutine.state());
    }
}
