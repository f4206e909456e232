package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Pixels.IndexedPixels;
import weft.rfb.encoding.Pixels.PackedPixels;

/// Tight: one colour, a palette, or the pixels, each kind compressed in a stream of its own; or a
/// JPEG (rfbproto, Tight encoding).
///
/// | bytes | type   | field                                                       |
/// |------:|--------|-------------------------------------------------------------|
/// |     1 | U8     | compression-control, see [Tight]                            |
/// |     1 | U8     | filter-id, if a palette or filtered                         |
/// |     1 | U8     | number of colours less one, if a palette                    |
/// |     * | TPIXEL | the colour of a fill, or the palette                        |
/// |   1-3 |        | compact length, 7 bits a byte, the lowest first             |
/// |     * | U8     | the pixels or indices, zlib; without length and zlib if short |
///
/// Photos are filtered, see [TightGradientEncoder], for viewers that do without JPEG and ask for
/// compression. Some viewers that rely on JPEG break off at a filter that they do not know, noVNC
/// among them.
///
/// Nothing is compressed for viewers that understand [Encoding#TIGHT_WITHOUT_ZLIB] and ask for the
/// lowest compression level, as TurboVNC's do on a fast line.
final class TightEncoder implements Encoder {

    private static final int COPY_STREAM = 0;
    private static final int TWO_COLOURS_STREAM = 1;
    private static final int PALETTE_STREAM = 2;
    private static final int GRADIENT_STREAM = 3;

    /// The lowest compression level for which pixels are filtered: filtering costs time.
    private static final int FILTERED_FROM = 3;

    private final DeflateStreams streams;
    private boolean filters;
    private boolean deflates = true;

    TightEncoder(boolean shared) {
        streams = new DeflateStreams(Tight.STREAMS, shared);
    }

    @Override
    public DeflateStreams streams() {
        return streams;
    }

    @Override
    public Encoding encoding() {
        return Encoding.TIGHT;
    }

    @Override
    public void adapt(EncodingPreferences preferences) {
        int level = Encoder.level(preferences);
        compressionLevel(level);
        filters = level >= FILTERED_FROM && !preferences.readsLossy();
        deflates = level > 0 || !preferences.supports(Encoding.TIGHT_WITHOUT_ZLIB);
    }

    @Override
    public void compressionLevel(int level) {
        streams.level(level);
        streams.level(GRADIENT_STREAM, Math.min(level, TightGradientEncoder.HIGHEST_LEVEL));
    }

    @Override
    public String variant() {
        return filters ? "filters" : deflates ? "" : "without zlib";
    }

    @Override
    public int maxWidth() {
        return Tight.MAX_WIDTH;
    }

    /// So that even incompressible data keeps to the 22 bits of the compact length.
    @Override
    public int maxArea() {
        return Tight.MAX_AREA;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        Tight.checkSize(pixels);
        PixelTranslator tpixel = translator.tight();
        switch (pixels) {
            case PackedPixels packed -> encodePacked(packed, tpixel, out);
            case IndexedPixels indexed -> encodeIndexed(indexed, tpixel, out);
        }
        return Encoding.TIGHT;
    }

    private void encodePacked(PackedPixels pixels, PixelTranslator tpixel, RfbBuffer out) {
        int area = pixels.width() * pixels.height();
        WireSource source = WireSource.of(pixels, tpixel);
        Scratch scratch = Scratch.ofThread();
        boolean few = index(pixels, source, scratch, mostColours(area, tpixel));
        ColourTable colours = scratch.colours;
        if (few && colours.count() == 1) {
            fill(colours.colour(0), tpixel, out);
        } else if (few && isPaletteShorter(pixels, tpixel, colours.count())) {
            palette(colours.colours(), colours.count(), tpixel, out);
            byte[] index = scratch.bytes(0);
            indices(index, 0, pixels.width(), pixels, colours.count(), index, out);
        } else {
            copy(pixels, source, tpixel, out);
        }
    }

    /// The palette is taken as it is: whoever made the indices has counted the colours.
    private void encodeIndexed(IndexedPixels pixels, PixelTranslator tpixel, RfbBuffer out) {
        int count = pixels.palette().length;
        int[] wire = new int[count];
        tpixel.toWire(pixels.palette(), 0, wire, 0, count);
        if (count == 1) {
            fill(wire[0], tpixel, out);
        } else if (isPaletteShorter(pixels, tpixel, count)) {
            palette(wire, count, tpixel, out);
            byte[] scratch = Scratch.ofThread().bytes(pixels.width() * pixels.height());
            indices(pixels.index(), pixels.offset(), pixels.stride(), pixels, count, scratch, out);
        } else {
            copy(pixels, WireSource.of(pixels, tpixel), tpixel, out);
        }
    }

    private static void fill(int colour, PixelTranslator tpixel, RfbBuffer out) {
        out.u8(Tight.FILL << 4);
        tpixel.put(colour, out);
    }

