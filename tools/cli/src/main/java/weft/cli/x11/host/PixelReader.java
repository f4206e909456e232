package weft.cli.x11.host;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import weft.cli.x11.XException;
import weft.cli.x11.XSetup;
import weft.cli.x11.XSetup.PixmapFormat;
import weft.cli.x11.XSetup.Visual;
import weft.cli.x11.host.ScreenImages.Piece;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Makes pixels 0x00RRGGBB of those of an X server: of 16, 24 or 32 bits, in either byte order.
final class PixelReader {
    private static final int TRUE_COLOR = 4;
    private static final int DIRECT_COLOR = 5;

    private final PixmapFormat format;
    private final ValueLayout.OfInt ints;
    private final ValueLayout.OfShort shorts;
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final Visual visual;
    private final boolean asIs;

    /// @throws XException if pixels of this kind are not understood
    PixelReader(XSetup setup) throws XException {
        visual = setup.screen().visual();
        format = setup.screen().format();
        ByteOrder order = setup.imageOrder();
        boolean direct = visual.kind() == TRUE_COLOR || visual.kind() == DIRECT_COLOR;
        if (!direct || (format.bitsPerPixel() != 16 && format.bitsPerPixel() != 32)) {
            throw new XException(
                    ("its screen has %d bits a pixel of a kind that is not understood; start the X"
                                    + " server with a depth of 16, 24 or 30")
                            .formatted(setup.screen().depth()));
        }
        ints = JAVA_INT_UNALIGNED.withOrder(order);
        shorts = JAVA_SHORT_UNALIGNED.withOrder(order);
        red = levels(visual.red(), 16);
        green = levels(visual.green(), 8);
        blue = levels(visual.blue(), 0);
        asIs =
                format.bitsPerPixel() == 32
                        && visual.red() == 0xff0000
                        && visual.green() == 0xff00
                        && visual.blue() == 0xff;
    }

    /// For each level of a colour, that of 8 bits, rounded, in its place.
    private static int[] levels(int mask, int shift) throws XException {
        int bits = Integer.bitCount(mask);
        int most = (1 << bits) - 1;
        if (bits < 1 || bits > 16 || mask >>> Integer.numberOfTrailingZeros(mask) != most) {
            throw new XException("its pixels have a colour of the bits 0x%x".formatted(mask));
        }
        int[] levels = new int[most + 1];
        for (int i = 0; i <= most; i++) {
            levels[i] = ((i * 255 + most / 2) / most) << shift;
        }
        return levels;
    }

    /// Draws a piece of the screen.
    void draw(Piece piece, XrgbSurface surface) {
        Rect part = piece.part();
        int rowBytes = format.rowBytes(part.width());
        for (int y = 0; y < part.height(); y++) {
            long from = piece.offset() + (long) y * rowBytes;
            int to = (part.y() + y) * surface.stride() + part.x();
            if (asIs) {
                MemorySegment.copy(piece.memory(), ints, from, surface.pixels(), to, part.width());
            } else {
                row(piece.memory(), from, surface.pixels(), to, part.width());
            }
        }
    }

    private void row(MemorySegment memory, long from, int[] pixels, int to, int width) {
        boolean wide = format.bitsPerPixel() == 32;
        for (int x = 0; x < width; x++) {
            int pixel = wide ? memory.get(ints, from + 4L * x) : memory.get(shorts, from + 2L * x);
            pixels[to + x] =
                    level(red, visual.red(), pixel)
                            | level(green, visual.green(), pixel)
                            | level(blue, visual.blue(), pixel);
        }
    }

    private static int level(int[] levels, int mask, int pixel) {
        return levels[(pixel & mask) >>> Integer.numberOfTrailingZeros(mask)];
    }
}
