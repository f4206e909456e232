package weft.rfb.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bytes to be compressed, from a seed.
enum Bytes {
    /// Nothing repeats.
    INCOMPRESSIBLE {
        @Override
        byte[] of(int length, Random random) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
    },
    /// Everything is the same.
    FLAT {
        @Override
        byte[] of(int length, Random random) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) random.nextInt());
            return bytes;
        }
    },
    /// Earlier bytes come again, from near and from far, as the pixels of text do.
    REPEATING {
        @Override
        byte[] of(int length, Random random) {
            byte[] bytes = new byte[length];
            int at = 0;
            while (at < length) {
                int run = Math.min(length - at, 1 + random.nextInt(40));
                if (at > 0 && random.nextInt(4) != 0) {
                    int from = at - 1 - random.nextInt(Math.min(at, 60_000));
                    for (int i = 0; i < run; i++) {
                        bytes[at + i] = bytes[from + i];
                    }
                } else {
                    for (int i = 0; i < run; i++) {
                        bytes[at + i] = (byte) random.nextInt(20);
                    }
                }
                at += run;
            }
            return bytes;
        }
    };

    private static final List<Bytes> ALL = List.of(values());

    abstract byte[] of(int length, Random random);

    static Bytes any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }
}
