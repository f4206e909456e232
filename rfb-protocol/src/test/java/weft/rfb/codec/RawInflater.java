package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import weft.rfb.RfbBuffer;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The receiver of a stream: the JDK's zlib.
final class RawInflater implements AutoCloseable {

    private final Inflater inflater;

    private RawInflater(boolean nowrap) {
        inflater = new Inflater(nowrap);
    }

    static RawInflater ofBlocks() {
        return new RawInflater(true);
    }

    static RawInflater ofZlib() {
        return new RawInflater(false);
    }

    /// Expects that these bytes decompress to just that, and clears them.
    void expect(byte[] expected, int from, int to, RfbBuffer compressed) {
        byte[] plain = new byte[to - from + 1];
        inflater.setInput(compressed.array(), 0, compressed.length());
        int got = 0;
        try {
            for (int n = inflater.inflate(plain); n > 0; ) {
                got += n;
                n = inflater.inflate(plain, got, plain.length - got);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        assertEquals(0, inflater.getRemaining());
        assertArrayEquals(Arrays.copyOfRange(expected, from, to), Arrays.copyOf(plain, got));
        compressed.clear();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
