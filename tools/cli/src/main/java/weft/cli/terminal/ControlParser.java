package weft.cli.terminal;

/// Takes control functions apart from text, as ECMA-48 writes them and as DEC's terminals recover
/// from what is none.
///
/// ```
/// GROUND -> ESCAPE              // ESC
/// ESCAPE -> GROUND              // a final character, after intermediates
/// ESCAPE -> SEQUENCE            // [
/// SEQUENCE -> GROUND            // a final character, after parameters and intermediates
/// ESCAPE -> STRING              // ] P X ^ _
/// STRING -> GROUND              // BEL, ST or CAN; what comes after another ESC is looked at anew
/// ```
final class ControlParser {

    /// What is told of what was found.
    interface Handler {

        void print(int codePoint);

        /// A control character below 32.
        void control(int code);

        /// `ESC`, intermediates, a final character.
        void escape(int intermediate, int last);

        /// `CSI`, a private marker or 0, parameters, the last intermediate or 0, a final character.
        void sequence(int marker, Parameters parameters, int intermediate, int last);

        /// `ESC ] text ST`.
        void operatingSystemCommand(String text);

        /// `ESC P text ST`.
        void deviceControl(String text);
    }

    private enum State {
        GROUND,
        ESCAPE,
        SEQUENCE,
        STRING,
        STRING_ESCAPE
    }

    /// A string beyond it is not believed.
    static final int LONGEST_STRING = 128 * 1024;

    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1A;
    private static final int ESC = 0x1B;
    private static final int DEL = 0x7F;
    private static final int STRING_TERMINATOR = 0x9C;

    private final Handler handler;
    private final Parameters parameters = new Parameters();
    private final StringBuilder text = new StringBuilder();
    private State state = State.GROUND;
    private int marker;
    private int intermediate;

    /// Of a sequence: something was where it may not be.
    private boolean wrong;

    /// The character that began the string.
    private int kind;

    ControlParser(Handler handler) {
        this.handler = handler;
    }

    void accept(int codePoint) {
        if (state == State.GROUND && codePoint >= ' ' && (codePoint < DEL || codePoint > 0x9F)) {
            handler.print(codePoint);
        } else if (codePoint >= 0x80 && codePoint <= 0x9F) {
            inEightBits(codePoint);
        } else {
            switch (state) {
                case GROUND -> ground(codePoint);
                case ESCAPE -> escape(codePoint);
                case SEQUENCE -> sequence(codePoint);
                case STRING -> string(codePoint);
                case STRING_ESCAPE -> stringEscape(codePoint);
            }
        }
    }

    /// A character of C1 is its form with ESC.
    private void inEightBits(int codePoint) {
        if (state == State.STRING && codePoint == STRING_TERMINATOR) {
            endString();
        } else if (state != State.STRING) {
            begin();
            escape(codePoint - 0x40);
        }
    }

    private void ground(int code) {
        if (code == ESC) {
            begin();
        } else if (code != DEL && code != CAN && code != SUB) {
            handler.control(code);
        }
    }

    private void begin() {
        state = State.ESCAPE;
        intermediate = 0;
        marker = 0;
        wrong = false;
    }

    /// What control characters do within a sequence; false for what is none.
    private boolean within(int code) {
        if (code >= ' ' && code != DEL) {
            return false;
        }
        if (code == CAN || code == SUB) {
            state = State.GROUND;
        } else {
            ground(code);
        }
        return true;
    }

    private void escape(int code) {
        if (within(code)) {
            return;
        }
        if (code < '0') {
            intermediate = code;
        } else if (intermediate == 0 && code == '[') {
            state = State.SEQUENCE;
            parameters.clear();
        } else if (intermediate == 0 && "]PX^_".indexOf(code) >= 0) {
            state = State.STRING;
            kind = code;
            text.setLength(0);
        } else {
            state = State.GROUND;
            if (code < DEL) {
                handler.escape(intermediate, code);
            }
        }
    }

    private void sequence(int code) {
        if (within(code)) {
            return;
        }
        if (code >= '@') {
            state = State.GROUND;
            if (!wrong && code < DEL) {
                handler.sequence(marker, parameters, intermediate, code);
            }
        } else if (code < '0') {
            intermediate = code;
        } else if (intermediate != 0) {
            wrong = true;
        } else if (code <= '9') {
            parameters.digit(code - '0');
        } else if (code == ':' || code == ';') {
            parameters.next(code == ':');
        } else {
            marker = code;
        }
    }

    private void string(int code) {
        if (code == ESC) {
            state = State.STRING_ESCAPE;
        } else if (code == BEL && kind == ']') {
            endString();
        } else if (code == CAN || code == SUB) {
            state = State.GROUND;
        } else if (code >= ' ' && code != DEL && text.length() <= LONGEST_STRING) {
            text.appendCodePoint(code);
        }
    }

    private void stringEscape(int code) {
        if (code == '\\') {
            endString();
        } else {
            begin();
            escape(code);
        }
    }

    private void endString() {
        state = State.GROUND;
        if (text.length() <= LONGEST_STRING) {
            if (kind == ']') {
                handler.operatingSystemCommand(text.toString());
            } else if (kind == 'P') {
                handler.deviceControl(text.toString());
            }
        }
        if (text.capacity() > 1024) {
            text.setLength(0);
            text.trimToSize();
        }
    }
}
