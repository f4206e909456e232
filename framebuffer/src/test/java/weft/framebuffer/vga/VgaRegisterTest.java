package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What ports and memory do, by IBM's description: no picture is needed to see it.
class VgaRegisterTest {

    private static final int AT = Machine.GRAPHICS + 1234;

    private final Machine machine = new Machine();
    private final Vga vga = machine.vga;

    @BeforeEach
    void planes() {
        vga.mode(VgaMode.PLANAR_640X480);
    }

    /// Puts a value into each plane, and leaves the registers as after the mode.
    private void planes(int first, int second, int third, int fourth) {
        machine.graphics(5, 0);
        int[] values = {first, second, third, fourth};
        for (int plane = 0; plane < 4; plane++) {
            machine.sequencer(2, 1 << plane);
            vga.write(AT, values[plane]);
        }
        machine.sequencer(2, 0xF);
        var _ = vga.read(AT); // the latches have them
    }

    private void assertPlanes(int first, int second, int third, int fourth) {
        machine.graphics(5, 0);
        int[] values = {first, second, third, fourth};
        for (int plane = 0; plane < 4; plane++) {
            machine.graphics(4, plane);
            assertEquals(values[plane], vga.read(AT), "plane " + plane);
        }
    }

    @Test
    void mapMask_choosesWhichPlanesAreWritten() {
        planes(1, 2, 3, 4);
        machine.sequencer(2, 0b1010);
        vga.write(AT, 0x99);
        assertPlanes(1, 0x99, 3, 0x99);
    }

    @Test
    void writeMode0_rotates() {
        machine.graphics(3, 3);
        vga.write(AT, 0b1000_0101);
        assertPlanes(0b1011_0000, 0b1011_0000, 0b1011_0000, 0b1011_0000);
    }

    @Test
    void writeMode0_setsAndResetsPlanesThatAreEnabled() {
        planes(0x11, 0x22, 0x33, 0x44);
        machine.graphics(0, 0b0101);
        machine.graphics(1, 0b0011);
        vga.write(AT, 0x66);
        assertPlanes(0xFF, 0x00, 0x66, 0x66);
    }

    @Test
    void bitMask_takesTheRestFromTheLatches() {
        planes(0x0F, 0xF0, 0x00, 0xFF);
        machine.graphics(8, 0b0011_1100);
        vga.write(AT, 0b0101_0101);
        assertPlanes(0b0001_0111, 0b1101_0100, 0b0001_0100, 0b1101_0111);
    }

    @ParameterizedTest
    @CsvSource({"0, 0x35", "1, 0x05", "2, 0x3F", "3, 0x3A"})
    void logicalFunctions_combineWithTheLatches(int function, String expected) {
        planes(0x0F, 0x0F, 0x0F, 0x0F);
        machine.graphics(3, function << 3);
        vga.write(AT, 0x35);
        int value = Integer.decode(expected);
        assertPlanes(value, value, value, value);
    }

    @Test
    void writeMode1_copiesTheLatches() {
        planes(1, 2, 3, 4);
        machine.graphics(5, 1);
        machine.graphics(8, 0);
        machine.sequencer(2, 0b0111);
        vga.write(AT + 80, 0xFF);
        machine.graphics(5, 0);
        for (int plane = 0; plane < 4; plane++) {
            machine.graphics(4, plane);
            assertEquals(plane < 3 ? plane + 1 : 0, vga.read(AT + 80));
        }
    }

    @Test
    void writeMode2_takesTheByteForAColour() {
        planes(0xFF, 0xFF, 0, 0);
        machine.graphics(5, 2);
        machine.graphics(8, 0b1000_0001);
        vga.write(AT, 0xF6);
        assertPlanes(0b0111_1110, 0xFF, 0b1000_0001, 0);
    }

    @Test
    void writeMode3_takesTheByteForAMask() {
        planes(0xFF, 0xFF, 0, 0);
        machine.graphics(0, 0b0110); // enabled or not does not count
        machine.graphics(8, 0b1111_1100);
        machine.graphics(3, 1);
        machine.graphics(5, 3);
        vga.write(AT, 0b0000_1111); // rotated: 1000_0111, with the mask 1000_0100
        assertPlanes(0b0111_1011, 0xFF, 0b1000_0100, 0);
    }

