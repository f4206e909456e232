package weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;

/// What programs read of the mouse, as xterm's "Mouse Tracking" has it.
class MouseReportsTest {

    private static final int LEFT = 1;
    private static final int RIGHT = 4;
    private static final int WHEEL_UP = 8;

    private final TestTerminal terminal = new TestTerminal(300, 25);
    private final KeyEncoder keys = new KeyEncoder(terminal.emulator);
    private final MouseReports mouse = new MouseReports(terminal.emulator, keys);

    private String at(int column, int row, int mask) {
        return new String(mouse.encode(column, row, mask), ISO_8859_1).replace("\033", "^[");
    }

    @Test
    void withoutMode_nothingIsSent() {
        assertEquals("", at(1, 1, LEFT));
        assertEquals("", at(2, 1, 0));
    }

    @Test
    void x10_sendsPressesOnly() {
        terminal.write("^[[?9h");
        boolean _ = keys.modifier(0xFFE3, true);
        assertEquals("^[[M !!", at(0, 0, LEFT));
        assertEquals("", at(0, 0, 0));
        assertEquals("^[[M\"##", at(2, 2, RIGHT));
    }

    @Test
    void buttons_sendPressAndRelease_withModifiers() {
        terminal.write("^[[?1000h");
        assertEquals("^[[M %$", at(4, 3, LEFT));
        assertEquals("", at(5, 3, LEFT));
        assertEquals("^[[M#&$", at(5, 3, 0));
        boolean _ = keys.modifier(0xFFE3, true);
        assertEquals("^[[M0&$", at(5, 3, LEFT));
        assertEquals("^[[M3&$", at(5, 3, 0));
        assertEquals("^[[Mp&$", at(5, 3, WHEEL_UP));
        assertEquals("", at(5, 3, 0));
    }

    @Test
    void sgr_hasNoBorder_andTellsWhichButtonWasReleased() {
        terminal.write("^[[?1000h");
        assertEquals("", at(250, 3, LEFT));
        terminal.write("^[[?1006h");
        assertEquals("^[[<0;251;4m", at(250, 3, 0));
        assertEquals("^[[<2;251;4M", at(250, 3, RIGHT));
        assertEquals("^[[<2;251;4m", at(250, 3, 0));
        assertEquals("^[[<64;251;4M", at(250, 3, WHEEL_UP));
    }

    @Test
    void movements_areToldByMode_oncePerCell() {
        terminal.write("^[[?1002h^[[?1006h");
        assertEquals("", at(1, 1, 0));
        assertEquals("^[[<0;2;2M", at(1, 1, LEFT));
        assertEquals("^[[<32;3;2M", at(2, 1, LEFT));
        assertEquals("", at(2, 1, LEFT));
        assertEquals("^[[<0;3;2m", at(2, 1, 0));
        terminal.write("^[[?1003h");
        assertEquals("^[[<35;4;2M", at(3, 1, 0));
        terminal.write("^[[?1003l");
        assertEquals("", at(4, 1, 0));
    }
}
