package weft.cli.terminal;

import java.util.function.IntConsumer;

/// UTF-8 that comes in pieces. What is malformed becomes U+FFFD, one for each longest part that
/// could have been the beginning of a character (Unicode 16, section 3.9).
final class Utf8Decoder {

    private static final int REPLACEMENT = 0xFFFD;

    private int codePoint;
    private int missing;

    /// What the next byte may be.
    private int lowest = 0x80;

    private int highest = 0xBF;

    void decode(byte next, IntConsumer characters) {
        int value = next & 0xFF;
        if (missing > 0) {
            if (value >= lowest && value <= highest) {
                lowest = 0x80;
                highest = 0xBF;
                codePoint = codePoint << 6 | (value & 0x3F);
                missing--;
                if (missing == 0) {
                    characters.accept(codePoint);
                }
                return;
            }
            missing = 0;
            characters.accept(REPLACEMENT);
        }
        begin(value, characters);
    }

    private void begin(int value, IntConsumer characters) {
        lowest = 0x80;
        highest = 0xBF;
        if (value < 0x80) {
            characters.accept(value);
        } else if (value >= 0xC2 && value <= 0xDF) {
            codePoint = value & 0x1F;
            missing = 1;
        } else if (value >= 0xE0 && value <= 0xEF) {
            codePoint = value & 0x0F;
            missing = 2;
            lowest = value == 0xE0 ? 0xA0 : 0x80;
            highest = value == 0xED ? 0x9F : 0xBF;
        } else if (value >= 0xF0 && value <= 0xF4) {
            codePoint = value & 0x07;
            missing = 3;
            lowest = value == 0xF0 ? 0x90 : 0x80;
            highest = value == 0xF4 ? 0x8F : 0xBF;
        } else {
            characters.accept(REPLACEMENT);
        }
    }
}
