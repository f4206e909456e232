package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class RbspReaderTest {

    private static RbspReader reader(String hex) {
        byte[] bytes = Hex.bytes(hex);
        return new RbspReader(bytes, 0, bytes.length);
    }

    /// ITU-T H.264 table 9-2: 1, 010, 011, 00100 ... 00111, 0001000.
    @Test
    void ue_ofTheTableInTheStandard_isRead() {
        // 1 010 011 0 | 0100 0010 | 1 00110 00 | 111 00010 | 00 1
        RbspReader in = reader("a6 42 98 e2 20");
        for (int i = 0; i < 8; i++) {
            assertEquals(i, in.ue());
        }
        assertTrue(in.flag());
    }

    /// ITU-T H.264 table 9-3: 0, 1, -1, 2, -2.
    @Test
    void se_ofTheTableInTheStandard_isRead() {
        RbspReader in = reader("a6 42 98 e2 20");
        for (int expected : new int[] {0, 1, -1, 2, -2, 3, -3, 4}) {
            assertEquals(expected, in.se());
        }
    }

    @Test
    void ue_ofTheLargestNumber_isRead() {
        RbspReader in = reader("00000001 ffffffff");
        assertEquals((1L << 32) - 2, in.ue());
        assertTrue(in.flag());
    }

    @Test
    void ue_ofMoreZeros_isRefused() {
        var e = assertThrows(RfbProtocolException.class, () -> reader("00000000 80").ue());
        assertEquals("H.264 with Exp-Golomb code of more than 31 zeros", e.getMessage());
    }

    @Test
    void preventionOfStartCodes_isNoPartOfTheBits() {
        RbspReader in = reader("0000 03 0000 03 0003 01 04");
        assertEquals(0, in.u(31));
        assertEquals(0, in.u(1));
        assertEquals(0x0003, in.u(16)); // behind one zero only
        assertEquals(0x0104, in.u(16));
    }

    @Test
    void preventionOfNothing_isRefused() {
        var e = assertThrows(RfbProtocolException.class, () -> reader("000003 04").u(24));
        assertEquals("H.264 with 00 00 03 in front of 04, expected 00 to 03", e.getMessage());
    }

    @Test
    void end_isBehindTheLastByteThatIsNotZero() {
        RbspReader in = reader("12 34 00 00");
        assertEquals(0x1234, in.u(16));
        var e = assertThrows(RfbProtocolException.class, in::flag);
        assertEquals("H.264 with a parameter set that ends after 2 bytes", e.getMessage());
        assertThrows(RfbProtocolException.class, reader("00 00")::flag);
    }

    /// What to expect of the next bits.
    private interface Expectation {
        void of(RbspReader in);
    }

    @Test
    void anything_thatIsWritten_comesBack() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            var out = new RbspWriter();
            List<Expectation> expected = new ArrayList<>();
            for (int n = random.nextInt(40); n >= 0; n--) {
                int number = random.nextInt() >>> (1 + random.nextInt(31));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        out.ue(number);
                        expected.add(in -> assertEquals(number, in.ue()));
                    }
                    case 1 -> {
                        out.se(-number);
                        expected.add(in -> assertEquals(-number, in.se()));
                    }
                    case 2 -> {
                        out.u(31, number);
                        expected.add(in -> assertEquals(number, in.u(31)));
                    }
                    default -> {
                        out.u(1, number & 1);
                        expected.add(in -> assertEquals((number & 1) != 0, in.flag()));
                    }
                }
            }
            byte[] data = out.escaped();
            assertFalse(Hex.of(data).matches("(..)*00000[0-2].*"), Hex.of(data));
            var in = new RbspReader(data, 0, data.length);
            expected.forEach(e -> e.of(in));
            assertTrue(in.flag(), "the bit that ends it");
        }
    }
}
