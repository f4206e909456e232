package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// Hextile: tiles of 16x16 from left to right, from top to bottom (RFC 6143 §7.7.4). A tile is
/// written as its pixels where subrectangles would take more.
///
/// | bytes | type  | field                                        |
/// |------:|-------|----------------------------------------------|
/// |     1 | U8    | subencoding-mask, see [Hextile]              |
/// |     * | PIXEL | background, if BackgroundSpecified           |
/// |     * | PIXEL | foreground, if ForegroundSpecified           |
/// |     1 | U8    | number-of-subrectangles, if AnySubrects      |
///
/// and for each subrectangle:
///
/// | bytes | type  | field                              |
/// |------:|-------|------------------------------------|
/// |     * | PIXEL | colour, if SubrectsColoured        |
/// |     1 | U8    | x-position * 16 + y-position       |
/// |     1 | U8    | (width - 1) * 16 + (height - 1)    |
final class HextileEncoder implements Encoder {

    @Override
    public Encoding encoding() {
        return Encoding.HEXTILE;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        Tiles tiles = new Tiles(WireSource.of(pixels, translator), translator, out);
        for (int y = 0; y < pixels.height(); y += Hextile.TILE) {
            int height = Math.min(Hextile.TILE, pixels.height() - y);
            for (int x = 0; x < pixels.width(); x += Hextile.TILE) {
                tiles.encode(x, y, Math.min(Hextile.TILE, pixels.width() - x), height);
            }
        }
        return Encoding.HEXTILE;
    }

    /// The tiles of one rectangle, with what the decoder remembers from one to the next.
    private static final class Tiles {

        private final Scratch scratch = Scratch.ofThread();
        private final int[] wire = scratch.wire(Hextile.TILE * Hextile.TILE);
        private final WireSource source;
        private final PixelTranslator translator;
        private final RfbBuffer out;
        private boolean backgroundKnown;
        private boolean foregroundKnown;
        private int background;
        private int foreground;

        Tiles(WireSource source, PixelTranslator translator, RfbBuffer out) {
            this.source = source;
            this.translator = translator;
            this.out = out;
        }

        void encode(int x, int y, int width, int height) {
            int area = width * height;
            source.read(x, y, width, height, wire);
            ColourTable colours = scratch.colours;
            count(area, colours);
            int start = out.length();
            int rawLength = 1 + area * translator.bytesPerPixel();
            out.u8(0);
            int mask = ground(colours.mostFrequent());
            if (colours.count() == 2) {
                mask |= front(colours.colour(colours.colour(0) == background ? 1 : 0));
            } else if (colours.count() > 2) {
                mask |= Hextile.SUBRECTS_COLOURED;
            }
            if (colours.count() > 1) {
                mask |= Hextile.ANY_SUBRECTS;
                boolean coloured = (mask & Hextile.SUBRECTS_COLOURED) != 0;
                if (!subrects(width, height, coloured, start + rawLength)) {
                    out.truncate(start);
                    raw(x, y, width, height);
                    return;
                }
            }
            out.setU8(start, mask);
        }

        /// Counts the colours; of a tile with very many the first ones, which is enough to know
        /// that it is better left raw.
        private void count(int area, ColourTable colours) {
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
        }

        private int ground(int colour) {
            if (backgroundKnown && background == colour) {
                return 0;
            }
            backgroundKnown = true;
            background = colour;
            translator.put(colour, out);
            return Hextile.BACKGROUND;
        }

        private int front(int colour) {
            if (foregroundKnown && foreground == colour) {
                return 0;
            }
            foregroundKnown = true;
            foreground = colour;
            translator.put(colour, out);
            return Hextile.FOREGROUND;
        }

        /// Writes the subrectangles; false, with some of them written, where raw is not longer.
        private boolean subrects(int width, int height, boolean coloured, int rawEnd) {
            int countAt = out.length();
            out.u8(0);
            int count = 0;
            Subrects subrects = scratch.subrects;
            subrects.start(wire, width, height, background);
            while (subrects.next()) {
                if (coloured) {
                    translator.put(subrects.colour, out);
                }
                out.u8(subrects.x << 4 | subrects.y);
                out.u8((subrects.width - 1) << 4 | subrects.height - 1);
                count++;
                if (out.length() >= rawEnd) {
                    return false;
                }
            }
            out.setU8(countAt, count);
            // Peers differ in whether coloured subrectangles touch the foreground.
            foregroundKnown &= !coloured;
            return true;
        }

        private void raw(int x, int y, int width, int height) {
            int area = width * height;
            source.read(x, y, width, height, wire);
            out.u8(Hextile.RAW);
            int at = out.ensure(area * translator.bytesPerPixel());
            translator.pack(wire, 0, area, out.array(), at);
            out.advance(area * translator.bytesPerPixel());
            // Peers differ in whether a raw tile leaves the colours of the one before.
            backgroundKnown = false;
            foregroundKnown = false;
        }
    }
}
