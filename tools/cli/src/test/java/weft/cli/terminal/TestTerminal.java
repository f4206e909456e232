package weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A terminal and all that it says.
final class TestTerminal implements Emulator.Listener {

    final Emulator emulator;
    final StringBuilder replies = new StringBuilder();
    final List<String> told = new ArrayList<>();

    TestTerminal(int columns, int rows) {
        emulator = new Emulator(columns, rows, this);
    }

    /// Writes text in which `^[` stands for ESC.
    TestTerminal write(String text) {
        emulator.write(text.replace("^[", "\033"));
        return this;
    }

    TestTerminal bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        emulator.write(bytes, 0, bytes.length);
        return this;
    }

    /// The whole screen, each row without its blanks at the end.
    void shows(String... rows) {
        String[] all = Arrays.copyOf(rows, emulator.rows());
        Arrays.fill(all, rows.length, all.length, "");
        List<String> seen = new ArrayList<>();
        for (int row = 0; row < emulator.rows(); row++) {
            seen.add(emulator.text(row).stripTrailing());
        }
        assertEquals(String.join("\n", all), String.join("\n", seen));
    }

    void cursorAt(int column, int row) {
        assertEquals(column + "," + row, emulator.column() + "," + emulator.row());
    }

    /// All replies since this was asked last, with `^[` for ESC.
    String takeReplies() {
        String result = replies.toString().replace("\033", "^[");
        replies.setLength(0);
        return result;
    }

    Cell cell(int column, int row) {
        var cell = new Cell();
        new ScreenReader(emulator, new Selection(emulator)).read(column, row, cell);
        return cell;
    }

    @Override
    public void reply(byte[] bytes) {
        replies.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void bell() {
        told.add("bell");
    }

    @Override
    public void title(String text) {
        told.add("title " + text);
    }

    @Override
    public void clipboard(String text) {
        told.add("clipboard " + text);
    }
}
