package weft.rfb.security;

import java.util.Arrays;

/// DES, block by block (FIPS PUB 46-3), for a Java that has it no more. Its tables are those of the
/// standard, which counts bits from 1, the most significant one first.
///
/// It is as old as it looks: made to be read, not to be fast, and for nothing but [VncDes].
final class Des {

    private static final int BLOCK = 8;
    private static final int ROUNDS = 16;

    private static final int[] INITIAL = {
        58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6,
        64, 56, 48, 40, 32, 24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3,
        61, 53, 45, 37, 29, 21, 13, 5, 63, 55, 47, 39, 31, 23, 15, 7
    };

    private static final int[] FINAL = {
        40, 8, 48, 16, 56, 24, 64, 32, 39, 7, 47, 15, 55, 23, 63, 31, 38, 6, 46, 14, 54, 22, 62, 30,
        37, 5, 45, 13, 53, 21, 61, 29, 36, 4, 44, 12, 52, 20, 60, 28, 35, 3, 43, 11, 51, 19, 59, 27,
        34, 2, 42, 10, 50, 18, 58, 26, 33, 1, 41, 9, 49, 17, 57, 25
    };

    private static final int[] EXPANSION = {
        32, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 8, 9, 10, 11, 12, 13, 12, 13, 14, 15, 16, 17, 16, 17,
        18, 19, 20, 21, 20, 21, 22, 23, 24, 25, 24, 25, 26, 27, 28, 29, 28, 29, 30, 31, 32, 1
    };

    private static final int[] PERMUTATION = {
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19,
        13, 30, 6, 22, 11, 4, 25
    };

    private static final int[] CHOICE_1 = {
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3,
        60, 52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45,
        37, 29, 21, 13, 5, 28, 20, 12, 4
    };

    private static final int[] CHOICE_2 = {
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41,
        52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32
    };

    /// After these rounds the halves of the key are shifted by one bit, else by two.
    private static final int[] SINGLE_SHIFTS = {0, 1, 8, 15};

    /// S1 to S8, each four rows of sixteen, a hexadecimal digit each.
    private static final String[] BOXES = {
        "e4d12fb83a6c59070f74e2d1a6cb9538" + "41e8d62bfc973a50fc8249175b3ea06d",
        "f18e6b34972dc05a3d47f28ec01a69b5" + "0e7ba4d158c6932fd8a13f42b67c05e9",
        "a09e63f51dc7b428d709346a285ecbf1" + "d6498f30b12c5ae71ad069874fe3b52c",
        "7de3069a1285bc4fd8b56f03472c1ae9" + "a690cb7df13e52843f06a1d8945bc72e",
        "2c417ab6853fd0e9eb2c47d150fa3986" + "421bad78f9c5630eb8c71e2d6f09a453",
        "c1af92680d34e75baf427c9561de0b38" + "9ef528c3704a1db6432c95fabe17608d",
        "4b2ef08d3c975a61d0b7491ae35c2f86" + "14bdc37eaf6805926bd814a7950fe23c",
        "d2846fb1a93e50c71fd8a374c56b0e92" + "7b419ce206adf35821e74a8dfc90356b",
    };

    private Des() {}

    static byte[] encrypt(byte[] key, byte[] blocks) {
        return run(key, blocks, true);
    }

    static byte[] decrypt(byte[] key, byte[] blocks) {
        return run(key, blocks, false);
    }

    private static byte[] run(byte[] key, byte[] blocks, boolean forward) {
        if (key.length != BLOCK || blocks.length % BLOCK != 0) {
            throw new IllegalArgumentException(
                    "DES has keys and blocks of 8 bytes, got %d and %d"
                            .formatted(key.length, blocks.length));
        }
        long[] roundKeys = roundKeys(key);
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += BLOCK) {
            long crypted = block(number(blocks, at), roundKeys, forward);
            for (int i = 0; i < BLOCK; i++) {
                result[at + i] = (byte) (crypted >>> (56 - 8 * i));
            }
        }
        Arrays.fill(roundKeys, 0);
        return result;
    }

    private static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = 0; i < BLOCK; i++) {
            number = number << 8 | (bytes[at + i] & 0xff);
        }
        return number;
    }

    private static long block(long block, long[] roundKeys, boolean forward) {
        long halves = permuted(block, 64, INITIAL);
        long left = halves >>> 32;
        long right = halves & 0xffff_ffffL;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ mix(right, roundKeys[forward ? round : ROUNDS - 1 - round]);
            left = right;
            right = mixed;
        }
        return permuted(right << 32 | left, 64, FINAL);
    }

    /// The function f of the standard.
    private static long mix(long half, long roundKey) {
        long wide = permuted(half, 32, EXPANSION) ^ roundKey;
        long chosen = 0;
        for (int box = 0; box < BOXES.length; box++) {
            int six = (int) (wide >>> (42 - 6 * box)) & 0x3f;
            int row = (six >> 4 & 2) | (six & 1);
            int column = six >> 1 & 0xf;
            chosen = chosen << 4 | Character.digit(BOXES[box].charAt(16 * row + column), 16);
        }
        return permuted(chosen, 32, PERMUTATION);
    }

    private static long[] roundKeys(byte[] key) {
        long chosen = permuted(number(key, 0), 64, CHOICE_1);
        long[] roundKeys = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            boolean once = Arrays.binarySearch(SINGLE_SHIFTS, round) >= 0;
            chosen = rotated(chosen >>> 28, once ? 1 : 2) << 28 | rotated(chosen, once ? 1 : 2);
            roundKeys[round] = permuted(chosen, 56, CHOICE_2);
        }
        return roundKeys;
    }

    /// The lowest 28 bits, rotated to the left.
    private static long rotated(long half, int bits) {
        long kept = half & 0xfff_ffffL;
        return (kept << bits | kept >>> (28 - bits)) & 0xfff_ffffL;
    }

    /// The bits of a number of so many bits that a table names, in its order.
    private static long permuted(long number, int bits, int[] table) {
        long permuted = 0;
        for (int bit : table) {
            permuted = permuted << 1 | (number >>> (bits - bit) & 1);
        }
        return permuted;
    }
}
