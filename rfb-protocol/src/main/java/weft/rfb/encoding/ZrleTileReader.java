package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads the tiles that [ZrleTiles] describes, and those of TRLE that use the palette of a tile
/// before.
final class ZrleTileReader {

    private final String name;
    private final int edge;
    private final int[] palette = new int[Zrle.LARGEST_PALETTE];
    private final int[] tile;
    private final byte[] bytes;
    private @Nullable ZywrleTile wavelets;
    private int count;

    ZrleTileReader(String name, int edge) {
        this.name = name;
        this.edge = edge;
        this.tile = new int[edge * edge];
        this.bytes = new byte[edge * 4];
    }

    /// Raw tiles are wavelets from now on, or not.
    void wavelets(@Nullable ZywrleTile tiles) {
        wavelets = tiles;
    }

    /// Reads all tiles of a rectangle.
    void read(RfbInput in, PixelTranslator cpixel, Target target) {
        count = 0;
        for (int y = 0; y < target.height(); y += edge) {
            int height = Math.min(edge, target.height() - y);
            for (int x = 0; x < target.width(); x += edge) {
                int width = Math.min(edge, target.width() - x);
                readWire(in, cpixel, width, height);
                for (int row = 0; row < height; row++) {
                    System.arraycopy(tile, row * width, target.rgb(), target.at(x, y + row), width);
                }
            }
        }
    }

    /// A tile of wavelets is read as wire pixels, any other at once as colours.
    private void readWire(RfbInput in, PixelTranslator cpixel, int width, int height) {
        ZywrleTile current = wavelets;
        if (current == null) {
            readTile(in, in.u8(), cpixel, width, height);
            return;
        }
        int kind = in.u8();
        if (kind == Zrle.RAW) {
            readTile(in, in.u8(), cpixel, width, height);
            current.synthesize(tile, width, height);
        } else {
            readTile(in, kind, cpixel, width, height);
        }
        cpixel.toRgb(tile, 0, width * height);
    }

    private int pixel(RfbInput in, PixelTranslator cpixel) {
        int wire = cpixel.get(in);
        return wavelets == null ? cpixel.toRgb(wire) : wire;
    }

    private void readTile(RfbInput in, int kind, PixelTranslator cpixel, int width, int height) {
        int area = width * height;
        boolean reuses = kind == Zrle.PACKED_AGAIN || kind == Zrle.PALETTE_RLE_AGAIN;
        if (kind == Zrle.RAW) {
            for (int y = 0; y < height; y++) {
                in.bytes(bytes, 0, width * cpixel.bytesPerPixel());
                if (wavelets == null) {
                    cpixel.read(bytes, 0, tile, y * width, width);
                } else {
                    cpixel.unpack(bytes, 0, tile, y * width, width);
                }
            }
        } else if (kind == Zrle.SOLID) {
            fill(0, area, pixel(in, cpixel));
        } else if (kind == Zrle.PLAIN_RLE) {
            runs(in, cpixel, area);
        } else if (reuses && edge == Zrle.SMALL_TILE) {
            checkPalette(kind);
            if (kind == Zrle.PACKED_AGAIN) {
                packed(in, width, height);
            } else {
                indexRuns(in, area);
            }
        } else if (kind <= Zrle.LARGEST_PACKED) {
            readPalette(in, cpixel, kind);
            packed(in, width, height);
        } else if (kind > Zrle.PALETTE_RLE + 1) {
            readPalette(in, cpixel, kind - Zrle.PALETTE_RLE);
            indexRuns(in, area);
        } else {
            throw new RfbProtocolException(DATA, "Unknown " + name + " subencoding " + kind);
        }
    }

    /// RFC 6143 says "the previous tile"; servers mean the last one that had a palette.
    private void checkPalette(int kind) {
        int most = kind == Zrle.PACKED_AGAIN ? Zrle.LARGEST_PACKED : Zrle.LARGEST_PALETTE;
        if (count == 0 || count > most) {
            throw new RfbProtocolException(
                    DATA,
                    "%s subencoding %d after a palette of %d, expected 2 to %d colours"
                            .formatted(name, kind, count, most));
        }
    }

    private void readPalette(RfbInput in, PixelTranslator cpixel, int colours) {
        count = colours;
        for (int i = 0; i < colours; i++) {
            palette[i] = pixel(in, cpixel);
        }
    }

    private void packed(RfbInput in, int width, int height) {
        int bits = Zrle.bitsPerIndex(count);
        int mask = (1 << bits) - 1;
        int to = 0;
        for (int y = 0; y < height; y++) {
            int shift = 0;
            int packed = 0;
            for (int x = 0; x < width; x++) {
                if (shift == 0) {
                    packed = in.u8();
                    shift = 8;
                }
                shift -= bits;
                tile[to++] = colour(packed >> shift & mask);
            }
        }
    }

    private void runs(RfbInput in, PixelTranslator cpixel, int area) {
        int at = 0;
        while (at < area) {
            int colour = pixel(in, cpixel);
            at = fill(at, runLength(in, area - at), colour);
        }
    }

    private void indexRuns(RfbInput in, int area) {
        int at = 0;
        while (at < area) {
            int index = in.u8();
            int colour = colour(index & 0x7f);
            at = fill(at, index > 0x7f ? runLength(in, area - at) : 1, colour);
        }
    }

    private int colour(int number) {
        if (number >= count) {
            throw new RfbProtocolException(
                    DATA, "%s index %d into a palette of %d".formatted(name, number, count));
        }
        return palette[number];
    }

    private int runLength(RfbInput in, int limit) {
        int length = 1;
        int step;
        do {
            step = in.u8();
            length += step;
            if (length > limit) {
                throw new RfbProtocolException(
                        DATA,
                        "%s run of %d pixels or more, the tile has room for %d"
                                .formatted(name, length, limit));
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
}
