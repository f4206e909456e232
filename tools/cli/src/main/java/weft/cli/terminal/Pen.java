package weft.cli.terminal;

/// The colours and the style that characters are written with, set by SGR.
///
/// A colour is an index of the [Palette] up to 255, [#DIRECT] and 24 bits, or [#DEFAULT].
final class Pen {

    static final int DEFAULT = -1;
    static final int DIRECT = 0x0100_0000;

    static final int BOLD = 1;
    static final int DIM = 2;
    static final int ITALIC = 4;
    static final int UNDERLINED = 8;
    static final int BLINKING = 16;
    static final int REVERSED = 32;
    static final int HIDDEN = 64;
    static final int STRUCK = 128;

    int front = DEFAULT;
    int back = DEFAULT;
    int style;

    void set(Pen other) {
        front = other.front;
        back = other.back;
        style = other.style;
    }

    void reset() {
        front = DEFAULT;
        back = DEFAULT;
        style = 0;
    }

    /// Select Graphic Rendition.
    void select(Parameters parameters) {
        for (int i = 0; i < parameters.count(); ) {
            int what = parameters.get(i, 0);
            int next = i + 1;
            while (parameters.isJoined(next)) {
                next++;
            }
            if (what == 38 || what == 48 || what == 58) {
                next = colour(what, parameters, i, next);
            } else if (what == 4 && next > i + 1) {
                style(UNDERLINED, parameters.get(i + 1, 1) != 0);
            } else {
                select(what);
            }
            i = next;
        }
    }

    private void select(int what) {
        switch (what) {
            case 0 -> reset();
            case 1 -> style(BOLD, true);
            case 2 -> style(DIM, true);
            case 3 -> style(ITALIC, true);
            case 4, 21 -> style(UNDERLINED, true);
            case 5, 6 -> style(BLINKING, true);
            case 7 -> style(REVERSED, true);
            case 8 -> style(HIDDEN, true);
            case 9 -> style(STRUCK, true);
            case 22 -> style(BOLD | DIM, false);
            case 23 -> style(ITALIC, false);
            case 24 -> style(UNDERLINED, false);
            case 25 -> style(BLINKING, false);
            case 27 -> style(REVERSED, false);
            case 28 -> style(HIDDEN, false);
            case 29 -> style(STRUCK, false);
            case 39 -> front = DEFAULT;
            case 49 -> back = DEFAULT;
            default -> selectColour(what);
        }
    }

    private void selectColour(int what) {
        if (what >= 30 && what <= 37) {
            front = what - 30;
        } else if (what >= 40 && what <= 47) {
            back = what - 40;
        } else if (what >= 90 && what <= 97) {
            front = what - 90 + 8;
        } else if (what >= 100 && what <= 107) {
            back = what - 100 + 8;
        }
    }

    private void style(int bits, boolean on) {
        style = on ? style | bits : style & ~bits;
    }

    /// `38;5;n`, `38;2;r;g;b`, `38:5:n`, `38:2:r:g:b` or `38:2::r:g:b`; returns what comes next.
    private int colour(int what, Parameters parameters, int at, int joinedEnd) {
        boolean joined = joinedEnd > at + 1;
        int manner = parameters.get(at + 1, 0);
        int from = at + 2;
        int end;
        if (joined) {
            end = joinedEnd;
            if (manner == 2 && end - from > 3) {
                from++; // the colour space
            }
        } else {
            end = from + (manner == 2 ? 3 : manner == 5 ? 1 : 0);
        }
        int colour = colour(manner, parameters, from);
        if (what == 38) {
            front = colour < 0 ? front : colour;
        } else if (what == 48) {
            back = colour < 0 ? back : colour;
        }
        return end;
    }

    /// Negative for what is none.
    private static int colour(int manner, Parameters parameters, int from) {
        if (manner == 5) {
            int index = parameters.get(from, 0);
            return index > 0xFF ? -1 : index;
        }
        if (manner != 2) {
            return -1;
        }
        int rgb = DIRECT;
        for (int i = 0; i < 3; i++) {
            rgb |= Math.min(0xFF, parameters.get(from + i, 0)) << (16 - 8 * i);
        }
        return rgb;
    }
}
