package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [ZrleEncoder] and [ZrleTiles] describe.
final class ZrleDecoder implements Decoder {

    private final InflateInput stream = new InflateInput();
    private final int[] palette = new int[Zrle.LARGEST_PALETTE];
    private final int[] tile = new int[Zrle.TILE * Zrle.TILE];
    private final byte[] bytes = new byte[Zrle.TILE * 4];

    @Override
    public Encoding encoding() {
        return Encoding.ZRLE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        PixelTranslator cpixel = translator.compact();
        long length = in.u32();
        stream.begin(in, length, longest(target, cpixel.bytesPerPixel()));
        for (int y = 0; y < target.height(); y += Zrle.TILE) {
            int height = Math.min(Zrle.TILE, target.height() - y);
            for (int x = 0; x < target.width(); x += Zrle.TILE) {
                int width = Math.min(Zrle.TILE, target.width() - x);
                decodeTile(cpixel, width, height);
                for (int row = 0; row < height; row++) {
                    System.arraycopy(tile, row * width, target.rgb(), target.at(x, y + row), width);
                }
            }
        }
        stream.end();
    }

    /// The most bytes that the tiles can take: runs of one pixel, or a palette of any size.
    private static long longest(Target target, int size) {
        long tiles = (target.width() / Zrle.TILE + 1L) * (target.height() / Zrle.TILE + 1L);
        return tiles * (1 + Zrle.LARGEST_PALETTE * size) + target.area() * (size + 1L);
    }

    private void decodeTile(PixelTranslator cpixel, int width, int height) {
        int area = width * height;
        int kind = stream.u8();
        if (kind == Zrle.RAW) {
            for (int y = 0; y < height; y++) {
                stream.bytes(bytes, 0, width * cpixel.bytesPerPixel());
                cpixel.read(bytes, 0, tile, y * width, width);
            }
        } else if (kind == Zrle.SOLID) {
            fill(0, area, cpixel.toRgb(cpixel.get(stream)));
        } else if (kind <= Zrle.LARGEST_PACKED) {
            readPalette(cpixel, kind);
            packed(kind, width, height);
        } else if (kind == Zrle.PLAIN_RLE) {
            runs(cpixel, area);
        } else if (kind > Zrle.PALETTE_RLE + 1) {
            readPalette(cpixel, kind - Zrle.PALETTE_RLE);
            indexRuns(kind - Zrle.PALETTE_RLE, area);
        } else {
            throw new RfbProtocolException(DATA, "Unknown ZRLE subencoding " + kind);
        }
    }

    private void readPalette(PixelTranslator cpixel, int count) {
        for (int i = 0; i < count; i++) {
            palette[i] = cpixel.toRgb(cpixel.get(stream));
        }
    }

    private void packed(int count, int width, int height) {
        int bits = Zrle.bitsPerIndex(count);
        int mask = (1 << bits) - 1;
        int to = 0;
        for (int y = 0; y < height; y++) {
            int shift = 0;
            int packed = 0;
            for (int x = 0; x < width; x++) {
                if (shift == 0) {
                    packed = stream.u8();
                    shift = 8;
                }
                shift -= bits;
                tile[to++] = colour(packed >> shift & mask, count);
            }
        }
    }

    private void runs(PixelTranslator cpixel, int area) {
        int at = 0;
        while (at < area) {
            int colour = cpixel.toRgb(cpixel.get(stream));
            at = fill(at, runLength(area - at), colour);
        }
    }

    private void indexRuns(int count, int area) {
        int at = 0;
        while (at < area) {
            int index = stream.u8();
            int colour = colour(index & 0x7f, count);
            at = fill(at, index > 0x7f ? runLength(area - at) : 1, colour);
        }
    }

    private int colour(int number, int count) {
        if (number >= count) {
            throw new RfbProtocolException(
                    DATA, "ZRLE index " + number + " into a palette of " + count);
        }
        return palette[number];
    }

    private int runLength(int limit) {
        int length = 1;
        int step;
        do {
            step = stream.u8();
            length += step;
            if (length > limit) {
                throw new RfbProtocolException(
                        DATA,
                        "ZRLE run of "
                                + length
                                + " pixels or more, the tile has room for "
                                + limit);
            }
        } while (step == 255);
        return length;
    }

    private int fill(int from, int length, int colour) {
        for (int i = from; i < from + length; i++) {
            tile[i] = colour;
        }
        return from + length;
    }

    @Override
    public void close() {
        stream.close();
    }
}
