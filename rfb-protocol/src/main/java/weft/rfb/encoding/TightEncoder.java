package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.DeflateStream;

/// Tight without JPEG: one colour, a palette, or the pixels, each kind compressed in a stream of
/// its own (rfbproto, Tight encoding).
///
/// | bytes | type   | field                                                       |
/// |------:|--------|-------------------------------------------------------------|
/// |     1 | U8     | compression-control, see [Tight]                            |
/// |     1 | U8     | filter-id, if a palette                                     |
/// |     1 | U8     | number of colours less one, if a palette                    |
/// |     * | TPIXEL | the colour of a fill, or the palette                        |
/// |   1-3 |        | compact length, 7 bits a byte, the lowest first             |
/// |     * | U8     | the pixels or indices, zlib; without length and zlib if short |
final class TightEncoder implements Encoder {

    private static final int COPY_STREAM = 0;
    private static final int TWO_COLOURS_STREAM = 1;
    private static final int PALETTE_STREAM = 2;

    /// The longest compact length takes so many bytes.
    private static final int LONGEST_LENGTH = 3;

    private final DeflateStream[] streams = new DeflateStream[Tight.STREAMS];

    TightEncoder() {
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new DeflateStream(DEFAULT_COMPRESSION_LEVEL);
        }
    }

    @Override
    public Encoding encoding() {
        return Encoding.TIGHT;
    }

    @Override
    public int maxWidth() {
        return Tight.MAX_WIDTH;
    }

    /// So that even incompressible data keeps to the 22 bits of the compact length.
    @Override
    public int maxArea() {
        return 1 << 19;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int area = Math.multiplyExact(pixels.width(), pixels.height());
        if (pixels.width() > maxWidth() || area > maxArea()) {
            throw new IllegalArgumentException(
                    "Tight rectangle of %dx%d, expected at most %d columns and %d pixels"
                            .formatted(pixels.width(), pixels.height(), maxWidth(), maxArea()));
        }
        PixelTranslator tpixel = translator.tight();
        WireSource source = WireSource.of(pixels, tpixel);
        Scratch scratch = Scratch.ofThread();
        boolean few = index(pixels, source, scratch, mostColours(area, tpixel));
        int colours = scratch.colours.count();
        if (few && colours == 1) {
            out.u8(Tight.FILL << 4);
            tpixel.put(scratch.colours.colour(0), out);
        } else if (few && paletteLength(pixels, tpixel, colours) < area * tpixel.bytesPerPixel()) {
            palette(pixels, tpixel, scratch, out);
        } else {
            copy(pixels, source, tpixel, out);
        }
        return Encoding.TIGHT;
    }

    /// More colours than this cannot make a palette shorter than the pixels.
    private static int mostColours(int area, PixelTranslator tpixel) {
        int size = tpixel.bytesPerPixel();
        int most = (int) Math.min(ColourTable.LARGEST, (long) area * (size - 1) / size);
        return Math.max(2, most);
    }

    private static int paletteLength(Pixels pixels, PixelTranslator tpixel, int colours) {
        return 2
                + colours * tpixel.bytesPerPixel()
                + Tight.indexedRow(pixels.width(), colours) * pixels.height();
    }

    /// Numbers the colours and writes the number of each pixel into the scratch bytes; false as
    /// soon as there are too many.
    private static boolean index(Pixels pixels, WireSource source, Scratch scratch, int most) {
        int width = pixels.width();
        int[] row = scratch.wire(width);
        byte[] index = scratch.bytes(width * pixels.height());
        ColourTable colours = scratch.colours;
        colours.clear(most);
        source.read(0, 0, 1, 1, row);
        int last = row[0];
        int number = colours.add(last, 1);
        int to = 0;
        for (int y = 0; y < pixels.height(); y++) {
            source.read(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int colour = row[x];
                if (colour != last) {
                    last = colour;
                    number = colours.add(colour, 1);
                    if (number == ColourTable.NONE) {
                        return false;
                    }
                }
                index[to++] = (byte) number;
            }
        }
        return true;
    }

    private void palette(Pixels pixels, PixelTranslator tpixel, Scratch scratch, RfbBuffer out) {
        ColourTable colours = scratch.colours;
        int count = colours.count();
        int stream = count == 2 ? TWO_COLOURS_STREAM : PALETTE_STREAM;
        out.u8((Tight.EXPLICIT_FILTER | stream) << 4);
        out.u8(Tight.FILTER_PALETTE);
        out.u8(count - 1);
        int at = out.ensure(count * tpixel.bytesPerPixel());
        tpixel.pack(colours.colours(), 0, count, out.array(), at);
        out.advance(count * tpixel.bytesPerPixel());
        byte[] index = scratch.bytes(0);
        int rowLength = Tight.indexedRow(pixels.width(), count);
        int length = rowLength * pixels.height();
        if (count == 2) {
            packBits(index, pixels.width(), pixels.height());
        }
        if (length < Tight.MIN_TO_COMPRESS) {
            out.bytes(index, 0, length);
            return;
        }
        int lengthAt = startLength(out);
        streams[stream].write(index, 0, length, out);
        streams[stream].flush(out);
        endLength(lengthAt, out);
    }

    /// Packs indices 0 and 1 into bits, rows on bytes' boundaries, in place: writing never
    /// overtakes reading.
    private static void packBits(byte[] index, int width, int height) {
        int from = 0;
        int to = 0;
        for (int y = 0; y < height; y++) {
            int end = from + width;
            while (from < end) {
                int bits = 0;
                int stop = Math.min(from + 8, end);
                int shift = 7;
                while (from < stop) {
                    bits |= index[from++] << shift--;
                }
                index[to++] = (byte) bits;
            }
        }
    }

    private void copy(Pixels pixels, WireSource source, PixelTranslator tpixel, RfbBuffer out) {
        out.u8(COPY_STREAM << 4);
        int size = tpixel.bytesPerPixel();
        if (pixels.width() * pixels.height() * size < Tight.MIN_TO_COMPRESS) {
            RawEncoder.write(pixels, source, size, out);
            return;
        }
        int lengthAt = startLength(out);
        ZlibEncoder.deflate(pixels, source, size, streams[COPY_STREAM], out);
        endLength(lengthAt, out);
    }

    private static int startLength(RfbBuffer out) {
        int at = out.length();
        out.pad(LONGEST_LENGTH);
        return at;
    }

    /// Writes the compact length of what follows its place, and closes the gap if it is short.
    private static void endLength(int at, RfbBuffer out) {
        int from = at + LONGEST_LENGTH;
        int length = out.length() - from;
        int size = length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : LONGEST_LENGTH;
        if (length >= 1 << 22) {
            throw new IllegalStateException("Tight data of " + length + " bytes");
        }
        int left = length;
        for (int i = 0; i < size; i++) {
            boolean more = i < size - 1;
            out.setU8(at + i, more ? (left & 0x7f) | 0x80 : left);
            left >>= 7;
        }
        byte[] array = out.array();
        System.arraycopy(array, from, array, at + size, length);
        out.truncate(at + size + length);
    }

    @Override
    public void compressionLevel(int level) {
        for (DeflateStream stream : streams) {
            stream.level(level);
        }
    }

    @Override
    public void close() {
        for (DeflateStream stream : streams) {
            stream.close();
        }
    }
}
