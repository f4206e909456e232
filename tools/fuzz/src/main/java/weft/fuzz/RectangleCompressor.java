package weft.fuzz;

import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;

/// Makes the data of rectangles out of what is in them, as a server does: compressed bytes cannot
/// be changed one by one and remain such.
final class RectangleCompressor implements AutoCloseable {

    private static final int STREAMS = 4;
    private static final int LONGEST_COMPACT = 1 << 22;

    private final Encoding encoding;
    private final DeflatedBytes[] streams = new DeflatedBytes[STREAMS];

    RectangleCompressor(Encoding encoding) {
        this.encoding = encoding;
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new DeflatedBytes(false);
        }
    }

    byte[] compress(byte[] plain) {
        var out = new RfbBuffer();
        switch (encoding) {
            case ZLIB, ZRLE, ZYWRLE -> {
                byte[] data = streams[0].next(plain, 0, plain.length);
                out.u32(data.length);
                out.bytes(data);
            }
            case TIGHT -> tight(plain, out);
            case OPEN_H264 -> {
                out.u32(plain.length);
                out.u32(0);
                out.bytes(plain);
            }
            default -> out.bytes(plain);
        }
        return out.toByteArray();
    }

    private void tight(byte[] plain, RfbBuffer out) {
        var take = new Take(plain);
        int controls = take.u8();
        byte[] front = take.bytes(controls);
        int control = front.length == 0 ? 0 : front[0] & 0xff;
        for (int i = 0; i < STREAMS; i++) {
            if ((control >> i & 1) != 0) {
                streams[i].reset();
            }
        }
        byte[] rest = take.rest();
        byte[] data = streams[control >> 4 & 3].next(rest, 0, rest.length);
        int length = Math.min(data.length, LONGEST_COMPACT - 1);
        out.bytes(front);
        out.u8((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
        if (length > 0x7f) {
            out.u8((length >> 7 & 0x7f) | (length > 0x3fff ? 0x80 : 0));
            if (length > 0x3fff) {
                out.u8(length >> 14);
            }
        }
        out.bytes(data, 0, length);
    }

    @Override
    public void close() {
        for (DeflatedBytes stream : streams) {
            stream.close();
        }
    }
}
