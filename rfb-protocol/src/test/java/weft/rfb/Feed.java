package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/// An input over an array that delivers it in pieces: how a parser is shown that it does not care.
public final class Feed extends BufferedRfbInput {

    private final byte[] bytes;
    private final IntUnaryOperator piece;
    private int position;

    private Feed(byte[] bytes, int bufferSize, IntUnaryOperator piece) {
        super(bufferSize);
        this.bytes = bytes;
        this.piece = piece;
    }

    public static Feed whole(byte[] bytes) {
        return new Feed(bytes, 512, n -> n);
    }

    public static Feed oneByteAtATime(byte[] bytes) {
        return new Feed(bytes, 512, n -> 1);
    }

    public static Feed randomSplits(byte[] bytes, long seed) {
        Random random = new Random(seed);
        int bufferSize = 4 + random.nextInt(40);
        return new Feed(bytes, bufferSize, n -> 1 + random.nextInt(Math.min(n, 50)));
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        assertTrue(len > 0, "asked for " + len + " bytes");
        int left = bytes.length - position;
        if (left == 0) {
            return -1;
        }
        int n = piece.applyAsInt(Math.min(left, len));
        System.arraycopy(bytes, position, dst, off, n);
        position += n;
        return n;
    }

    /// The parser reads `expected` from `bytes` and nothing behind them, however they come, and
    /// notices wherever they end too early.
    public static <T> void assertParses(T expected, byte[] bytes, Function<RfbInput, T> parser) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        more[bytes.length] = (byte) 0xa5;
        assertParsed(expected, whole(more), parser, "whole");
        assertParsed(expected, oneByteAtATime(more), parser, "one byte at a time");
        for (int seed = 0; seed < 10; seed++) {
            assertParsed(expected, randomSplits(more, seed), parser, "random splits " + seed);
        }
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 3000) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThrows(
                    EndOfStreamException.class,
                    () -> parser.apply(whole(truncated)),
                    "truncated to " + length + " of " + bytes.length);
        }
    }

    private static <T> void assertParsed(
            T expected, Feed feed, Function<RfbInput, T> parser, String how) {
        assertEquals(expected, parser.apply(feed), how);
        assertEquals(0xa5, feed.u8(), "the byte behind the message, " + how);
        assertTrue(feed.atEnd(), "at the end, " + how);
    }
}