    @Override
    public boolean hasJpeg(PixelTranslator translator) {
        return Jpeg.isUsable(translator);
    }

    @Override
    public Encoding encodeJpeg(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        Tight.encodeJpeg(pixels, quality, out);
        return Encoding.TIGHT;
    }

    /// More colours than this cannot make a palette shorter than the pixels.
    private static int mostColours(int area, PixelTranslator tpixel) {
        int size = tpixel.bytesPerPixel();
        int most = (int) Math.min(ColourTable.LARGEST, (long) area * (size - 1) / size);
        return Math.max(2, most);
    }

    private static boolean isPaletteShorter(Pixels pixels, PixelTranslator tpixel, int colours) {
        int size = tpixel.bytesPerPixel();
        int length =
                2 + colours * size + Tight.indexedRow(pixels.width(), colours) * pixels.height();
        return length < pixels.width() * pixels.height() * size;
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

    /// In the upper half of compression-control: basic compression in this stream, or none.
    private int basic(int stream) {
        return deflates ? stream : Tight.WITHOUT_ZLIB;
    }

    private void palette(int[] colours, int count, PixelTranslator tpixel, RfbBuffer out) {
        int stream = count == 2 ? TWO_COLOURS_STREAM : PALETTE_STREAM;
        out.u8((Tight.EXPLICIT_FILTER | basic(stream)) << 4);
        out.u8(Tight.FILTER_PALETTE);
        out.u8(count - 1);
        int at = out.ensure(count * tpixel.bytesPerPixel());
        tpixel.pack(colours, 0, count, out.array(), at);
        out.advance(count * tpixel.bytesPerPixel());
    }

    /// Writes the index of each pixel.
    ///
    /// @param scratch room for all of them; may be `index` itself
    private void indices(
            byte[] index,
            int offset,
            int stride,
            Pixels pixels,
            int colours,
            byte[] scratch,
            RfbBuffer out) {
        int width = pixels.width();
        int height = pixels.height();
        byte[] data = index;
        int from = offset;
        if (colours == 2) {
            packBits(index, offset, stride, width, height, scratch);
            data = scratch;
            from = 0;
        } else if (stride != width) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(index, offset + y * stride, scratch, y * width, width);
            }
            data = scratch;
            from = 0;
        }
        int length = Tight.indexedRow(width, colours) * height;
        if (length < Tight.MIN_TO_COMPRESS) {
            out.bytes(data, from, length);
            return;
        }
        int lengthAt = CompactLength.start(out);
        if (deflates) {
            int stream = colours == 2 ? TWO_COLOURS_STREAM : PALETTE_STREAM;
            streams.write(stream, data, from, length, out);
        } else {
            out.bytes(data, from, length);
        }
        CompactLength.end(lengthAt, out);
    }

    /// Packs indices 0 and 1 into bits, rows on bytes' boundaries. May be done in place: writing
    /// never overtakes reading.
    private static void packBits(
            byte[] index, int offset, int stride, int width, int height, byte[] dst) {
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = offset + y * stride;
            int end = from + width;
            while (from + 8 <= end) {
                dst[to++] =
                        (byte)
                                (index[from] << 7
                                        | index[from + 1] << 6
                                        | index[from + 2] << 5
                                        | index[from + 3] << 4
                                        | index[from + 4] << 3
                                        | index[from + 5] << 2
                                        | index[from + 6] << 1
                                        | index[from + 7]);
                from += 8;
            }
            if (from < end) {
                int bits = 0;
                for (int shift = 7; from < end; shift--) {
                    bits |= index[from++] << shift;
                }
                dst[to++] = (byte) bits;
            }
        }
    }

    private void copy(Pixels pixels, WireSource source, PixelTranslator tpixel, RfbBuffer out) {
        int size = tpixel.bytesPerPixel();
        if (filters
                && size == TightGradientEncoder.PIXEL
                && TightGradientEncoder.pays(pixels, source)) {
            gradient(pixels, source, out);
            return;
        }
        out.u8(basic(COPY_STREAM) << 4);
        if (pixels.width() * pixels.height() * size < Tight.MIN_TO_COMPRESS) {
            RawEncoder.write(pixels, source, size, out);
            return;
        }
        int lengthAt = CompactLength.start(out);
        if (deflates) {
            ZlibEncoder.deflate(pixels, source, size, streams.get(COPY_STREAM), out);
        } else {
            RawEncoder.write(pixels, source, size, out);
        }
        CompactLength.end(lengthAt, out);
    }

    private void gradient(Pixels pixels, WireSource source, RfbBuffer out) {
        out.u8((Tight.EXPLICIT_FILTER | GRADIENT_STREAM) << 4);
        out.u8(Tight.FILTER_GRADIENT);
        int lengthAt = CompactLength.start(out);
        TightGradientEncoder.deflate(pixels, source, streams.get(GRADIENT_STREAM), out);
        CompactLength.end(lengthAt, out);
    }
}
