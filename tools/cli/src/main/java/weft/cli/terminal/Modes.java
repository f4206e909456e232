package weft.cli.terminal;

/// What programs switch on and off, with the state after a reset.
final class Modes {

    boolean insert;
    boolean newLine;
    boolean cursorKeys;
    boolean reverseScreen;
    boolean origin;
    boolean autowrap = true;
    boolean cursorVisible = true;
    boolean keypad;
    boolean sgrMouse;
    boolean bracketedPaste;
    boolean alternateScroll = true;
    boolean synchronizedOutput;
    MouseMode mouse = MouseMode.NONE;
}
