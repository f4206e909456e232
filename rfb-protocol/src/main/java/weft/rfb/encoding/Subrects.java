package weft.rfb.encoding;

/// Cuts everything that is not background into rectangles of one colour, one after the other: from
/// the first pixel that is left, the larger of the widest and the tallest one.
///
/// The wire pixels are used up: what was cut out becomes background.
final class Subrects {

    private int[] wire = new int[0];
    private int stride;
    private int rows;
    private int background;
    private int position;

    int x;
    int y;
    int width;
    int height;
    int colour;

    void start(int[] pixels, int columns, int lines, int ground) {
        wire = pixels;
        stride = columns;
        rows = lines;
        background = ground;
        position = 0;
    }

    /// Finds the next one and puts it into the fields; false if none is left.
    boolean next() {
        int end = stride * rows;
        while (position < end && wire[position] == background) {
            position++;
        }
        if (position == end) {
            return false;
        }
        colour = wire[position];
        y = position / stride;
        x = position - y * stride;
        choose();
        for (int row = y; row < y + height; row++) {
            int from = row * stride + x;
            for (int i = from; i < from + width; i++) {
                wire[i] = background;
            }
        }
        position += width;
        return true;
    }

    private void choose() {
        int wide = runRight(position, stride - x);
        int wideRows = 1;
        while (y + wideRows < rows && runRight(position + wideRows * stride, wide) == wide) {
            wideRows++;
        }
        int tall = wideRows;
        while (y + tall < rows && wire[position + tall * stride] == colour) {
            tall++;
        }
        int tallColumns = 1;
        while (tallColumns < wide && runDown(position + tallColumns, tall) == tall) {
            tallColumns++;
        }
        boolean preferWide = (long) wide * wideRows >= (long) tall * tallColumns;
        width = preferWide ? wide : tallColumns;
        height = preferWide ? wideRows : tall;
    }

    private int runRight(int from, int limit) {
        int length = 0;
        while (length < limit && wire[from + length] == colour) {
            length++;
        }
        return length;
    }

    private int runDown(int from, int limit) {
        int length = 0;
        while (length < limit && wire[from + length * stride] == colour) {
            length++;
        }
        return length;
    }
}
