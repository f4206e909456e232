package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Memory that goes away while it is shown: the host is told, and no reader is harmed.
class LostMemoryTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private static final int STRIDE = WIDTH * 4;

    private static Surface surface(MemorySegment memory) {
        return new PixelSurface(
                PixelMemory.of(memory, 4, STRIDE, WIDTH, HEIGHT), PixelLayout.XRGB8888);
    }

    private static void checkLost(Framebuffer framebuffer, Frame last, String reason) {
        assertSame(last, framebuffer.snapshot());
        assertFalse(framebuffer.owesSnapshot());
        assertEquals(0x7F7F7F, framebuffer.current().pixel(9, 9));
        var e = assertThrows(IllegalStateException.class, framebuffer::compare);
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
        assertInstanceOf(UnreadableSurfaceException.class, e.getCause());

        framebuffer.surface(XrgbSurface.of(new int[9], 3, 3));
        assertEquals(3, framebuffer.snapshot().width());
        framebuffer.damage(0, 0, 3, 3);
    }

    @Test
    void arena_closedWhileShown_leavesTheLastPicture() {
        Framebuffer framebuffer;
        Frame last;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(STRIDE * HEIGHT).fill((byte) 0x7F);
            framebuffer = new Framebuffer(surface(memory));
            last = framebuffer.snapshot();
            framebuffer.damage(0, 0, 10, 10);
        }

        checkLost(framebuffer, last, "Already closed");
    }

    @Test
    void arena_closedBeforePublish_failsThereAndLeavesThePicture() {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        Surface surface;
        try (Arena arena = Arena.ofConfined()) {
            surface = surface(arena.allocate(STRIDE * HEIGHT).fill((byte) 0x7F));
            framebuffer.publish(surface);
        }
        Frame last = framebuffer.current();

        assertThrows(UnreadableSurfaceException.class, () -> framebuffer.publish(surface));
        assertSame(last, framebuffer.snapshot());
        assertEquals(0x7F7F7F, last.pixel(9, 9));
        framebuffer.publish(new int[WIDTH * HEIGHT]);
        assertEquals(0, framebuffer.current().pixel(9, 9), "the display is published to as before");
    }

    @Test
    void confinedMemory_shown_isRefusedAtOnce() {
        try (Arena arena = Arena.ofConfined()) {
            Surface confined = surface(arena.allocate(STRIDE * HEIGHT));
            assertThrows(IllegalArgumentException.class, () -> new Framebuffer(confined));
            Framebuffer framebuffer = new Framebuffer(5, 5);
            assertThrows(IllegalArgumentException.class, () -> framebuffer.surface(confined));
            framebuffer.publish(new int[25]);
        }
    }

    @Test
    void mappedFile_cutOffWhileShown_leavesTheLastPicture(@TempDir Path folder) throws IOException {
        try (Arena arena = Arena.ofShared();
                FileChannel file =
                        FileChannel.open(
                                folder.resolve("screen"),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE)) {
            MemorySegment memory = file.map(MapMode.READ_WRITE, 0, STRIDE * HEIGHT, arena);
            memory.fill((byte) 0x7F);
            Framebuffer framebuffer = new Framebuffer(surface(memory));
            Frame last = framebuffer.snapshot();
            assertEquals(0x7F7F7F, last.pixel(WIDTH - 1, HEIGHT - 1));
            if (File.separatorChar == '\\') {
                assertThrows(IOException.class, () -> file.truncate(0), "Windows keeps it whole");
                return;
            }
            FileChannel _ = file.truncate(0);
            framebuffer.compare();

            checkLost(framebuffer, last, "mapped file");
        }
    }
}
