package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.keysym.Keysyms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A joypad of four buttons and two players.
class JoypadTest {

    private enum Button {
        UP,
        A,
        B,
        START
    }

    private record Held(int player, Button button) {}

    private final List<String> told = new ArrayList<>();
    private final Joypad<Button> joypad =
            Joypad.parse(
                    " Up=UP w=UP  z=A space=A\nKP_0=B adiaeresis=B equal=START ",
                    Button::valueOf,
                    (button, down) -> told.add((down ? "+" : "-") + button));

    private void key(String name, boolean down) {
        joypad.key(Keysyms.ofName(name).orElseThrow(), down);
    }

    @Test
    void keys_areTheirButtons() {
        key("Up", true);
        key("z", true);
        key("Up", false);
        key("equal", true);
        key("q", true);
        key("q", false);
        key("z", false);
        assertEquals(List.of("+UP", "+A", "-UP", "+START", "-A"), told);
    }

    @Test
    void button_ofTwoKeys_isDownAsLongAsOneIs() {
        key("Up", true);
        key("w", true);
        key("Up", false);
        key("Up", true);
        key("w", false);
        assertEquals(List.of("+UP"), told);
        key("Up", false);
        assertEquals(List.of("+UP", "-UP"), told);
    }

    @Test
    void presses_thatRepeat_andReleasesOfWhatIsUp_areNotTold() {
        key("z", false);
        key("z", true);
        key("z", true);
        key("z", true);
        key("z", false);
        key("z", false);
        assertEquals(List.of("+A", "-A"), told);
    }

    @Test
    void letters_countWithShiftAndWithout() {
        key("z", true);
        key("Shift_L", true);
        key("Z", true);
        key("Z", false);
        key("Adiaeresis", true);
        key("adiaeresis", false);
        assertEquals(List.of("+A", "-A", "+B", "-B"), told);
    }

    @Test
    void players_areButtonsOfTheirOwn() {
        Set<Held> held = new HashSet<>();
        Joypad<Held> both =
                Joypad.of(
                        Map.of(
                                "w", new Held(1, Button.UP),
                                "Up", new Held(2, Button.UP),
                                "Shift_L", new Held(1, Button.A),
                                "Shift_R", new Held(2, Button.A)),
                        (button, down) -> {
                            assertEquals(down, down ? held.add(button) : !held.remove(button));
                        });
        both.key(Keysyms.ofName("Shift_R").orElseThrow(), true);
        both.key('w', true);
        assertEquals(Set.of(new Held(2, Button.A), new Held(1, Button.UP)), held);
        both.key('w', false);
        assertEquals(Set.of(new Held(2, Button.A)), held);
    }

    /// Beside a model: a button is down when one of its keys is.
    @Test
    void anyKeys_leaveThoseButtonsDownWhoseKeysAre() {
        Map<String, Button> keys =
                Map.of("Up", Button.UP, "w", Button.UP, "z", Button.A, "space", Button.A);
        Map<Button, Boolean> shown = new HashMap<>();
        Joypad<Button> random = Joypad.of(keys, shown::put);
        Set<String> down = new HashSet<>();
        var numbers = new Random(7);
        List<String> names = List.copyOf(keys.keySet());
        for (int i = 0; i < 10_000; i++) {
            String name = names.get(numbers.nextInt(names.size()));
            boolean pressed = numbers.nextBoolean();
            random.key(Keysyms.ofName(name).orElseThrow(), pressed);
            var _ = pressed ? down.add(name) : down.remove(name);
            Set<Button> expected = down.stream().map(keys::get).collect(Collectors.toSet());
            Set<Button> seen =
                    shown.keySet().stream().filter(shown::get).collect(Collectors.toSet());
            assertEquals(expected, seen);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z             | a button is KEY=BUTTON, not 'z'",
                "z=            | a button is KEY=BUTTON, not 'z='",
                "=A            | a button is KEY=BUTTON, not '=A'",
                "nokey=A       | there is no key 'nokey'",
                "z=A z=B       | the key 'z' occurs twice",
                "z=A Z=B       | the key",
                "z=C           | No enum constant"
            })
    void text_thatIsWrong_isRefusedInOneLine(String text, String why) {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Joypad.parse(text, Button::valueOf, (_, _) -> {}));
        assertEquals(why, String.valueOf(e.getMessage()).substring(0, why.length()));
    }
}
