package weft.rfb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/// Storing and loading wire pixels: the same loop for every format of a size.
final class WirePixels {

    private WirePixels() {}

    static void pack(int size, int[] wire, int from, int count, byte[] dst, int at) {
        switch (size) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    dst[at + i] = (byte) wire[from + i];
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    PixelTranslator.SHORT.set(dst, at + 2 * i, (short) wire[from + i]);
                }
            }
            case 3 -> {
                int to = at;
                for (int i = 0; i < count; i++) {
                    int pixel = wire[from + i];
                    dst[to] = (byte) pixel;
                    dst[to + 1] = (byte) (pixel >> 8);
                    dst[to + 2] = (byte) (pixel >> 16);
                    to += 3;
                }
            }
            default -> {
                if (count > 0) { // an empty row may begin behind the end
                    ints(dst, at, count).put(wire, from, count);
                }
            }
        }
    }

    static void unpack(int size, byte[] src, int at, int[] wire, int to, int count) {
        switch (size) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    wire[to + i] = src[at + i] & 0xff;
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    wire[to + i] = (short) PixelTranslator.SHORT.get(src, at + 2 * i) & 0xffff;
                }
            }
            case 3 -> {
                int from = at;
                for (int i = 0; i < count; i++) {
                    wire[to + i] =
                            (src[from] & 0xff)
                                    | (src[from + 1] & 0xff) << 8
                                    | (src[from + 2] & 0xff) << 16;
                    from += 3;
                }
            }
            default -> {
                if (count > 0) {
                    ints(src, at, count).get(wire, to, count);
                }
            }
        }
    }

    private static IntBuffer ints(byte[] bytes, int at, int count) {
        return ByteBuffer.wrap(bytes, at, 4 * count).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }
}
