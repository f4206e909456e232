package weft.rfb.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/// The pixels of a BufferedImage and packed ones, without the conversions of colour spaces that a
/// BufferedImage does by itself.
final class ImageIoPixels {

    private static final int[] MASKS = {0xff0000, 0xff00, 0xff};
    private static final DirectColorModel RGB = new DirectColorModel(24, 0xff0000, 0xff00, 0xff);

    // The weights of JFIF, in 65536ths.
    private static final int RED = 19595;
    private static final int GREEN = 38470;
    private static final int BLUE = 7471;
    private static final int HALF = 1 << 15;

    private ImageIoPixels() {}

    /// An image of these pixels themselves.
    static BufferedImage wrap(int[] pixels, int offset, int stride, int width, int height) {
        var data = new DataBufferInt(pixels, pixels.length - offset, offset);
        WritableRaster raster = Raster.createPackedRaster(data, width, height, stride, MASKS, null);
        return new BufferedImage(RGB, raster, false, null);
    }

    /// An image of how bright these pixels are.
    static BufferedImage gray(int[] pixels, int offset, int stride, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] gray = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = offset + y * stride;
            for (int x = 0; x < width; x++) {
                int p = pixels[from + x];
                int sum = RED * (p >> 16 & 0xff) + GREEN * (p >> 8 & 0xff) + BLUE * (p & 0xff);
                gray[to++] = (byte) ((sum + HALF) >> 16);
            }
        }
        return image;
    }

    /// Writes the pixels of an image of bytes, gray or coloured; false if it is another one.
    static boolean unpack(BufferedImage image, int[] pixels, int offset, int stride) {
        int type = image.getType();
        boolean gray = type == BufferedImage.TYPE_BYTE_GRAY;
        if (!gray && type != BufferedImage.TYPE_3BYTE_BGR) {
            return false;
        }
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int width = image.getWidth();
        int from = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            int to = offset + y * stride;
            if (gray) {
                for (int x = 0; x < width; x++) {
                    pixels[to + x] = (bytes[from++] & 0xff) * 0x010101;
                }
            } else {
                for (int x = 0; x < width; x++, from += 3) {
                    pixels[to + x] =
                            (bytes[from + 2] & 0xff) << 16
                                    | (bytes[from + 1] & 0xff) << 8
                                    | (bytes[from] & 0xff);
                }
            }
        }
        return true;
    }
}
