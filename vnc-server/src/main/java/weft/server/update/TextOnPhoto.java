package weft.server.update;

import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds text and lines in a picture of many colours, in blocks of 8x8, which is what JPEG spoils
/// as one.
///
/// A stroke goes on in one direction with hardly a change, and on the other axis there is something
/// else on both sides of it, sharply; what is solid has exactly the colour of its neighbour on one
/// axis, and a sharp edge on the other. A photo has little of either.
final class TextOnPhoto {

    static final int BLOCK = 8;

    /// Two pixels differ sharply when the sums of their intensities are so far apart.
    private static final int SHARP = 96;

    /// A stroke goes on where they are not further apart than this.
    private static final int ALIKE = 48;

    /// Between a stroke and what is beside it lies a pixel of antialiasing.
    private static final int BESIDE = 2;

    /// A block with so many pixels of strokes holds text.
    private static final int FEWEST = 3;

    /// Strokes are longer than this, so that many lines between two that are looked at first.
    private static final int SAMPLE = 4;

    /// The lines that are looked at first are looked at in so many turns, each over all of the
    /// picture: often one tells enough.
    private static final int SPREAD = 4;

    /// So many strokes of which none in twenty has the same colour are grass.
    private static final int MANY = 256;

    /// A colour of text has at least so many pixels of strokes.
    private static final int SMALLEST_SHARE = 12;

    /// And one of so many.
    private static final int LARGEST_VARIETY = 10;

    private final int columns;
    private final int rows;
    private final Rect area;
    private final boolean[] text;
    private int count;

    private TextOnPhoto(Rect area) {
        this.area = area;
        int width = area.width();
        int height = area.height();
        columns = (width + BLOCK - 1) / BLOCK;
        rows = (height + BLOCK - 1) / BLOCK;
        text = new boolean[columns * rows];
    }

    /// The text in `rgb`, which holds the pixels of `area` row by row.
    static TextOnPhoto find(int[] rgb, Rect area, Strokes strokes) {
        var found = new TextOnPhoto(area);
        found.add(rgb, 1, strokes);
        if (!found.isMostly()) {
            found.add(rgb, -1, strokes); // yellow on light grey is hardly brighter, but less blue
        }
        return found;
    }

