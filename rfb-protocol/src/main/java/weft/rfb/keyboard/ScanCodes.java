package weft.rfb.keyboard;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a key is called where it is not called by its code in XT set 1: for hosts that emulate a
/// keyboard, or pass keys on to somebody who does.
///
/// ```
/// server.onKeyCode((keycode, down) -> controller.receive(ScanCodes.set2(keycode, down)));
/// ```
///
/// Codes that are asked for are those of [weft.rfb.message.QemuKeyEvent], from 1 to 255, keys
/// behind e0 with bit 7 set; a key that is not in the table has none of the others. All is
/// immutable, for any thread.
///
/// Sources: the scan codes of IBM's Personal System/2 Hardware Interface Technical Reference
/// (Keyboards, sets 1 and 2) and Microsoft's Keyboard Scan Code Specification; the usages of the
/// USB HID Usage Tables 1.5, page 0x07; the codes of Linux's input-event-codes.h; the names of
/// QEMU's QKeyCode. No table of another project is copied.
public final class ScanCodes {

    private static final int RELEASED = 0x80;
    private static final int BEHIND_E0 = 0x80;
    private static final int PAUSE = 0xc6;

    /// The code here, in set 2, the usage, the code of Linux, the name for QEMU; - for none.
    private static final String TABLE =
            """
            01 76 29 1 esc
            02 16 1e 2 1
            03 1e 1f 3 2
            04 26 20 4 3
            05 25 21 5 4
            06 2e 22 6 5
            07 36 23 7 6
            08 3d 24 8 7
            09 3e 25 9 8
            0a 46 26 10 9
            0b 45 27 11 0
            0c 4e 2d 12 minus
            0d 55 2e 13 equal
            0e 66 2a 14 backspace
            0f 0d 2b 15 tab
            10 15 14 16 q
            11 1d 1a 17 w
            12 24 08 18 e
            13 2d 15 19 r
            14 2c 17 20 t
            15 35 1c 21 y
            16 3c 18 22 u
            17 43 0c 23 i
            18 44 12 24 o
            19 4d 13 25 p
            1a 54 2f 26 bracket_left
            1b 5b 30 27 bracket_right
            1c 5a 28 28 ret
            1d 14 e0 29 ctrl
            1e 1c 04 30 a
            1f 1b 16 31 s
            20 23 07 32 d
            21 2b 09 33 f
            22 34 0a 34 g
            23 33 0b 35 h
            24 3b 0d 36 j
            25 42 0e 37 k
            26 4b 0f 38 l
            27 4c 33 39 semicolon
            28 52 34 40 apostrophe
            29 0e 35 41 grave_accent
            2a 12 e1 42 shift
            2b 5d 31 43 backslash
            2c 1a 1d 44 z
            2d 22 1b 45 x
            2e 21 06 46 c
            2f 2a 19 47 v
            30 32 05 48 b
            31 31 11 49 n
            32 3a 10 50 m
            33 41 36 51 comma
            34 49 37 52 dot
            35 4a 38 53 slash
            36 59 e5 54 shift_r
            37 7c 55 55 kp_multiply
            38 11 e2 56 alt
            39 29 2c 57 spc
            3a 58 39 58 caps_lock
            3b 05 3a 59 f1
            3c 06 3b 60 f2
            3d 04 3c 61 f3
            3e 0c 3d 62 f4
            3f 03 3e 63 f5
            40 0b 3f 64 f6
            41 83 40 65 f7
            42 0a 41 66 f8
            43 01 42 67 f9
            44 09 43 68 f10
            45 77 53 69 num_lock
            46 7e 47 70 scroll_lock
            47 6c 5f 71 kp_7
            48 75 60 72 kp_8
            49 7d 61 73 kp_9
            4a 7b 56 74 kp_subtract
            4b 6b 5c 75 kp_4
            4c 73 5d 76 kp_5
            4d 74 5e 77 kp_6
            4e 79 57 78 kp_add
            4f 69 59 79 kp_1
            50 72 5a 80 kp_2
            51 7a 5b 81 kp_3
            52 70 62 82 kp_0
            53 71 63 83 kp_decimal
            54 84 46 99 print
            56 61 64 86 less
            57 78 44 87 f11
            58 07 45 88 f12
            59 0f 67 117 kp_equals
            70 13 88 93 katakanahiragana
            73 51 87 89 ro
            79 64 8a 92 henkan
            7b 67 8b 94 muhenkan
            7d 6a 89 124 yen
            7e 6d 85 121 kp_comma
            90 15 - 165 audioprev
            99 4d - 163 audionext
            9c 5a 58 96 kp_enter
            9d 14 e4 97 ctrl_r
            a0 23 7f 113 audiomute
            a2 34 - 164 audioplay
            a4 3b - 166 audiostop
            ae 21 81 114 volumedown
            b0 32 80 115 volumeup
            b5 4a 54 98 kp_divide
            b8 11 e6 100 alt_r
            c6 - 48 119 pause
            c7 6c 4a 102 home
            c8 75 52 103 up
            c9 7d 4b 104 pgup
            cb 6b 50 105 left
            cd 74 4f 106 right
            cf 69 4d 107 end
            d0 72 51 108 down
            d1 7a 4e 109 pgdn
            d2 70 49 110 insert
            d3 71 4c 111 delete
            db 1f e3 125 meta_l
            dc 27 e7 126 meta_r
            dd 2f 65 127 compose
            de 37 66 116 power
            df 3f - 142 sleep
            e3 5e - 143 wake
            """;

