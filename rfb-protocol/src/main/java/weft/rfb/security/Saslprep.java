package weft.rfb.security;

import java.text.Normalizer;

/// Names and passwords in the one form in which they are compared (SASLprep, RFC 4013): what looks
/// alike becomes the same, what nobody can see is refused.
///
/// Characters that Unicode 3.2 did not have yet are taken where this Java knows them: a password
/// with a newer character is better than none.
public final class Saslprep {

    private Saslprep() {}

    /// The text in its one form.
    ///
    /// @throws IllegalArgumentException if it has a character that it may not have; it says which
    public static String prepare(String text) {
        var mapped = new StringBuilder(text.length());
        text.codePoints()
                .map(each -> isSpace(each) ? ' ' : each)
                .filter(each -> !isNothing(each))
                .forEach(mapped::appendCodePoint);
        String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        prepared.codePoints().forEach(Saslprep::check);
        checkDirections(prepared.codePoints().toArray());
        return prepared;
    }

    /// The same of what is to be wiped: what is ASCII, as most passwords are, leaves no copy but
    /// the one that is returned.
    static char[] prepare(char[] text) {
        for (char each : text) {
            if (each < ' ' || each > '~') {
                return prepare(new String(text)).toCharArray();
            }
        }
        return text.clone();
    }

    private static void check(int character) {
        if (isProhibited(character)) {
            throw new IllegalArgumentException(
                    "The character U+%04X is not allowed in names and passwords"
                            .formatted(character));
        }
    }

    /// RFC 3454 C.1.2.
    private static boolean isSpace(int character) {
        return switch (character) {
            case 0xa0, 0x1680, 0x202f, 0x205f, 0x3000 -> true;
            default -> isIn(character, 0x2000, 0x200b);
        };
    }

    /// RFC 3454 B.1.
    private static boolean isNothing(int character) {
        return switch (character) {
            case 0xad, 0x34f, 0x1806, 0x200c, 0x200d, 0x2060, 0xfeff -> true;
            default -> isIn(character, 0x180b, 0x180d) || isIn(character, 0xfe00, 0xfe0f);
        };
    }

    /// RFC 3454 C.2 to C.9, and what is no character at all. What B.1 removes is not repeated.
    private static boolean isProhibited(int character) {
        boolean isNone = (character & 0xfffe) == 0xfffe || isIn(character, 0xfdd0, 0xfdef);
        return isNone
                || switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR ->
                            true;
                    default -> isInvisible(character);
                };
    }

    private static boolean isInvisible(int character) {
        return switch (character) {
            case 0x340, 0x341, 0x6dd, 0x70f, 0x180e, 0x200e, 0x200f, 0xe0001 -> true;
            default ->
                    isIn(character, 0x202a, 0x202e)
                            || isIn(character, 0x2061, 0x2063)
                            || isIn(character, 0x206a, 0x206f)
                            || isIn(character, 0x2ff0, 0x2ffb)
                            || isIn(character, 0xfff9, 0xfffd)
                            || isIn(character, 0x1d173, 0x1d17a)
                            || isIn(character, 0xe0020, 0xe007f);
        };
    }

    private static boolean isIn(int character, int first, int last) {
        return character >= first && character <= last;
    }

    /// RFC 3454 §6: what is written from right to left is so from the first to the last character.
    private static void checkDirections(int[] text) {
        boolean hasRight = false;
        boolean hasLeft = false;
        for (int each : text) {
            hasRight |= isFromRight(each);
            hasLeft |= Character.getDirectionality(each) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        }
        if (hasRight && (hasLeft || !isFromRight(text[0]) || !isFromRight(text[text.length - 1]))) {
            throw new IllegalArgumentException(
                    "A name or password is written from the left or from the right, not both");
        }
    }

    private static boolean isFromRight(int character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                    true;
            default -> false;
        };
    }
}