    @Test
    void readMode1_comparesColours() {
        planes(0b1100_0000, 0b1010_0000, 0b0000_1111, 0);
        machine.graphics(5, 8);
        machine.graphics(2, 0b0011);
        machine.graphics(7, 0b1111);
        assertEquals(0b1000_0000, vga.read(AT));
        machine.graphics(7, 0b0011); // the third plane does not matter
        assertEquals(0b1000_0000, vga.read(AT));
        machine.graphics(2, 0b0000);
        assertEquals(0b0001_1111, vga.read(AT));
        machine.graphics(7, 0);
        assertEquals(0xFF, vga.read(AT), "nothing is compared");
    }

    @Test
    void read_fillsTheLatchesFromAllPlanes() {
        planes(1, 2, 3, 4);
        vga.write(AT + 1, 0x77);
        var _ = vga.read(AT);
        machine.graphics(8, 0);
        vga.write(AT + 1, 0);
        machine.graphics(4, 2);
        assertEquals(3, vga.read(AT + 1));
    }

    @Test
    void chain4_putsEachByteIntoThePlaneOfItsAddress() {
        vga.mode(VgaMode.CHAINED_320X200);
        for (int i = 0; i < 8; i++) {
            vga.write(Machine.GRAPHICS + i, 0x10 + i);
        }
        machine.sequencer(4, 6);
        for (int i = 0; i < 8; i++) {
            machine.graphics(4, i % 4);
            assertEquals(0x10 + i, vga.read(Machine.GRAPHICS + i / 4 * 4));
        }
    }

