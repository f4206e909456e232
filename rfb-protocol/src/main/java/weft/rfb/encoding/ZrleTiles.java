package weft.rfb.encoding;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// Writes the tiles of a rectangle as TRLE has them, and ZRLE before compression, each in the
/// shortest of its forms (RFC 6143 §7.7.5).
///
/// | bytes | type   | field                                                    |
/// |------:|--------|----------------------------------------------------------|
/// |     1 | U8     | subencoding, see [Zrle]                                  |
/// |     * | CPIXEL | pixels, the one colour, or the palette                   |
/// |     * | U8     | packed indices, rows on bytes' boundaries; or runs       |
///
/// A run is its CPIXEL or index and its length less one, as 255 as often as that fits and the rest.
/// A single pixel of a palette is its index alone; the index of a run has the top bit set.
final class ZrleTiles {

    private final Pixels pixels;
    private final WireSource source;
    private final PixelTranslator cpixel;
    private final int size;
    private final int edge;
    private final int[] wire;
    private final ColourTable colours;
    private final RawTiles rawTiles;

    /// What becomes of a tile that is best sent as its pixels.
    ///
    /// @param tile the wavelets, if it is sent as those
    /// @param quantizer for the wavelets
    /// @param exist whether there may be such a tile
    record RawTiles(@Nullable ZywrleTile tile, @Nullable ZywrleQuantizer quantizer, boolean exist) {

        private static final RawTiles AS_THEY_ARE = new RawTiles(null, null, true);
        private static final RawTiles RUNS = new RawTiles(null, null, false);

        static RawTiles asTheyAre() {
            return AS_THEY_ARE;
        }

        /// It is sent in runs, although that is longer.
        static RawTiles runs() {
            return RUNS;
        }

        /// It is sent as wavelets.
        static RawTiles wavelets(ZywrleTile tile, ZywrleQuantizer quantizer) {
            return new RawTiles(tile, quantizer, true);
        }

        /// What to reckon with for a tile of so many bytes: wavelets shrink it further on.
        int length(int raw) {
            if (!exist) {
                return Integer.MAX_VALUE;
            }
            return tile == null ? raw : raw >> tile.level();
        }
    }

    ZrleTiles(Pixels pixels, PixelTranslator cpixel, int edge, RawTiles rawTiles, Scratch scratch) {
        this.pixels = pixels;
        this.source = WireSource.of(pixels, cpixel);
        this.cpixel = cpixel;
        this.size = cpixel.bytesPerPixel();
        this.edge = edge;
        this.wire = scratch.wire(edge * edge);
        this.colours = scratch.colours;
        this.rawTiles = rawTiles;
    }

    void encode(int x, int y, RfbBuffer out) {
        int width = Math.min(edge, pixels.width() - x);
        int height = Math.min(edge, pixels.height() - y);
        int area = width * height;
        source.read(x, y, width, height, wire);
        // Every form that is chosen is at most as long as the raw one, or runs of single pixels.
        int start = out.ensure(2 + area * (size + 1));
        byte[] to = out.array();
        out.advance(choose(width, height, rawTiles, to, start) - start);
    }

    /// Measures all forms in one pass, and writes the shortest.
    private int choose(int width, int height, RawTiles ifRaw, byte[] to, int start) {
        int area = width * height;
        colours.clear(Zrle.LARGEST_PALETTE);
        boolean few = true;
        int plainRle = 0;
        int indexRle = 0;
        int i = 0;
        while (i < area) {
            int runStart = i;
            int colour = wire[i];
            do {
                i++;
            } while (i < area && wire[i] == colour);
            int lengthBytes = (i - runStart - 1) / 255 + 1;
            plainRle += size + lengthBytes;
            indexRle += i - runStart == 1 ? 1 : 1 + lengthBytes;
            few = few && colours.add(colour, 1) != ColourTable.NONE;
        }
        int count = colours.count();
        int palette = count * size;
        int raw = area * size;
        if (few && count == 1) {
            to[start] = Zrle.SOLID;
            return cpixel.put(wire[0], to, start + 1);
        }
        int rawLength = ifRaw.length(raw);
        if (few && count <= Zrle.LARGEST_PACKED) {
            int packed = palette + height * ((width * Zrle.bitsPerIndex(count) + 7) / 8);
            if (packed <= Math.min(raw, plainRle) && packed <= palette + indexRle) {
                return packed(count, width, height, to, start);
            }
        }
        if (few && palette + indexRle < Math.min(rawLength, plainRle)) {
            return indexRuns(count, area, to, start);
        }
        if (plainRle < rawLength) {
            return runs(area, to, start);
        }
        if (ifRaw.tile == null || ifRaw.quantizer == null) {
            return raw(area, to, start);
        }
        to[start] = Zrle.RAW;
        ifRaw.tile.analyze(wire, width, height, ifRaw.quantizer);
        return choose(width, height, RawTiles.asTheyAre(), to, start + 1);
    }

    private int raw(int area, byte[] to, int start) {
        to[start] = Zrle.RAW;
        cpixel.pack(wire, 0, area, to, start + 1);
        return start + 1 + area * size;
    }

    private int palette(int count, byte[] to, int at) {
        cpixel.pack(colours.colours(), 0, count, to, at);
        return at + count * size;
    }

    private int packed(int count, int width, int height, byte[] to, int start) {
        to[start] = (byte) count;
        int at = palette(count, to, start + 1);
        int bits = Zrle.bitsPerIndex(count);
        int last = colours.colour(0);
        int number = 0;
        int from = 0;
        for (int y = 0; y < height; y++) {
            int shift = 8;
            int packed = 0;
            for (int end = from + width; from < end; from++) {
                int colour = wire[from];
                if (colour != last) {
                    last = colour;
                    number = colours.numberOf(colour);
                }
                shift -= bits;
                packed |= number << shift;
                if (shift == 0) {
                    to[at++] = (byte) packed;
                    shift = 8;
                    packed = 0;
                }
            }
            if (shift < 8) {
                to[at++] = (byte) packed;
            }
        }
        return at;
    }

    private int runs(int area, byte[] to, int start) {
        to[start] = (byte) Zrle.PLAIN_RLE;
        int at = start + 1;
        int i = 0;
        while (i < area) {
            int runStart = i;
            int colour = wire[i];
            do {
                i++;
            } while (i < area && wire[i] == colour);
            at = cpixel.put(colour, to, at);
            at = runLength(i - runStart, to, at);
        }
        return at;
    }

    private int indexRuns(int count, int area, byte[] to, int start) {
        to[start] = (byte) (Zrle.PALETTE_RLE + count);
        int at = palette(count, to, start + 1);
        int i = 0;
        while (i < area) {
            int runStart = i;
            int colour = wire[i];
            do {
                i++;
            } while (i < area && wire[i] == colour);
            int number = colours.numberOf(colour);
            if (i - runStart == 1) {
                to[at++] = (byte) number;
            } else {
                to[at++] = (byte) (number | 0x80);
                at = runLength(i - runStart, to, at);
            }
        }
        return at;
    }

    private static int runLength(int length, byte[] to, int start) {
        int at = start;
        int left = length - 1;
        while (left >= 255) {
            to[at++] = (byte) 255;
            left -= 255;
        }
        to[at++] = (byte) left;
        return at;
    }
}
