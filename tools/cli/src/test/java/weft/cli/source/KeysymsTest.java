package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysymsTest {

    @ParameterizedTest
    @CsvSource({
        "0x61, a",
        "0x41, A",
        "0x7e, ~",
        "0x20, space",
        "0xff0d, Return",
        "0xff1b, Escape",
        "0xffbe, F1",
        "0xffc9, F12",
        "0xffe0, F35",
        "0xffe1, Shift_L",
        "0xffff, Delete",
        "0xffb0, KP_0",
        "0xffb9, KP_9",
        "0xff8d, KP_Enter",
        "0x010020ac, U+20AC",
        "0x0110ffff, U+10FFFF",
        "0x01110000, 0x1110000",
        "0xe9, 0xe9",
        "0x7f, 0x7f",
        "0x0, 0x0",
        "0xffffffff, 0xffffffff",
    })
    void name_ofKeysym_isWhatPeopleCallIt(String keysym, String name) {
        assertEquals(name, Keysyms.name(Long.decode(keysym)));
    }
}
