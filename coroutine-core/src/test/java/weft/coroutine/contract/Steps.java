package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Checks the order of what happens: `expect(1)`, `expect(2)` … `finish(n)`, each exactly once.
final class Steps {
    private int last;

    void expect(int step) {
        assertEquals(step, ++last, "step");
    }

    void finish(int step) {
        expect(step);
        last = Integer.MIN_VALUE / 2;
    }
}
