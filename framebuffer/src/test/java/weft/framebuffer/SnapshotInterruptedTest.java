package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/// What happens while a snapshot is being copied, step by step on one thread: the surface calls
/// back when it is read.
class SnapshotInterruptedTest {

    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private Runnable whileCopied = () -> {};

    private final int[] pixels = new int[10 * 10];

    /// Reads the pixels, and calls back.
    private final class Interrupted implements Surface {

        @Override
        public int width() {
            return 10;
        }

        @Override
        public int height() {
            return 10;
        }

        @Override
        public void read(Rect area, int[] dst, int offset, int stride) {
            XrgbSurface.of(pixels, 10, 10).read(area, dst, offset, stride);
            reads.incrementAndGet();
            whileCopied.run();
        }
    }

    private final Framebuffer framebuffer = new Framebuffer(new Interrupted());

    @Test
    void otherReader_meanwhile_leavesAndIsToldAfterwards() {
        framebuffer.addListener(told::incrementAndGet);
        Frame before = framebuffer.current();
        pixels[11] = 0x123456;
        whileCopied = () -> assertSame(before, framebuffer.snapshot());
        Frame after = framebuffer.snapshot();

        assertEquals(0x123456, after.pixel(1, 1));
        assertEquals(1, told.get());
    }

    @Test
    void group_meanwhile_makesTheReaderCopyAgain() {
        whileCopied =
                () -> {
                    whileCopied = () -> {};
                    framebuffer.group(() -> pixels[11] = 0x123456);
                };

        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
        assertEquals(2, reads.get());
    }

    @Test
    void groups_everyTime_sendTheReaderAwayAndTheHostCopies() {
        framebuffer.addListener(told::incrementAndGet);
        Frame before = framebuffer.current();
        whileCopied = () -> framebuffer.group(() -> pixels[11] = 0x123456);
        assertSame(before, framebuffer.snapshot());
        assertEquals(1, told.get(), "the reader is told to come again");
        whileCopied = () -> {};
        framebuffer.group(() -> {});

        assertNotSame(before, framebuffer.current());
        assertEquals(0x123456, framebuffer.current().pixel(1, 1));
        assertEquals(2, told.get());
    }

    @Test
    void damage_meanwhile_isForTheNextSnapshot() {
        framebuffer.addListener(told::incrementAndGet);
        whileCopied =
                () -> {
                    whileCopied = () -> {};
                    pixels[11] = 0x123456;
                    framebuffer.damage(1, 1, 1, 1);
                };

        assertEquals(0, framebuffer.snapshot().pixel(1, 1));
        assertEquals(1, told.get());
        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
    }

    @Test
    void resize_meanwhile_dropsWhatWasCopied() {
        pixels[11] = 0x123456;
        whileCopied = () -> framebuffer.resize(20, 20);
        Frame frame = framebuffer.snapshot();

        assertEquals(20, frame.width());
        assertEquals(0, frame.pixel(1, 1));
    }

    @Test
    void noMemory_meanwhile_keepsTheDamage() {
        pixels[11] = 0x123456;
        whileCopied =
                () -> {
                    throw new OutOfMemoryError();
                };
        assertThrows(OutOfMemoryError.class, framebuffer::snapshot);
        whileCopied = () -> {};

        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
    }

    @Test
    void failure_meanwhile_isTheHostsAndNoReaders() {
        Frame before = framebuffer.snapshot();
        framebuffer.addListener(told::incrementAndGet);
        pixels[11] = 0x123456;
        framebuffer.damage(1, 1, 1, 1);
        whileCopied =
                () -> {
                    assertSame(before, framebuffer.snapshot());
                    throw new ArithmeticException("by zero");
                };
        assertSame(before, framebuffer.snapshot());
        assertFalse(framebuffer.owesSnapshot());
        assertEquals(2, told.get(), "the other reader is told that there is nothing more");
        assertSame(before, framebuffer.snapshot());
        int read = reads.get();
        var e =
                assertThrows(
                        IllegalStateException.class,
                        () -> framebuffer.damage(new Rect(2, 2, 1, 1)));
        assertEquals("the display's surface could not be read: by zero", e.getMessage());
        assertInstanceOf(ArithmeticException.class, e.getCause());
        assertSame(before, framebuffer.snapshot());
        assertEquals(read, reads.get(), "it is not read before the host says something again");

        whileCopied = () -> {};
        framebuffer.damage(2, 2, 1, 1);
        assertEquals(3, told.get());
        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1), "what was damaged before");
    }

    @Test
    void failure_meanwhile_isOverWithAnotherSurface() {
        whileCopied =
                () -> {
                    throw new ArithmeticException();
                };
        Frame _ = framebuffer.snapshot();
        framebuffer.surface(XrgbSurface.of(pixels, 10, 10));
        pixels[11] = 0x123456;
        framebuffer.damage(1, 1, 1, 1);

        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
    }
}
