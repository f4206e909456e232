package weft.cli.terminal;

import java.util.OptionalInt;

/// The 256 colours of xterm and the two that text has by default, which a program may change.
final class Palette {

    private static final int COLOURS = 256;

    /// xterm's own, but for a blue that can be read on black.
    private static final int[] FIRST = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x3B5BDB, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C7CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    };

    private static final int FRONT = 0xE5E5E5;
    private static final int BACK = 0x000000;

    private final int[] colours = new int[COLOURS];
    private int front;
    private int back;

    Palette() {
        reset();
    }

    void reset() {
        for (int i = 0; i < COLOURS; i++) {
            reset(i);
        }
        resetFront();
        resetBack();
    }

    void reset(int index) {
        colours[index] = initial(index);
    }

    void resetFront() {
        front = FRONT;
    }

    void resetBack() {
        back = BACK;
    }

    private static int initial(int index) {
        if (index < 16) {
            return FIRST[index];
        }
        if (index >= 232) {
            return (8 + 10 * (index - 232)) * 0x010101;
        }
        int at = index - 16;
        return level(at / 36) << 16 | level(at / 6 % 6) << 8 | level(at % 6);
    }

    private static int level(int sixth) {
        return sixth == 0 ? 0 : 55 + 40 * sixth;
    }

    int get(int index) {
        return colours[index];
    }

    void set(int index, int rgb) {
        colours[index] = rgb;
    }

    int front() {
        return front;
    }

    void front(int rgb) {
        front = rgb;
    }

    int back() {
        return back;
    }

    void back(int rgb) {
        back = rgb;
    }

    /// A colour of a [Pen] as 0xRRGGBB.
    int rgb(int colour, int byDefault) {
        if (colour == Pen.DEFAULT) {
            return byDefault;
        }
        return colour >= Pen.DIRECT ? colour & 0xFFFFFF : colours[colour];
    }

    /// Reads `rgb:RR/GG/BB`, with one to four digits each, or `#RRGGBB`.
    static OptionalInt parse(String text) {
        if (text.matches("#[0-9A-Fa-f]{6}")) {
            return OptionalInt.of(Integer.parseInt(text, 1, 7, 16));
        }
        if (!text.matches("rgb:[0-9A-Fa-f]{1,4}(/[0-9A-Fa-f]{1,4}){2}")) {
            return OptionalInt.empty();
        }
        int rgb = 0;
        for (String part : text.substring(4).split("/", -1)) {
            int highest = (1 << (4 * part.length())) - 1;
            rgb = rgb << 8 | (Integer.parseInt(part, 16) * 0xFF + highest / 2) / highest;
        }
        return OptionalInt.of(rgb);
    }

    /// As xterm answers: `rgb:RRRR/GGGG/BBBB`.
    static String text(int rgb) {
        int red = (rgb >> 16) * 0x101;
        int green = (rgb >> 8 & 0xFF) * 0x101;
        return "rgb:%04x/%04x/%04x".formatted(red, green, (rgb & 0xFF) * 0x101);
    }
}
