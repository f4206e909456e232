package weft.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages inputs at random, always the same way for the same seed, and knows nothing of what the
/// damage leads to: that is what Jazzer is for.
final class Mutator {

    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        16,
        63,
        64,
        65,
        127,
        128,
        254,
        255,
        256,
        1023,
        1024,
        4096,
        4097,
        16384,
        16385,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        (1 << 20) + 1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -2,
        -4,
        -8,
        -256
    };

    private static final int LONGEST = 1 << 13;

    private final List<byte[]> good;
    private final Random random;

    /// @param good the inputs to begin with, at least one
    Mutator(List<byte[]> good, long seed) {
        this.good = List.copyOf(good);
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] input = any().clone();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] any() {
        return good.get(random.nextInt(good.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input);
            case 1 -> number(input, at, 1);
            case 2 -> number(input, at, 2);
            case 3, 4 -> number(input, at, 4);
            case 5 -> Arrays.copyOf(input, at);
            case 6 -> joined(input, at, any(), random.nextInt(64));
            case 7 -> joined(input, at, input, random.nextInt(64));
            default -> removed(input, at);
        };
    }

    private byte[] flipped(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    private byte[] number(byte[] input, int at, int size) {
        int number =
                random.nextBoolean()
                        ? NUMBERS[random.nextInt(NUMBERS.length)]
                        : random.nextInt(input.length + 1);
        for (int i = 0; i < size && at + i < input.length; i++) {
            input[at + i] = (byte) (number >> (8 * (size - 1 - i)));
        }
        return input;
    }

    /// Puts a part of another input in.
    private byte[] joined(byte[] input, int at, byte[] other, int length) {
        int from = random.nextInt(other.length + 1);
        int count = Math.min(length, other.length - from);
        byte[] joined = Arrays.copyOf(input, Math.min(LONGEST, input.length + count));
        if (joined.length < input.length + count) {
            return input;
        }
        System.arraycopy(input, at, joined, at + count, input.length - at);
        System.arraycopy(other, from, joined, at, count);
        return joined;
    }

    private byte[] removed(byte[] input, int at) {
        int count = Math.min(input.length - at, random.nextInt(16));
        byte[] left = Arrays.copyOf(input, input.length - count);
        System.arraycopy(input, at + count, left, at, left.length - at);
        return left;
    }
}
