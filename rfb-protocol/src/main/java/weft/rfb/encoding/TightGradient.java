package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// The gradient filter of Tight: each intensity is sent as its difference from what the pixels to
/// the left, above and above left let expect (rfbproto, Tight encoding).
final class TightGradient {

    private final PixelTranslator tpixel;
    private final Target target;
    private final Channel[] channels;
    private final byte[] bytes;
    private final int[] wire;

    /// One intensity of a pixel value, and its values in the row above: one more than there are
    /// columns, the first stands left of the picture and is 0.
    private static final class Channel {
        private final int shift;
        private final int max;
        private final int[] above;
        private int left;
        private int aboveLeft;

        Channel(int shift, int max, int width) {
            this.shift = shift;
            this.max = max;
            this.above = new int[width + 1];
        }

        void startRow() {
            left = 0;
            aboveLeft = 0;
        }

        int restore(int difference, int x) {
            int up = above[x + 1];
            int expected = Math.clamp(left + up - aboveLeft, 0, max);
            int value = ((difference >>> shift) + expected) & max;
            aboveLeft = up;
            above[x + 1] = value;
            left = value;
            return value << shift;
        }
    }

    TightGradient(PixelTranslator tpixel, Target target) {
        this.tpixel = tpixel;
        this.target = target;
        this.bytes = new byte[target.width() * tpixel.bytesPerPixel()];
        this.wire = new int[target.width()];
        PixelFormat format = tpixel.format();
        if (!format.trueColour() || tpixel.bytesPerPixel() == 1) {
            throw new RfbProtocolException(
                    DATA, "Tight gradient filter with 8 bits-per-pixel, expected 16 or 32");
        }
        boolean three = tpixel.bytesPerPixel() == 3;
        this.channels =
                new Channel[] {
                    new Channel(three ? 0 : format.redShift(), format.redMax(), target.width()),
                    new Channel(three ? 8 : format.greenShift(), format.greenMax(), target.width()),
                    new Channel(three ? 16 : format.blueShift(), format.blueMax(), target.width())
                };
    }

    void decode(RfbInput data) {
        for (int y = 0; y < target.height(); y++) {
            data.bytes(bytes, 0, bytes.length);
            tpixel.unpack(bytes, 0, wire, 0, wire.length);
            for (Channel channel : channels) {
                channel.startRow();
            }
            for (int x = 0; x < wire.length; x++) {
                int difference = swapped(wire[x]);
                int value = 0;
                for (Channel channel : channels) {
                    value |= channel.restore(difference, x);
                }
                target.rgb()[target.at(x, y)] = tpixel.toRgb(swapped(value));
            }
        }
    }

    /// Turns a wire pixel into a pixel value, and back.
    private int swapped(int pixel) {
        PixelFormat format = tpixel.format();
        if (!format.bigEndian() || tpixel.bytesPerPixel() == 3) {
            return pixel;
        }
        return Integer.reverseBytes(pixel) >>> (32 - format.bitsPerPixel());
    }
}
