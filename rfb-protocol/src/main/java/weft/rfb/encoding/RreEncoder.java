package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

import java.util.function.BiConsumer;

/// RRE: a background, and rectangles of one colour upon it (RFC 6143 §7.7.3). Where that is longer
/// than Raw, it writes Raw.
///
/// | bytes | type  | field                |
/// |------:|-------|----------------------|
/// |     4 | U32   | number-of-subrectangles |
/// |     * | PIXEL | background           |
///
/// and for each subrectangle:
///
/// | bytes | type  | field      |
/// |------:|-------|------------|
/// |     * | PIXEL | colour     |
/// |     2 | U16   | x-position |
/// |     2 | U16   | y-position |
/// |     2 | U16   | width      |
/// |     2 | U16   | height     |
final class RreEncoder implements Encoder {

    @Override
    public Encoding encoding() {
        return Encoding.RRE;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        return encode(Encoding.RRE, RreEncoder::putPlace, pixels, translator, out);
    }

    private static void putPlace(Subrects subrect, RfbBuffer out) {
        out.u16(subrect.x);
        out.u16(subrect.y);
        out.u16(subrect.width);
        out.u16(subrect.height);
    }

    /// RRE, or Raw, with the places of the subrectangles written by `place`.
    static Encoding encode(
            Encoding encoding,
            BiConsumer<Subrects, RfbBuffer> place,
            Pixels pixels,
            PixelTranslator translator,
            RfbBuffer out) {
        Scratch scratch = Scratch.ofThread();
        WireSource source = WireSource.of(pixels, translator);
        int area = Math.multiplyExact(pixels.width(), pixels.height());
        int[] wire = scratch.wire(area);
        source.read(0, 0, pixels.width(), pixels.height(), wire);
        int background = background(wire, area, scratch.colours);
        int start = out.length();
        long rawEnd = start + (long) area * translator.bytesPerPixel();

        out.u32(0);
        translator.put(background, out);
        int count = 0;
        Subrects subrects = scratch.subrects;
        subrects.start(wire, pixels.width(), pixels.height(), background);
        while (out.length() < rawEnd && subrects.next()) {
            translator.put(subrects.colour, out);
            place.accept(subrects, out);
            count++;
        }
        if (out.length() >= rawEnd) {
            out.truncate(start);
            RawEncoder.write(pixels, source, translator.bytesPerPixel(), out);
            return Encoding.RAW;
        }
        out.setU32(start, count);
        return encoding;
    }

    /// The most frequent of the first colours.
    private static int background(int[] wire, int area, ColourTable colours) {
        colours.clear(ColourTable.LARGEST);
        int i = 0;
        while (i < area) {
            int start = i;
            int colour = wire[start];
            do {
                i++;
            } while (i < area && wire[i] == colour);
            colours.add(colour, i - start);
        }
        return colours.mostFrequent();
    }
}
