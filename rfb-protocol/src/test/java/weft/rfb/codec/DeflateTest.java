package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.RfbBuffer;
import weft.rfb.codec.Deflate.Flush;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What each compressor has to do, at each of its levels.
class DeflateTest {

    enum Provider {
        ISAL_1,
        ISAL_2,
        ISAL_3,
        JDK_1,
        JDK_6,
        JDK_9;

        Deflate open() {
            return switch (this) {
                case ISAL_1 -> Libraries.isal(1);
                case ISAL_2 -> Libraries.isal(2);
                case ISAL_3 -> Libraries.isal(3);
                case JDK_1 -> JdkDeflate.open(1);
                case JDK_6 -> JdkDeflate.open(6);
                case JDK_9 -> JdkDeflate.open(9);
            };
        }
    }

    private static final int[] SIZES = {
        1, 2, 3, 100, 4095, 4096, 32_767, 65_535, 65_536, 65_537, 200_000, 1 << 20
    };

    private static final List<Flush> FLUSHES = List.of(Flush.values());

    private final RfbBuffer out = new RfbBuffer();

    @AfterEach
    void nothingIsInUse() {
        assertEquals(0, NativeMemory.inUse());
    }

    @ParameterizedTest
    @EnumSource
    void write_anySizeAndContents_isDecompressedAfterItsFlush(Provider provider) {
        Random random = new Random(1);
        for (Bytes kind : Bytes.values()) {
            for (int size : SIZES) {
                byte[] data = kind.of(size, random);
                try (Deflate deflate = provider.open();
                        var peer = RawInflater.ofBlocks()) {
                    deflate.write(data, 0, size, Flush.SYNC, out);
                    peer.expect(data, 0, size, out);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_inPiecesWithAnyFlushes_isDecompressedUpToEachFlush(Provider provider) {
        Random random = new Random(2);
        for (int round = 0; round < 40; round++) {
            byte[] data = Bytes.any(random).of(1 + random.nextInt(300_000), random);
            try (Deflate deflate = provider.open();
                    var peer = RawInflater.ofBlocks()) {
                int at = 0;
                int flushed = 0;
                while (at < data.length) {
                    int length = random.nextInt(Math.min(data.length - at, 100_000) + 1);
                    Flush flush = FLUSHES.get(random.nextInt(FLUSHES.size()));
                    if (at + length == data.length) {
                        flush = Flush.SYNC;
                    }
                    deflate.write(data, at, length, flush, out);
                    at += length;
                    if (flush != Flush.NONE) {
                        peer.expect(data, flushed, at, out);
                        flushed = at;
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_afterSync_usesTheHistory(Provider provider) {
        byte[] data = Bytes.INCOMPRESSIBLE.of(8_000, new Random(3));
        try (Deflate deflate = provider.open()) {
            deflate.write(data, 0, data.length, Flush.SYNC, out);
            int first = out.length();
            deflate.write(data, 0, data.length, Flush.SYNC, out);
            assertTrue(out.length() - first < first / 10, out.length() + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_afterFullFlush_refersToNothingBefore(Provider provider) {
        byte[] data = Bytes.INCOMPRESSIBLE.of(8_000, new Random(4));
        try (Deflate deflate = provider.open();
                var peer = RawInflater.ofBlocks()) {
            deflate.write(data, 0, data.length, Flush.FULL, out);
            out.clear();
            deflate.write(data, 0, data.length, Flush.SYNC, out);
            peer.expect(data, 0, data.length, out);
        }
    }

    @ParameterizedTest
    @EnumSource
    void restart_withBytesNotFlushed_forgetsThem(Provider provider) {
        Random random = new Random(5);
        byte[] data = Bytes.REPEATING.of(50_000, random);
        try (Deflate fresh = provider.open();
                Deflate deflate = provider.open()) {
            fresh.write(data, 0, data.length, Flush.SYNC, out);
            byte[] expected = out.toByteArray();
            deflate.write(data, 0, 30_000, Flush.SYNC, out);
            deflate.write(data, 500, 2_000, Flush.NONE, out);
            deflate.restart();
            out.clear();
            deflate.write(data, 0, data.length, Flush.SYNC, out);
            assertArrayEquals(expected, out.toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_afterAnotherWasClosedInTheMiddle_isFresh(Provider provider) {
        byte[] data = Bytes.REPEATING.of(50_000, new Random(6));
        NativeMemory.trim();
        try (Deflate fresh = provider.open()) {
            fresh.write(data, 0, data.length, Flush.SYNC, out);
        }
        byte[] expected = out.toByteArray();
        for (Provider before : Provider.values()) {
            Deflate abandoned = before.open();
            abandoned.write(data, 0, 20_000, Flush.NONE, out);
            abandoned.close();
            out.clear();
            try (Deflate deflate = provider.open()) {
                deflate.write(data, 0, data.length, Flush.SYNC, out);
            }
            assertArrayEquals(expected, out.toByteArray(), "after " + before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_ofNothingWithoutFlush_appendsNothing(Provider provider) {
        try (Deflate deflate = provider.open()) {
            deflate.write(new byte[0], 0, 0, Flush.NONE, out);
            assertEquals(0, out.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_outsideOfTheArray_isRefused(Provider provider) {
        try (Deflate deflate = provider.open()) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> deflate.write(new byte[10], 5, 6, Flush.SYNC, out));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> deflate.write(new byte[10], -1, 2, Flush.SYNC, out));
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_twice_givesBackOnce(Provider provider) {
        Deflate deflate = provider.open();
        long used = NativeMemory.inUse();
        assertTrue(used > 100_000, used + " bytes");
        try (Deflate other = provider.open()) {
            deflate.close();
            deflate.close();
            assertEquals(used, NativeMemory.inUse());
            assertThrows(
                    IllegalStateException.class,
                    () -> deflate.write(new byte[1], 0, 1, Flush.SYNC, out));
            assertThrows(IllegalStateException.class, deflate::restart);
            other.write(new byte[1], 0, 1, Flush.SYNC, out);
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_ofMany_keepsAFewForTheNext(Provider provider) {
        Deflate[] many = new Deflate[100];
        Arrays.setAll(many, _ -> provider.open());
        long used = NativeMemory.inUse();
        for (Deflate deflate : many) {
            deflate.close();
        }
        assertEquals(0, NativeMemory.inUse());
        assertTrue(NativeMemory.idle() > 0);
        assertTrue(NativeMemory.idle() < used / 2, NativeMemory.idle() + " of " + used);
        NativeMemory.trim();
        assertEquals(0, NativeMemory.idle());
    }

    @Test
    void open_unknownLevel_isRefused() {
        for (int level : new int[] {-1, 10}) {
            var e = assertThrows(IllegalArgumentException.class, () -> Deflate.open(level));
            assertEquals("Compression level " + level + ", expected 0 to 9", e.getMessage());
        }
    }
}
