package weft.rfb.codec;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.util.Objects;

/// What both codecs ask of their arguments.
final class JpegArguments {

    private JpegArguments() {}

    static void checkQuality(int quality) {
        if (quality < JpegCodec.COARSEST || quality > JpegCodec.FINEST) {
            throw new IllegalArgumentException("JPEG quality " + quality + ", expected 1 to 100");
        }
    }

    static void checkPixels(int[] pixels, int offset, int stride, int width, int height) {
        if (width < 1 || height < 1 || width > JpegCodec.MAX_SIZE || height > JpegCodec.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "JPEG of %dx%d, expected 1x1 to %d"
                            .formatted(width, height, JpegCodec.MAX_SIZE));
        }
        if (stride < width) {
            throw new IllegalArgumentException("Stride " + stride + " < width " + width);
        }
        Objects.checkFromIndexSize(offset, (height - 1L) * stride + width, (long) pixels.length);
    }

    static void checkSize(int width, int height, int actualWidth, int actualHeight) {
        if (width != actualWidth || height != actualHeight) {
            throw new RfbProtocolException(
                    Reason.DATA,
                    "JPEG of %dx%d, expected %dx%d"
                            .formatted(actualWidth, actualHeight, width, height));
        }
    }

    static RfbProtocolException damaged(int len, String what) {
        return new RfbProtocolException(
                Reason.DATA, "JPEG of " + len + " bytes cannot be decoded: " + what);
    }
}
