package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import weft.framebuffer.Frame;
import weft.framebuffer.Limits;

import java.util.List;
import java.util.Random;

/// A guest that has gone mad: whatever it does, nothing is thrown, and there is a picture.
class VgaFuzzTest {

    private static final int STEPS = 400;
    private static final List<VgaMode> MODES = List.of(VgaMode.values());

    private final Machine machine = new Machine();
    private final Vga vga = machine.vga;

    @RepeatedTest(12)
    void anyRegistersAndMemory_throwNothing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> vga.mode(MODES.get(random.nextInt(MODES.size())));
                case 1, 2, 3 -> anyRegisters(random);
                case 4, 5, 6 -> anyMemory(random);
                case 7 -> vga.out(random.nextInt(), random.nextInt());
                case 8 -> assertByte(vga.in(0x3B0 + random.nextInt(0x30)));
                case 9 -> machine.now += random.nextLong(200_000_000);
                case 10 -> linear(random);
                default -> look();
            }
        }
        look();
    }

    private void anyRegisters(Random random) {
        int[] ports = {0x3C4, 0x3CE, 0x3D4, 0x3D4, 0x3B4, 0x3C0, 0x3C8, 0x3C2};
        for (int i = 0; i < 30; i++) {
            int port = ports[random.nextInt(ports.length)];
            if (port == 0x3C0) {
                vga.out(0x3C0, random.nextInt(0x40));
                vga.out(0x3C0, random.nextInt());
            } else {
                vga.outWord(port, random.nextInt(256) << 8 | random.nextInt(32));
            }
        }
    }

    private void anyMemory(Random random) {
        for (int i = 0; i < 200; i++) {
            int address = 0x9FFF0 + random.nextInt(0x20020);
            vga.write(address, random.nextInt());
            assertByte(vga.read(address));
        }
        vga.write(random.nextInt(), random.nextInt());
        assertByte(vga.read(random.nextInt()));
    }

    private void linear(Random random) {
        int[] bits = {8, 15, 16, 32};
        vga.linear(1 + random.nextInt(300), 1 + random.nextInt(300), bits[random.nextInt(4)]);
        for (int i = 0; i < 100; i++) {
            int offset = random.nextInt(400_000) - 1000;
            vga.writeLinear(offset, random.nextInt());
            assertByte(vga.readLinear(offset));
        }
    }

    private void look() {
        Frame frame = machine.shown();
        assertTrue(Limits.isPossible(frame.width(), frame.height()));
        boolean _ = vga.render();
        assertEquals(frame.number(), vga.framebuffer().snapshot().number(), "nothing is left");
    }

    private static void assertByte(int value) {
        assertEquals(value & 0xFF, value);
    }
}
