package weft.rfb.keyboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The table itself is compared with Linux's header, and with what QEMU's keyboard sends and what
/// QEMU calls the keys, in the end-to-end tests (ScanCodesIT).
class ScanCodesTest {

    /// USB HID Usage Tables 1.5, page 0x07, from 0x04 to 0x67 and from 0xe0 to 0xe7 in their order,
    /// by QEMU's names; 0x32 is the key that keyboards outside of the US have in place of 0x31.
    private static final String USAGES =
            """
            a b c d e f g h i j k l m n o p q r s t u v w x y z
            1 2 3 4 5 6 7 8 9 0 ret esc backspace tab spc
            minus equal bracket_left bracket_right backslash . semicolon apostrophe grave_accent
            comma dot slash caps_lock f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12
            print scroll_lock pause insert home pgup delete end pgdn right left down up
            num_lock kp_divide kp_multiply kp_subtract kp_add kp_enter
            kp_1 kp_2 kp_3 kp_4 kp_5 kp_6 kp_7 kp_8 kp_9 kp_0 kp_decimal
            less compose power kp_equals
            """;

    private static int code(String qcode) {
        return ScanCodes.known().stream()
                .filter(code -> ScanCodes.qcode(code).equals(Optional.of(qcode)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void usages_areInTheOrderOfTheSpecification() {
        int usage = 4;
        for (String name : USAGES.strip().split("\\s+", -1)) {
            if (!name.equals(".")) {
                assertEquals(OptionalInt.of(usage), ScanCodes.usb(code(name)), name);
            }
            usage++;
        }
        usage = 0xe0;
        for (String name : List.of("ctrl", "shift", "alt", "meta_l")) {
            assertEquals(OptionalInt.of(usage), ScanCodes.usb(code(name)), name);
            usage++;
        }
        for (String name : List.of("ctrl_r", "shift_r", "alt_r", "meta_r")) {
            assertEquals(OptionalInt.of(usage), ScanCodes.usb(code(name)), name);
            usage++;
        }
    }

    /// Personal System/2 Hardware Interface Technical Reference, Keyboards.
    @ParameterizedTest
    @CsvSource({
        "1e, 1e, 9e, 1c, f01c",
        "0e, 0e, 8e, 66, f066",
        "41, 41, c1, 83, f083",
        "48, 48, c8, 75, f075",
        "c8, e048, e0c8, e075, e0f075",
        "9c, e01c, e09c, e05a, e0f05a",
        "b8, e038, e0b8, e011, e0f011",
        "54, e02ae037, e0b7e0aa, e012e07c, e0f07ce0f012",
        "c6, e11d45e19dc5, '', e11477e1f014f077, ''",
        "78, '', '', '', ''",
        "00, '', '', '', ''",
    })
    void keys_goDownAndUp_inBothSets(String key, String d1, String u1, String d2, String u2) {
        int code = HexFormat.fromHexDigits(key);
        HexFormat hex = HexFormat.of();
        assertArrayEquals(hex.parseHex(d1), ScanCodes.set1(code, true));
        assertArrayEquals(hex.parseHex(u1), ScanCodes.set1(code, false));
        assertArrayEquals(hex.parseHex(d2), ScanCodes.set2(code, true));
        assertArrayEquals(hex.parseHex(u2), ScanCodes.set2(code, false));
    }

    @Test
    void keys_thatAreNoKeys_haveNoNames() {
        for (int code : new int[] {-1, 0, 0x78, 0xff, 0x100, 0x11e}) {
            assertEquals(OptionalInt.empty(), ScanCodes.usb(code));
            assertEquals(OptionalInt.empty(), ScanCodes.evdev(code));
            assertEquals(Optional.empty(), ScanCodes.qcode(code));
        }
    }

    @Test
    void names_areOfOneKeyEach() {
        Set<Integer> known = ScanCodes.known();
        for (Set<?> names :
                List.of(
                        known.stream().map(ScanCodes::evdev).collect(Collectors.toSet()),
                        known.stream().map(ScanCodes::qcode).collect(Collectors.toSet()),
                        known.stream()
                                .map(code -> HexFormat.of().formatHex(ScanCodes.set1(code, true)))
                                .collect(Collectors.toSet()),
                        known.stream()
                                .map(code -> HexFormat.of().formatHex(ScanCodes.set2(code, true)))
                                .collect(Collectors.toSet()))) {
            assertEquals(known.size(), names.size(), names::toString);
        }
    }

    /// Whatever has a keysym of its own on every layout is a key here, too.
    @Test
    void keys_thatMeanTheSameOnEveryLayout_areKnown() {
        for (long keysym = 0xff00; keysym <= 0xffff; keysym++) {
            OptionalInt code = KeyCodes.of(keysym);
            assertTrue(
                    code.isEmpty() || ScanCodes.known().contains(code.getAsInt()),
                    Long.toHexString(keysym));
        }
    }
}
