package weft.rfb.keysym;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The names and characters of `keysyms.txt`, which `rfb-protocol/keysyms.awk` makes from the
/// headers of X11.
///
/// After some comments a line is `value name`, `value name +codepoint` or `value name ~codepoint`.
/// The text is searched as it is: that takes some microseconds, and a program that needs one name
/// does not wait for thousands of entries to be made first.
final class KeysymTable {

    private static final String FILE = "keysyms.txt";

    /// Begins and ends with the end of a line.
    private final String text;

    private KeysymTable(String text) {
        this.text = text;
    }

    static KeysymTable load() {
        try (InputStream in = KeysymTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the table of keysyms " + FILE + " is missing");
            }
            String file = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            int lastComment = file.lastIndexOf('#');
            return new KeysymTable(file.substring(file.indexOf('\n', lastComment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OptionalLong ofName(String name) {
        if (!isName(name)) {
            return OptionalLong.empty();
        }
        int found = text.indexOf(" " + name + "\n");
        return valueAt(found >= 0 ? found : text.indexOf(" " + name + " "));
    }

    @Nullable String name(long keysym) {
        int line = line(keysym);
        return line < 0 ? null : nameAt(line);
    }

    /// The names of all lines.
    List<String> allNames() {
        List<String> names = new ArrayList<>();
        int line = 1;
        while (line < text.length()) {
            names.add(nameAt(line));
            line = text.indexOf('\n', line) + 1;
        }
        return names;
    }

    OptionalInt codePoint(long keysym) {
        int line = line(keysym);
        if (line < 0) {
            return OptionalInt.empty();
        }
        int end = text.indexOf('\n', line);
        int field = text.lastIndexOf(' ', end) + 1;
        char sign = text.charAt(field);
        return sign == '+' || sign == '~'
                ? OptionalInt.of(Integer.parseInt(text, field + 1, end, 16))
                : OptionalInt.empty();
    }

    OptionalLong ofCodePoint(int codePoint) {
        int found = text.indexOf(" +" + Integer.toHexString(codePoint) + "\n");
        return found < 0 ? OptionalLong.empty() : valueAt(text.lastIndexOf(' ', found - 1));
    }

    private int line(long keysym) {
        int found = text.indexOf("\n" + Long.toHexString(keysym) + " ");
        return found < 0 ? -1 : found + 1;
    }

    /// The value of the line whose first space is at `space`, if there is one.
    private OptionalLong valueAt(int space) {
        return space < 0
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Long.parseLong(text, text.lastIndexOf('\n', space) + 1, space, 16));
    }

    private String nameAt(int line) {
        int start = text.indexOf(' ', line) + 1;
        int end = start;
        while (text.charAt(end) > ' ') {
            end++;
        }
        return text.substring(start, end);
    }

    /// Whether it could be one: else it might match another field.
    private static boolean isName(String name) {
        return name.matches("[0-9A-Z_a-z]+");
    }
}
