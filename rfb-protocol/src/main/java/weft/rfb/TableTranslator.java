package weft.rfb;

/// Every other format: one look-up table for each channel and direction.
final class TableTranslator extends PixelTranslator {

    /// The tables of one format, shared by its forms.
    ///
    /// @param red the bits of the wire PIXEL for each of the 256 intensities
    /// @param green likewise
    /// @param blue likewise
    /// @param fromRed how to get at red
    /// @param fromGreen likewise
    /// @param fromBlue likewise
    @SuppressWarnings("ArrayRecordComponent")
    record Tables(
            int[] red,
            int[] green,
            int[] blue,
            Channel fromRed,
            Channel fromGreen,
            Channel fromBlue) {}

    /// A channel of a pixel value, and what each of its intensities means in `0x00RRGGBB`.
    ///
    /// @param shift how far to shift the pixel value to the right
    /// @param mask what to keep of it, at most 255
    /// @param colour the bits of the packed pixel for each intensity
    @SuppressWarnings("ArrayRecordComponent")
    record Channel(int shift, int mask, int[] colour) {

        int of(int value) {
            return colour[value >>> shift & mask];
        }
    }

    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final Channel fromRed;
    private final Channel fromGreen;
    private final Channel fromBlue;

    /// How many low bits of the wire PIXEL this form leaves out: 0 or 8.
    private final int dropped;

    /// How a wire pixel becomes a pixel value: reversed, then shifted down. 0 bits: not reversed.
    private final boolean reversed;

    private final int unused;

    TableTranslator(
            PixelFormat format, int bytesPerPixel, int dropped, Tables tables, Forms forms) {
        super(format, bytesPerPixel, forms);
        this.red = shifted(tables.red, dropped);
        this.green = shifted(tables.green, dropped);
        this.blue = shifted(tables.blue, dropped);
        this.fromRed = tables.fromRed;
        this.fromGreen = tables.fromGreen;
        this.fromBlue = tables.fromBlue;
        this.dropped = dropped;
        this.reversed = format.bigEndian();
        this.unused = 32 - format.bitsPerPixel();
    }

    private static int[] shifted(int[] table, int by) {
        int[] shifted = table.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] >>>= by;
        }
        return shifted;
    }

    @Override
    public int toWire(int rgb) {
        return red[rgb >> 16 & 0xff] | green[rgb >> 8 & 0xff] | blue[rgb & 0xff];
    }

    @Override
    public int toRgb(int wire) {
        int pixel = wire << dropped;
        int value = reversed ? Integer.reverseBytes(pixel) >>> unused : pixel;
        return fromRed.of(value) | fromGreen.of(value) | fromBlue.of(value);
    }

    @Override
    public void toWire(int[] rgb, int rgbOffset, int[] wire, int wireOffset, int count) {
        for (int i = 0; i < count; i++) {
            wire[wireOffset + i] = toWire(rgb[rgbOffset + i]);
        }
    }

    @Override
    public void toRgb(int[] pixels, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            pixels[i] = toRgb(pixels[i]);
        }
    }

    @Override
    public void write(int[] rgb, int rgbOffset, int count, byte[] dst, int dstOffset) {
        switch (bytesPerPixel()) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    dst[dstOffset + i] = (byte) toWire(rgb[rgbOffset + i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    SHORT.set(dst, dstOffset + 2 * i, (short) toWire(rgb[rgbOffset + i]));
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    INT.set(dst, dstOffset + 4 * i, toWire(rgb[rgbOffset + i]));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    put(toWire(rgb[rgbOffset + i]), dst, dstOffset + 3 * i);
                }
            }
        }
    }
}
