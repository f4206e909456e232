package weft.rfb;

import weft.rfb.TableTranslator.Channel;
import weft.rfb.TableTranslator.Tables;

import java.util.Optional;

/// Chooses the translator of a pixel format, once for all pixels that it will translate.
final class PixelTranslators {

    private static final int INTENSITIES = 256;

    private PixelTranslators() {}

    static PixelTranslator create(PixelFormat format, int[] colourMap) {
        Tables tables = format.trueColour() ? trueColour(format) : mapped(colourMap);
        Forms forms = new Forms(compact(format, tables), tight(format));
        return plain(format, tables, format.bytesPerPixel(), 0, forms);
    }

    private static PixelTranslator plain(
            PixelFormat format, Tables tables, int bytesPerPixel, int dropped, Forms forms) {
        int red = tables.red()[255] >>> dropped;
        int green = tables.green()[255] >>> dropped;
        int blue = tables.blue()[255] >>> dropped;
        if (red == 0xff_0000 && green == 0xff00 && blue == 0xff) {
            return new IdentityTranslator(format, bytesPerPixel, forms);
        }
        for (int shift = 0; shift <= 8; shift += 8) {
            if (red == 0xff << shift && green == 0xff00 << shift && blue == 0xff_0000 << shift) {
                return new ReversedTranslator(format, bytesPerPixel, shift, forms);
            }
        }
        return new TableTranslator(format, bytesPerPixel, dropped, tables, forms);
    }

    /// The three bytes of a CPIXEL are those of the PIXEL without its last or without its first
    /// byte on the wire, whichever never carries colour. Where neither does the specification does
    /// not say which goes; the known peers then leave out the last.
    private static Optional<PixelTranslator> compact(PixelFormat format, Tables tables) {
        if (!format.trueColour() || format.bitsPerPixel() != 32 || format.depth() > 24) {
            return Optional.empty();
        }
        int used = tables.red()[255] | tables.green()[255] | tables.blue()[255];
        if (used >>> 24 == 0) {
            return Optional.of(plain(format, tables, 3, 0, Forms.NONE));
        }
        if ((used & 0xff) == 0) {
            return Optional.of(plain(format, tables, 3, 8, Forms.NONE));
        }
        return Optional.empty();
    }

    private static Optional<PixelTranslator> tight(PixelFormat format) {
        boolean threeBytes =
                format.trueColour()
                        && format.bitsPerPixel() == 32
                        && format.depth() == 24
                        && format.redMax() == 255
                        && format.greenMax() == 255
                        && format.blueMax() == 255;
        return threeBytes
                ? Optional.of(new ReversedTranslator(format, 3, 0, Forms.NONE))
                : Optional.empty();
    }

    private static Tables trueColour(PixelFormat format) {
        return new Tables(
                toWire(format, format.redMax(), format.redShift()),
                toWire(format, format.greenMax(), format.greenShift()),
                toWire(format, format.blueMax(), format.blueShift()),
                channel(format.redMax(), format.redShift(), 16),
                channel(format.greenMax(), format.greenShift(), 8),
                channel(format.blueMax(), format.blueShift(), 0));
    }

    private static int[] toWire(PixelFormat format, int max, int shift) {
        int[] table = new int[INTENSITIES];
        for (int i = 0; i < INTENSITIES; i++) {
            int value = ((i * max + 127) / 255) << shift;
            table[i] =
                    format.bigEndian()
                            ? Integer.reverseBytes(value) >>> (32 - format.bitsPerPixel())
                            : value;
        }
        return table;
    }

    /// Of intensities with more than 8 bits, the upper 8 are looked at.
    private static Channel channel(int max, int shift, int packedShift) {
        int surplus = Math.max(0, Integer.bitCount(max) - 8);
        int mask = max >> surplus;
        int[] colour = new int[mask + 1];
        for (int i = 0; i <= mask; i++) {
            colour[i] = ((i * 255 + mask / 2) / mask) << packedShift;
        }
        return new Channel(shift + surplus, mask, colour);
    }

    private static Tables mapped(int[] colourMap) {
        int[] red = new int[INTENSITIES];
        int[] green = new int[INTENSITIES];
        int[] blue = new int[INTENSITIES];
        for (int i = 0; i < INTENSITIES; i++) {
            red[i] = ((i * 7 + 127) / 255) << 5;
            green[i] = ((i * 7 + 127) / 255) << 2;
            blue[i] = (i * 3 + 127) / 255;
        }
        if (colourMap.length > FixedColourMap.SIZE) {
            throw new IllegalArgumentException(
                    "Colour map of " + colourMap.length + " > " + FixedColourMap.SIZE);
        }
        int[] colours = new int[FixedColourMap.SIZE];
        System.arraycopy(colourMap, 0, colours, 0, colourMap.length);
        Channel nothing = new Channel(0, 0, new int[1]);
        return new Tables(red, green, blue, new Channel(0, 0xff, colours), nothing, nothing);
    }
}
