package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicInteger;

/// What happens while a snapshot is being copied, step by step on one thread: the image calls back
/// when it is read.
class SnapshotInterruptedTest {

    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private Runnable whileCopied = () -> {};

    /// Of a type that is read through `getRGB`.
    private final BufferedImage image =
            new BufferedImage(10, 10, BufferedImage.TYPE_INT_BGR) {
                @Override
                public int[] getRGB(int x, int y, int w, int h, int[] rgb, int offset, int stride) {
                    int[] read = super.getRGB(x, y, w, h, rgb, offset, stride);
                    reads.incrementAndGet();
                    whileCopied.run();
                    return read;
                }
            };

    private final Framebuffer framebuffer = new Framebuffer(new ImageSurface(image));

    @Test
    void otherReader_meanwhile_leavesAndIsToldAfterwards() {
        framebuffer.addListener(told::incrementAndGet);
        Frame before = framebuffer.current();
        image.setRGB(1, 1, 0x123456);
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
                    framebuffer.group(() -> image.setRGB(1, 1, 0x123456));
                };

        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
        assertEquals(2, reads.get());
    }

    @Test
    void groups_everyTime_sendTheReaderAwayAndTheHostCopies() {
        framebuffer.addListener(told::incrementAndGet);
        Frame before = framebuffer.current();
        whileCopied = () -> framebuffer.group(() -> image.setRGB(1, 1, 0x123456));
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
                    image.setRGB(1, 1, 0x123456);
                    framebuffer.damage(1, 1, 1, 1);
                };

        assertEquals(0, framebuffer.snapshot().pixel(1, 1));
        assertEquals(1, told.get());
        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
    }

    @Test
    void resize_meanwhile_dropsWhatWasCopied() {
        image.setRGB(1, 1, 0x123456);
        whileCopied = () -> framebuffer.resize(20, 20);
        Frame frame = framebuffer.snapshot();

        assertEquals(20, frame.width());
        assertEquals(0, frame.pixel(1, 1));
    }

    @Test
    void failure_meanwhile_keepsTheDamage() {
        image.setRGB(1, 1, 0x123456);
        whileCopied =
                () -> {
                    throw new ArithmeticException();
                };
        assertThrows(ArithmeticException.class, framebuffer::snapshot);
        whileCopied = () -> {};

        assertEquals(0x123456, framebuffer.snapshot().pixel(1, 1));
    }
}
