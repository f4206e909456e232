package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.RfbBuffer;

import java.util.Random;

class DeflateStreamTest {

    private final RfbBuffer out = new RfbBuffer();

    @AfterEach
    void nothingIsInUse() {
        assertEquals(0, NativeMemory.inUse());
    }

    /// Level changes bring in the other compressor, as far as there is one.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stream_anyHistoryOfWritesBlocksRestsAndLevels_isOneZlibStream(long seed) {
        Random random = new Random(seed);
        try (var stream = new DeflateStream(random.nextInt(10));
                var peer = RawInflater.ofZlib()) {
            RfbBuffer block = new RfbBuffer();
            byte[] data = Bytes.REPEATING.of(100_000, random);
            for (int round = 0; round < 500; round++) {
                int from = random.nextInt(data.length);
                int to = from + 1 + random.nextInt(Math.min(data.length - from, 5_000));
                to = Math.min(to, data.length);
                switch (random.nextInt(6)) {
                    case 0 -> {
                        block.clear();
                        Deflate.block(random.nextInt(10), data, from, to - from, block);
                        stream.block(block.array(), 0, block.length(), out);
                    }
                    case 1 -> {
                        int middle = from + random.nextInt(to - from);
                        stream.write(data, from, middle - from, out);
                        stream.level(random.nextInt(10));
                        stream.write(data, middle, to - middle, out);
                        stream.flush(out);
                    }
                    case 2 -> {
                        stream.rest();
                        assertEquals(0, NativeMemory.inUse());
                        to = from;
                    }
                    default -> {
                        stream.write(data, from, to - from, out);
                        stream.flush(out);
                    }
                }
                peer.expect(data, from, to, out);
            }
        }
    }

    @Test
    void stream_notWrittenTo_holdsNothing() {
        try (var stream = new DeflateStream(2)) {
            stream.level(5);
            assertEquals(0, NativeMemory.inUse());
        }
    }

    @Test
    void block_sharedByStreamsAtDifferentPoints_isDecompressedByEach() {
        Random random = new Random(7);
        byte[] data = Bytes.REPEATING.of(20_000, random);
        RfbBuffer block = new RfbBuffer();
        Deflate.block(2, data, 0, data.length, block);
        for (int before = 0; before < 5; before++) {
            try (var stream = new DeflateStream(before);
                    var peer = RawInflater.ofZlib()) {
                for (int i = 0; i < before; i++) {
                    stream.write(data, i, 3_000, out);
                    stream.flush(out);
                    peer.expect(data, i, i + 3_000, out);
                }
                for (int i = 0; i < 3; i++) {
                    stream.block(block.array(), 0, block.length(), out);
                    peer.expect(data, 0, data.length, out);
                }
            }
        }
    }

    @Test
    void rest_withBytesNotFlushed_isRefused() {
        try (var stream = new DeflateStream(2)) {
            stream.write(new byte[] {1, 2, 3}, 0, 3, out);
            assertThrows(IllegalStateException.class, stream::rest);
            assertThrows(IllegalStateException.class, () -> stream.block(new byte[1], 0, 1, out));
            stream.flush(out);
            stream.rest();
        }
    }

    @Test
    void flush_withNothingNew_appendsNothing() {
        try (var stream = new DeflateStream(2)) {
            stream.write(new byte[] {1, 2, 3}, 0, 3, out);
            stream.flush(out);
            int length = out.length();
            stream.flush(out);
            assertEquals(length, out.length());
        }
    }

    @Test
    void close_twice_refusesWhatFollows() {
        var stream = new DeflateStream(2);
        stream.write(new byte[] {1, 2, 3}, 0, 3, out);
        assertTrue(NativeMemory.inUse() > 0);
        stream.close();
        stream.close();
        assertThrows(IllegalStateException.class, () -> stream.write(new byte[1], 0, 1, out));
        assertThrows(IllegalStateException.class, () -> stream.flush(out));
        assertThrows(IllegalStateException.class, stream::rest);
    }

    @Test
    void stream_forgottenByItsOwner_isGivenBack() {
        forgetOne();
        for (int i = 0; NativeMemory.inUse() > 0 && i < 1_000; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertEquals(0, NativeMemory.inUse());
    }

    @SuppressWarnings("MustBeClosedChecker")
    private void forgetOne() {
        new DeflateStream(2).write(new byte[] {1, 2, 3}, 0, 3, out);
        assertTrue(NativeMemory.inUse() > 0);
    }
}
