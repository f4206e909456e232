package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Pixels.IndexedPixels;
import weft.rfb.encoding.Pixels.PackedPixels;

/// The pixels of one rectangle, seen in the viewer's format.
sealed interface WireSource {

    /// The view of `pixels` through `translator`.
    static WireSource of(Pixels pixels, PixelTranslator translator) {
        return switch (pixels) {
            case PackedPixels packed -> new Packed(packed, translator);
            case IndexedPixels indexed -> Indexed.of(indexed, translator);
        };
    }

    /// Gathers the wire pixels of a part into `wire` from 0 on, row after row.
    void read(int x, int y, int width, int height, int[] wire);

    /// Stores the bytes of `count` whole rows.
    void write(int row, int count, byte[] dst, int at);

    /// A source of packed pixels.
    record Packed(PackedPixels pixels, PixelTranslator translator) implements WireSource {

        @Override
        public void read(int x, int y, int width, int height, int[] wire) {
            int from = pixels.offset() + y * pixels.stride() + x;
            for (int row = 0; row < height; row++) {
                translator.toWire(pixels.rgb(), from, wire, row * width, width);
                from += pixels.stride();
            }
        }

        @Override
        public void write(int row, int count, byte[] dst, int at) {
            int width = pixels.width();
            int from = pixels.offset() + row * pixels.stride();
            int to = at;
            for (int i = 0; i < count; i++) {
                translator.write(pixels.rgb(), from, width, dst, to);
                from += pixels.stride();
                to += width * translator.bytesPerPixel();
            }
        }
    }

    /// A source of indices; the palette is translated, not the pixels.
    ///
    /// @param palette 256 wire pixels
    /// @param line room for one row
    @SuppressWarnings("ArrayRecordComponent")
    record Indexed(IndexedPixels pixels, PixelTranslator translator, int[] palette, int[] line)
            implements WireSource {

        static Indexed of(IndexedPixels pixels, PixelTranslator translator) {
            int[] palette = new int[256];
            System.arraycopy(pixels.palette(), 0, palette, 0, pixels.palette().length);
            translator.toWire(palette, 0, palette, 0, palette.length);
            return new Indexed(pixels, translator, palette, new int[pixels.width()]);
        }

        @Override
        public void read(int x, int y, int width, int height, int[] wire) {
            byte[] index = pixels.index();
            int from = pixels.offset() + y * pixels.stride() + x;
            int to = 0;
            for (int row = 0; row < height; row++) {
                for (int i = 0; i < width; i++) {
                    wire[to++] = palette[index[from + i] & 0xff];
                }
                from += pixels.stride();
            }
        }

        @Override
        public void write(int row, int count, byte[] dst, int at) {
            int to = at;
            for (int i = 0; i < count; i++) {
                read(0, row + i, pixels.width(), 1, line);
                translator.pack(line, 0, line.length, dst, to);
                to += line.length * translator.bytesPerPixel();
            }
        }
    }
}