    @Test
    void oddEven_putsAttributesIntoPlane1() {
        vga.mode(VgaMode.TEXT_80X25);
        vga.write(0xB8000 + 6, 'x');
        vga.write(0xB8000 + 7, 0x1E);
        assertEquals('x', vga.read(0xB8006));
        assertEquals(0x1E, vga.read(0xB8007));
        machine.graphics(5, 0);
        machine.graphics(4, 1);
        assertEquals(0x1E, vga.read(0xB8006));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xA0000, 0xBFFFF",
        "1, 0xA0000, 0xAFFFF",
        "2, 0xB0000, 0xB7FFF",
        "3, 0xB8000, 0xBFFFF"
    })
    void memoryMap_hasOneOfFourWindows(int map, String first, String last) {
        machine.graphics(6, map << 2 | 1);
        int start = Integer.decode(first);
        int end = Integer.decode(last);
        vga.write(start - 1, 0x5A);
        vga.write(end + 1, 0x5A);
        assertEquals(0, vga.read(start));
        assertEquals(0, vga.read(end));
        assertEquals(0xFF, vga.read(start - 1));
        assertEquals(0xFF, vga.read(end + 1));
        vga.write(end, 0x33);
        assertEquals(0x33, vga.read(end));
        vga.out(0x3C2, 0xE1); // without bit 1 there is no memory
        assertEquals(0xFF, vga.read(end));
    }

    @Test
    void attributePort_isIndexAndDataByTurns() {
        var _ = vga.in(0x3DA);
        vga.out(0x3C0, 0x05);
        vga.out(0x3C0, 0x2A);
        vga.out(0x3C0, 0x05);
        assertEquals(0x05, vga.in(0x3C0));
        assertEquals(0x2A, vga.in(0x3C1));
        var _ = vga.in(0x3DA); // data would be next; now it is an index
        vga.out(0x3C0, 0x06);
        assertEquals(0x06, vga.in(0x3C0));
        vga.out(0x3C0, 0x15);
        assertEquals(0x15, vga.in(0x3C1));
        vga.out(0x3C0, 0x26); // with the palette shown it cannot be written
        vga.out(0x3C0, 0x3F);
        assertEquals(0x15, vga.in(0x3C1));
        vga.out(0x3C0, 0x32);
        vga.out(0x3C0, 0x07);
        assertEquals(0x07, vga.in(0x3C1), "other registers can");
    }

    @Test
    void dac_readsAndWritesThreeBytesAColour() {
        vga.out(0x3C8, 0xFF);
        for (int i = 1; i <= 6; i++) {
            vga.out(0x3C9, i + 0xC0); // of 6 bits
        }
        assertEquals(0x01, vga.in(0x3C8), "around, and one on");
        assertEquals(0, vga.in(0x3C7));
        vga.out(0x3C7, 0xFF);
        assertEquals(3, vga.in(0x3C7));
        for (int i = 1; i <= 6; i++) {
            assertEquals(i, vga.in(0x3C9));
        }
        vga.out(0x3C8, 0x10);
        vga.out(0x3C9, 9);
        vga.out(0x3C9, 9); // not finished: the colour remains
        vga.out(0x3C7, 0x10);
        assertNotEquals(9, vga.in(0x3C9));
    }

    @Test
    void crtc_protectsItsFirstRegisters() {
        machine.crtc(0x11, 0x8C);
        machine.crtc(0x01, 0x27);
        machine.crtc(0x07, 0xFF & ~0x10);
        vga.out(0x3D4, 1);
        assertEquals(0x4F, vga.in(0x3D5));
        vga.out(0x3D4, 7);
        assertEquals(0x2E, vga.in(0x3D5), "but for a bit of the line compare");
        machine.crtc(0x11, 0x0C);
        machine.crtc(0x01, 0x27);
        vga.out(0x3D4, 1);
        assertEquals(0x27, vga.in(0x3D5));
    }

    @Test
    void registers_readAsWritten_inTheBitsThatTheyHave() {
        machine.graphics(5, 0xFF);
        assertEquals(0x7B, vga.in(0x3CF));
        machine.sequencer(2, 0xFF);
        assertEquals(0x0F, vga.in(0x3C5));
        vga.out(0x3C2, 0xE7);
        assertEquals(0xE7, vga.in(0x3CC));
        vga.out(0x3CE, 0xF);
        vga.out(0x3CF, 0x55);
        assertEquals(0, vga.in(0x3CF), "there is none");
        assertEquals(0xFF, vga.in(0x3D0));
        assertEquals(0xFF, vga.in(0x1F0));
        assertEquals(0x10, vga.in(0x3C2) & 0x10);
    }

    @Test
    void controllerPorts_moveWithTheMiscellaneousOutput() {
        vga.out(0x3C2, 0xE2);
        vga.outWord(0x3B4, 0x120F);
        vga.out(0x3B4, 0x0F);
        assertEquals(0x12, vga.in(0x3B5));
        assertEquals(0xFF, vga.in(0x3D5));
        vga.outWord(0x3D4, 0x340F);
        assertEquals(0x12, vga.in(0x3B5));
    }

    @Test
    void status_tellsTheRetrace_byTheClock() {
        int retraces = 0;
        int outside = 0;
        boolean before = false;
        for (int i = 0; i < 100_000; i++) { // a tenth of a second, in steps of a microsecond
            machine.now += 1000;
            int status = vga.in(0x3DA);
            boolean retrace = (status & 8) != 0;
            assertTrue(!retrace || (status & 1) != 0, "it is outside of the picture");
            retraces += retrace && !before ? 1 : 0;
            outside += status & 1;
            before = retrace;
        }
        assertEquals(6, retraces, "60 Hz");
        assertTrue(outside > 20_000 && outside < 50_000, "a good quarter: " + outside);
    }

    @Test
    void status_whenTheClockStandsStill_letsAGuestThatPollsGoOn() {
        for (VgaMode mode : VgaMode.values()) {
            vga.mode(mode);
            int port = mode == VgaMode.MONOCHROME_80X25 ? 0x3BA : 0x3DA;
            int reads = 0;
            while ((vga.in(port) & 8) == 0) {
                reads++;
            }
            while ((vga.in(port) & 8) != 0) {
                reads++;
            }
            assertTrue(reads < 20_000, mode + " " + reads);
        }
    }
}
