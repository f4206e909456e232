package weft.rfb;

/// The bytes of a pixel are red, green, blue: big-endian `0x00RRGGBB`, little-endian `0x00BBGGRR`,
/// and the TPIXEL.
final class ReversedTranslator extends PixelTranslator {

    /// How many bits of the wire pixel lie below red: 0 or 8.
    private final int shift;

    ReversedTranslator(PixelFormat format, int bytesPerPixel, int shift, Forms forms) {
        super(format, bytesPerPixel, forms);
        this.shift = shift;
    }

    @Override
    public int toWire(int rgb) {
        return Integer.reverseBytes(rgb) >>> 8 << shift;
    }

    @Override
    public int toRgb(int wire) {
        return Integer.reverseBytes(wire >>> shift) >>> 8;
    }

    @Override
    public void toWire(int[] rgb, int rgbOffset, int[] wire, int wireOffset, int count) {
        for (int i = 0; i < count; i++) {
            wire[wireOffset + i] = Integer.reverseBytes(rgb[rgbOffset + i]) >>> 8 << shift;
        }
    }

    @Override
    public void toRgb(int[] pixels, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            pixels[i] = Integer.reverseBytes(pixels[i] >>> shift) >>> 8;
        }
    }

    @Override
    public void write(int[] rgb, int rgbOffset, int count, byte[] dst, int dstOffset) {
        if (bytesPerPixel() == 4) {
            for (int i = 0; i < count; i++) {
                INT.set(
                        dst,
                        dstOffset + 4 * i,
                        Integer.reverseBytes(rgb[rgbOffset + i]) >>> 8 << shift);
            }
            return;
        }
        int at = dstOffset;
        for (int i = 0; i < count; i++) {
            int pixel = rgb[rgbOffset + i];
            dst[at] = (byte) (pixel >> 16);
            dst[at + 1] = (byte) (pixel >> 8);
            dst[at + 2] = (byte) pixel;
            at += 3;
        }
    }
}