    private void add(int[] rgb, int blue, Strokes strokes) {
        int width = area.width();
        int height = area.height();
        if (width <= 2 * BESIDE || height <= 2 * BESIDE) {
            return;
        }
        strokes.start(columns, width, blue);
        boolean[] hit = new boolean[rows];
        for (int first = 0; first < SPREAD; first++) {
            for (int y = BESIDE + first * SAMPLE; y < height - BESIDE; y += SPREAD * SAMPLE) {
                int before = strokes.count;
                strokes.addRow(rgb, y, width);
                hit[y / BLOCK] |= strokes.count > before;
            }
            if (strokes.isTexture()) {
                return;
            }
        }
        if (!strokes.mayBeText()) {
            return;
        }
        for (int y = BESIDE; y < height - BESIDE; y++) {
            if (hit[y / BLOCK] && (y - BESIDE) % SAMPLE != 0) {
                strokes.addRow(rgb, y, width);
            }
        }
        int[] counts = strokes.countByBlock(text.length);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= FEWEST) {
                mark(i % columns, i / columns);
            }
        }
    }

    /// The pixels that look like strokes: each its block, whether it is lighter than what is beside
    /// it, and its colour, of which 4 bits a channel count. Working memory of one thread.
    static final class Strokes {
        private static final int LIGHT = 1 << 12;
        private static final int COLOUR_BITS = 13;
        private static final int COLOURS = 1 << COLOUR_BITS;

        private final int[] byColour = new int[COLOURS];
        private int[] sums = {};
        private int[] candidates = {};
        private int[] all = new int[256];
        private int count;
        private int mostLight;
        private int mostDark;
        private int columns;
        private int blue;

        /// Begins with another picture.
        ///
        /// @param blockColumns how many blocks beside each other
        /// @param width how many pixels
        /// @param byBlue 1 to compare by brightness, -1 by how far it is from blue
        void start(int blockColumns, int width, int byBlue) {
            columns = blockColumns;
            blue = byBlue;
            for (int i = 0; i < count; i++) {
                byColour[all[i] & (COLOURS - 1)] = 0;
            }
            count = 0;
            mostLight = 0;
            mostDark = 0;
            if (sums.length < width) {
                sums = new int[width];
                candidates = new int[width];
            }
        }

        void addRow(int[] rgb, int y, int width) {
            int start = y * width;
            findCandidates(rgb, start, width);
            for (int x = BESIDE; x < width - BESIDE; x++) {
                if (candidates[x] > 0) {
                    int at = start + x;
                    if ((sharpness(x) >= SHARP && goesOn(rgb, at - width, sums[x]))
                            || isSolid(rgb, at, width)) {
                        boolean light = 2 * sums[x] > sums[x - BESIDE] + sums[x + BESIDE];
                        add(y / BLOCK * columns + x / BLOCK, rgb[at], light);
                    }
                }
            }
        }

        /// Marks, with a positive number, the few pixels that are worth a look. Without a branch,
        /// so that the JIT turns it into vector instructions.
        private void findCandidates(int[] rgb, int start, int width) {
            for (int x = 0; x < width; x++) {
                int pixel = rgb[start + x];
                sums[x] = (pixel >> 16) + (pixel >> 8 & 0xff) + blue * (pixel & 0xff);
            }
            for (int x = BESIDE; x < width - BESIDE; x++) {
                int pixel = rgb[start + x];
                int unlikeLeft = Math.min(1, pixel ^ rgb[start + x - 1]);
                int unlikeAbove = Math.min(1, pixel ^ rgb[start + x - width]);
                candidates[x] = Math.max(sharpness(x) - (SHARP - 1), unlikeLeft ^ unlikeAbove);
            }
        }

        /// By how much both sides are lighter, or both darker; negative if neither.
        private int sharpness(int x) {
            int first = sums[x] - sums[x - BESIDE];
            int second = sums[x] - sums[x + BESIDE];
            return Math.max(Math.min(first, second), -Math.max(first, second));
        }

        /// Whether one of the three pixels above is much like this one: strokes may be slanted.
        private boolean goesOn(int[] rgb, int above, int here) {
            return Math.abs(here - sum(rgb[above])) <= ALIKE
                    || Math.abs(here - sum(rgb[above - 1])) <= ALIKE
                    || Math.abs(here - sum(rgb[above + 1])) <= ALIKE;
        }

        private boolean isSolid(int[] rgb, int at, int width) {
            int pixel = rgb[at];
            boolean likeLeft = pixel == rgb[at - 1];
            if (likeLeft == (pixel == rgb[at - width])) {
                return false;
            }
            int beside = likeLeft ? BESIDE * width : BESIDE;
            int sum = sum(pixel);
            return Math.abs(sum - sum(rgb[at - beside])) >= SHARP
                    || Math.abs(sum - sum(rgb[at + beside])) >= SHARP;
        }

        private int sum(int rgb) {
            return (rgb >> 16) + (rgb >> 8 & 0xff) + blue * (rgb & 0xff);
        }

        private void add(int block, int rgb, boolean light) {
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            int colour = ((rgb >> 12) & 0xf00) | ((rgb >> 8) & 0xf0) | ((rgb >> 4) & 0xf);
            if (light) {
                mostLight = Math.max(mostLight, ++byColour[LIGHT | colour]);
            } else {
                mostDark = Math.max(mostDark, ++byColour[colour]);
            }
            all[count++] = (block << COLOUR_BITS) | (light ? LIGHT : 0) | colour;
        }

        /// Whether there are so many strokes, of so many colours, that text would not stand out.
        boolean isTexture() {
            return count >= MANY && Math.max(mostDark, mostLight) * 2 * LARGEST_VARIETY < count;
        }

        /// Whether the colours of the lines looked at so far, a part of all, leave it possible.
        boolean mayBeText() {
            return Math.max(mostDark, mostLight) >= common(SMALLEST_SHARE / SAMPLE);
        }

        /// Text is lighter or darker than what it stands on, and much of it has one colour; what
        /// looks like strokes in grass has many, and does not count.
        int[] countByBlock(int blocks) {
            int common = common(SMALLEST_SHARE);
            int[] byBlock = new int[blocks];
            for (int i = 0; i < count; i++) {
                if (((all[i] & LIGHT) != 0 ? mostLight : mostDark) >= common) {
                    byBlock[all[i] >> COLOUR_BITS]++;
                }
            }
            return byBlock;
        }

        private int common(int least) {
            return Math.max(least, count / LARGEST_VARIETY);
        }
    }

    /// How far two pixels are apart, summed over the intensities.
    static int difference(int a, int b) {
        return Math.abs((a >> 16) - (b >> 16))
                + Math.abs((a >> 8 & 0xff) - (b >> 8 & 0xff))
                + Math.abs((a & 0xff) - (b & 0xff));
    }

    /// Marks a block and those around it: the ends of its strokes may lie there.
    private void mark(int column, int row) {
        for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
                if (!text[r * columns + c]) {
                    text[r * columns + c] = true;
                    count++;
                }
            }
        }
    }

    /// Whether there is so much text that the rest is not worth a JPEG.
    boolean isMostly() {
        return count * 2 > text.length;
    }

    /// Rectangles around the blocks with text, as far as they lie in `part`: runs in a row, joined
    /// with equal runs below.
    List<Rect> rectsWithin(Rect part) {
        List<Rect> done = new ArrayList<>();
        List<Rect> open = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Rect> next = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                int start = column;
                while (column < columns && text[row * columns + column]) {
                    column++;
                }
                if (column > start) {
                    next.add(join(open, start, column - start, row));
                }
            }
            done.addAll(open);
            open = next;
        }
        done.addAll(open);
        return done.stream()
                .map(this::toPixels)
                .map(part::intersect)
                .filter(rect -> !rect.isEmpty())
                .toList();
    }

    private static Rect join(List<Rect> open, int column, int width, int row) {
        for (int i = 0; i < open.size(); i++) {
            Rect above = open.get(i);
            if (above.x() == column && above.width() == width) {
                open.remove(i);
                return new Rect(column, above.y(), width, above.height() + 1);
            }
        }
        return new Rect(column, row, width, 1);
    }

    private Rect toPixels(Rect blocks) {
        return new Rect(
                        area.x() + blocks.x() * BLOCK,
                        area.y() + blocks.y() * BLOCK,
                        blocks.width() * BLOCK,
                        blocks.height() * BLOCK)
                .intersect(area);
    }
}
