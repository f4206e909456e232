package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

class BufferedRfbInputTest {

    @Test
    void numbers_ofEveryType_areBigEndian() {
        Feed.assertParses(
                List.of(0xfeL, 0xfedcL, -292L, 0xfedcba98L, -19088744L),
                Hex.bytes("fe fedc fedc fedcba98 fedcba98"),
                in ->
                        List.of(
                                (long) in.u8(),
                                (long) in.u16(),
                                (long) in.s16(),
                                in.u32(),
                                (long) in.s32()));
    }

    @Test
    void peek_leavesTheByteUnread() {
        Feed.assertParses(
                List.of(7, 7, 8), Hex.bytes("07 08"), in -> List.of(in.peekU8(), in.u8(), in.u8()));
    }

    @Test
    void bytes_ofEveryLength_arriveInOrderBetweenNumbers() {
        byte[] source = new byte[3000];
        new Random(1).nextBytes(source);
        for (int length = 0; length < 1500; length += 37) {
            int n = length;
            for (int seed = 0; seed < 5; seed++) {
                Feed feed = Feed.randomSplits(source, seed);
                feed.u8();
                byte[] got = new byte[n + 2];
                feed.bytes(got, 1, n);
                assertArrayEquals(
                        Arrays.copyOfRange(source, 1, 1 + n), Arrays.copyOfRange(got, 1, 1 + n));
                assertEquals(0, got[0] | got[n + 1]);
                assertEquals(source[1 + n] & 0xff, feed.u8());
            }
        }
    }

    @Test
    void skip_passesOverMoreThanTheBufferHolds() {
        byte[] source = new byte[2000];
        source[1999] = 42;
        Feed.assertParses(
                42,
                source,
                in -> {
                    in.skip(1999);
                    return in.u8();
                });
    }

    @Test
    void skip_beyondTheEnd_saysHowManyBytesThereWere() {
        var e =
                assertThrows(
                        EndOfStreamException.class,
                        () -> Feed.whole(new byte[10]).skip(0xffff_ffffL));
        assertEquals("Stream ended: expected 4294967295 bytes, got 10", e.getMessage());
    }

    @Test
    void available_countsWhatIsBuffered() {
        Feed feed = Feed.whole(new byte[10]);
        assertEquals(0, feed.available());
        feed.u16();
        assertEquals(8, feed.available());
    }

    @Test
    void atEnd_isTrueOnlyWhenNothingIsLeft() {
        Feed feed = Feed.whole(new byte[1]);
        assertFalse(feed.atEnd());
        feed.u8();
        assertTrue(feed.atEnd());
        assertTrue(feed.atEnd());
    }

    @Test
    void bytes_outsideTheArray_areRefusedBeforeAnyIsRead() {
        Feed feed = Feed.whole(new byte[10]);
        assertThrows(IndexOutOfBoundsException.class, () -> feed.bytes(new byte[4], 2, 3));
        feed.skip(10);
    }

    @Test
    void buffer_smallerThanANumber_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new BufferedRfbInput(3) {
                            @Override
                            protected int read(byte[] dst, int off, int len) {
                                return -1;
                            }
                        });
    }
}
