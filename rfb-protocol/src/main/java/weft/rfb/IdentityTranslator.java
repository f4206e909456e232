package weft.rfb;

/// The wire pixel is the packed pixel: little-endian `0x00RRGGBB`, in 4 bytes or in 3.
final class IdentityTranslator extends PixelTranslator {

    IdentityTranslator(PixelFormat format, int bytesPerPixel, Forms forms) {
        super(format, bytesPerPixel, forms);
    }

    @Override
    public int toWire(int rgb) {
        return rgb;
    }

    @Override
    public int toRgb(int wire) {
        return wire & 0xff_ffff;
    }

    @Override
    public void toWire(int[] rgb, int rgbOffset, int[] wire, int wireOffset, int count) {
        System.arraycopy(rgb, rgbOffset, wire, wireOffset, count);
    }

    @Override
    public void toRgb(int[] pixels, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            pixels[i] &= 0xff_ffff;
        }
    }

    @Override
    public void write(int[] rgb, int rgbOffset, int count, byte[] dst, int dstOffset) {
        pack(rgb, rgbOffset, count, dst, dstOffset);
    }
}
