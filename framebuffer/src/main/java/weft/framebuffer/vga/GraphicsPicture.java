package weft.framebuffer.vga;

/// Draws graphics modes: the rows of pixels whose memory changed.
final class GraphicsPicture {

    private static final int PIXELS = 8;
    private static final int BYTES = 4;

    private final Registers registers;
    private final Planes planes;
    private final Layout layout;
    private byte[] row = {};

    GraphicsPicture(Registers registers, Planes planes, Layout layout) {
        this.registers = registers;
        this.planes = planes;
        this.layout = layout;
    }

    /// Draws into `target`, a row of the layout's width after the other.
    ///
    /// @param all whether rows may look otherwise though their memory is the same
    void draw(byte[] target, boolean all, Damage damage) {
        int needed = layout.width + layout.columnWidth;
        if (row.length < needed) {
            row = new byte[needed];
        }
        int counter = registers.crtcWord(Registers.START_ADDRESS) + layout.bytePanning;
        int rowScan = layout.firstRowScan;
        int panning = layout.panning;
        for (int y = 0; y < layout.height; y++) {
            if (y == layout.splitRow) {
                counter = 0;
                rowScan = 0;
                panning = layout.splitEndsPanning ? 0 : panning;
            }
            int columns = panning > 0 ? layout.columns + 1 : layout.columns;
            int last = counter + (columns - 1) / layout.columnsPerStep;
            if (all
                    || planes.isDirty(
                            layout.address(counter, rowScan), layout.address(last, rowScan))) {
                decode(counter, rowScan, columns);
                show(target, y, panning, damage);
            }
            rowScan++;
            if (rowScan == layout.rowsPerCharacter) {
                rowScan = 0;
                counter += layout.pitch;
            }
        }
    }

    private void decode(int counter, int rowScan, int columns) {
        for (int column = 0; column < columns; column++) {
            int at = layout.address(counter + column / layout.columnsPerStep, rowScan);
            int value = planes.at(at);
            switch (layout.kind) {
                case BYTES -> bytes(value, column * BYTES);
                case PACKED -> packed(value, column * PIXELS);
                case PLANAR, TEXT -> planar(value, column * PIXELS);
            }
        }
    }

    private void bytes(int value, int to) {
        row[to] = (byte) value;
        row[to + 1] = (byte) (value >> 8);
        row[to + 2] = (byte) (value >> 16);
        row[to + 3] = (byte) (value >> 24);
    }

    private void planar(int value, int to) {
        for (int i = 0; i < PIXELS; i++) {
            int bits = value >> (PIXELS - 1 - i);
            int colour = (bits & 1) | (bits >> 7 & 2) | (bits >> 14 & 4) | (bits >> 21 & 8);
            row[to + i] = (byte) layout.palette[colour];
        }
    }

    /// Four pixels of plane 0 with the upper bits of plane 2, then four of planes 1 and 3.
    private void packed(int value, int to) {
        for (int i = 0; i < PIXELS; i++) {
            int half = i < BYTES ? value : value >> 8;
            int shift = 6 - 2 * (i & 3);
            int colour = (half >> shift & 3) | (half >> 16 >> shift & 3) << 2;
            row[to + i] = (byte) layout.palette[colour];
        }
    }

    /// Copies from the first pixel that differs to the last.
    private void show(byte[] target, int y, int panning, Damage damage) {
        int start = y * layout.width;
        int first = 0;
        while (first < layout.width && target[start + first] == row[panning + first]) {
            first++;
        }
        if (first == layout.width) {
            return;
        }
        int last = layout.width - 1;
        while (target[start + last] == row[panning + last]) {
            last--;
        }
        damage.begin();
        System.arraycopy(row, panning + first, target, start + first, last - first + 1);
        damage.add(first, y, last - first + 1, 1);
    }
}