    private record Names(OptionalInt set2, OptionalInt usage, OptionalInt evdev, String qcode) {}

    private static final Map<Integer, Names> BY_CODE = parse();

    private ScanCodes() {}

    private static Map<Integer, Names> parse() {
        Map<Integer, Names> names = new HashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] columns = line.split(" ", -1);
            names.put(
                    HexFormat.fromHexDigits(columns[0]),
                    new Names(
                            number(columns[1], 16),
                            number(columns[2], 16),
                            number(columns[3], 10),
                            columns[4]));
        }
        return Map.copyOf(names);
    }

    private static OptionalInt number(String text, int radix) {
        return text.equals("-")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(text, radix));
    }

    /// The keys that have other names, too, by their codes.
    public static Set<Integer> known() {
        return BY_CODE.keySet();
    }

    /// What a keyboard sends in set 1, as a PC's controller hands it on: bit 7 is set when the key
    /// goes up. Print and Pause are those without Alt and Ctrl; Pause sends all at once, and
    /// nothing when it goes up.
    ///
    /// @return nothing for a key that is not in the table
    public static byte[] set1(int keycode, boolean down) {
        if (!BY_CODE.containsKey(keycode)) {
            return new byte[0];
        }
        if (keycode == KeyCodes.PRINT) {
            return down ? bytes(0xe0, 0x2a, 0xe0, 0x37) : bytes(0xe0, 0xb7, 0xe0, 0xaa);
        }
        if (keycode == PAUSE) {
            return down ? bytes(0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5) : bytes();
        }
        int code = (keycode & 0x7f) | (down ? 0 : RELEASED);
        return keycode >= BEHIND_E0 ? bytes(0xe0, code) : bytes(code);
    }

    /// What a keyboard sends in set 2, the one that keyboards with a PS/2 plug begin with: f0 comes
    /// before the code when the key goes up. Print and Pause as in [#set1].
    ///
    /// @return nothing for a key that is not in the table
    public static byte[] set2(int keycode, boolean down) {
        if (keycode == KeyCodes.PRINT) {
            return down ? bytes(0xe0, 0x12, 0xe0, 0x7c) : bytes(0xe0, 0xf0, 0x7c, 0xe0, 0xf0, 0x12);
        }
        if (keycode == PAUSE) {
            return down ? bytes(0xe1, 0x14, 0x77, 0xe1, 0xf0, 0x14, 0xf0, 0x77) : bytes();
        }
        Names names = BY_CODE.get(keycode);
        if (names == null || names.set2.isEmpty()) {
            return new byte[0];
        }
        int code = names.set2.getAsInt();
        if (keycode >= BEHIND_E0) {
            return down ? bytes(0xe0, code) : bytes(0xe0, 0xf0, code);
        }
        return down ? bytes(code) : bytes(0xf0, code);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /// The usage of a USB keyboard, on page 0x07; from 0xe0 on those of Ctrl, Shift, Alt and the
    /// like, which are bits of a report.
    public static OptionalInt usb(int keycode) {
        Names names = BY_CODE.get(keycode);
        return names == null ? OptionalInt.empty() : names.usage;
    }

    /// The code of Linux's input devices, KEY_A and so on; X has the same and 8.
    public static OptionalInt evdev(int keycode) {
        Names names = BY_CODE.get(keycode);
        return names == null ? OptionalInt.empty() : names.evdev;
    }

    /// QEMU's name for the key, as in QMP's send-key and the monitor's sendkey.
    public static Optional<String> qcode(int keycode) {
        return Optional.ofNullable(BY_CODE.get(keycode)).map(Names::qcode);
    }
}
