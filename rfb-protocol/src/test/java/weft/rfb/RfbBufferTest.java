package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RfbBufferTest {

    private final RfbBuffer out = new RfbBuffer(0);

    @Test
    void numbers_areBigEndianAndCutToTheirSize() {
        out.u8(0x1fe);
        out.u16(0x1fedc);
        out.u32(0x1_fedc_ba98L);
        out.s32(-2);
        assertArrayEquals(Hex.bytes("fe fedc fedcba98 fffffffe"), out.toByteArray());
    }

    @Test
    void pad_overOldContents_writesZeros() {
        out.bytes(Hex.bytes("ffffffffffff"));
        out.clear();
        out.u8(1);
        out.pad(3);
        assertArrayEquals(Hex.bytes("01000000"), out.toByteArray());
    }

    @Test
    void set_patchesWhatWasWritten() {
        out.pad(8);
        out.setU8(0, 1);
        out.setU16(1, 0x203);
        out.setU32(3, 0x4050607);
        assertArrayEquals(Hex.bytes("0102030405060700"), out.toByteArray());
    }

    @Test
    void set_behindTheEnd_isRefused() {
        out.u16(0);
        assertThrows(IndexOutOfBoundsException.class, () -> out.setU16(1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> out.setU8(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> out.setU32(0, 0));
    }

    @Test
    void ensureAndAdvance_takeDirectWrites() {
        out.u8(9);
        int at = out.ensure(1000);
        out.array()[at] = 8;
        out.advance(1);
        assertArrayEquals(Hex.bytes("0908"), out.toByteArray());
        assertThrows(IndexOutOfBoundsException.class, () -> out.advance(1 << 20));
    }

    @Test
    void truncate_forgetsTheTail() {
        out.bytes(Hex.bytes("010203"));
        out.truncate(1);
        assertArrayEquals(Hex.bytes("01"), out.toByteArray());
        assertThrows(IndexOutOfBoundsException.class, () -> out.truncate(2));
    }

    @Test
    void length_growsOverManyWrites() {
        for (int i = 0; i < 100_000; i++) {
            out.u16(i);
        }
        assertEquals(200_000, out.length());
        assertEquals((byte) 99_999, out.array()[199_999]);
    }
}
