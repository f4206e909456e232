package weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class HeldKeysTest {
    private static final HeldKeys.Key NOTHING = new HeldKeys.Key(0, 0);
    private static final HeldKeys.Key CODE = new HeldKeys.Key(0, 30);

    private final HeldKeys keys = new HeldKeys();
    private final HeldKeys.Holder viewer = keys.holder();

    /// Found by fuzzing: the one took the other's place, and never went up for a host that knows
    /// keysyms alone.
    @Test
    void keysym0_isNotTheSameForEachKeyThatHasNone() {
        assertEquals(List.of(new HeldKeys.Told(NOTHING, true)), viewer.press(NOTHING));
        assertEquals(List.of(new HeldKeys.Told(CODE, true)), viewer.press(CODE));
        assertEquals(List.of(NOTHING, CODE), viewer.releaseAll());
    }

    @Test
    void keysym0_isTheSameForKeysWithoutACode() {
        var _ = viewer.press(NOTHING);
        HeldKeys.Holder other = keys.holder();
        var _ = other.press(NOTHING);
        assertEquals(Optional.empty(), viewer.release(NOTHING));
        assertEquals(Optional.of(NOTHING), other.release(NOTHING));
    }

    @Test
    void keysym_isTheSameWithACodeOrWithout() {
        var _ = viewer.press(new HeldKeys.Key('a', 0));
        assertEquals(
                List.of(new HeldKeys.Told(new HeldKeys.Key('a', 30), true)),
                viewer.press(new HeldKeys.Key('a', 30)));
        assertEquals(
                Optional.of(new HeldKeys.Key('a', 30)), viewer.release(new HeldKeys.Key('a', 0)));
        assertEquals(List.of(), viewer.releaseAll());
    }
}
