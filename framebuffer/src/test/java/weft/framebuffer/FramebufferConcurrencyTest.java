package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hosts and readers on threads of their own: no frame is torn, nobody waits for a reader.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FramebufferConcurrencyTest {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 130;
    private static final int ROUNDS = 2_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void publish_twoHostsAndAReader_everyFrameIsWhole() throws Exception {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        List<Future<?>> hosts = new ArrayList<>();
        for (int host = 1; host <= 2; host++) {
            int base = host << 20;
            hosts.add(
                    threads.submit(() -> {
                        int[] pixels = new int[WIDTH * HEIGHT];
                        for (int i = 0; i < ROUNDS; i++) {
                            Arrays.fill(pixels, base + i);
                            framebuffer.publish(pixels);
                        }
                    }));
        }

        readUntilDone(framebuffer, hosts);

        assertEquals(2L * ROUNDS + 1, framebuffer.current().number());
    }

    @Test
    void group_hostsWithoutPause_readerSeesWholeFramesAllTheTime() throws Exception {
        int[] pixels = new int[WIDTH * HEIGHT];
        Framebuffer framebuffer = new Framebuffer(XrgbSurface.of(pixels, WIDTH, HEIGHT));
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<?>> hosts = new ArrayList<>();
        for (int host = 1; host <= 2; host++) {
            int base = host << 20;
            hosts.add(
                    threads.submit(() -> {
                        for (int i = 1; !enough.get() && !Thread.interrupted(); i++) {
                            int colour = base + i;
                            framebuffer.group(() -> {
                                Arrays.fill(pixels, colour);
                                framebuffer.compare();
                            });
                        }
                    }));
        }

        Frame frame = framebuffer.current();
        for (int seen = 0; seen < ROUNDS / 10; ) {
            Frame next = framebuffer.snapshot();
            uniformColour(next);
            if (next.number() > frame.number()) {
                seen++;
            }
            frame = next;
        }
        enough.set(true);
        for (Future<?> host : hosts) {
            host.get();
        }

        assertEquals(pixels[0], uniformColour(framebuffer.snapshot()), "the last group");
    }

    @Test
    void listener_damageFromAHost_leadsEveryReaderToTheLastPicture() throws Exception {
        int[] pixels = new int[WIDTH * HEIGHT];
        Framebuffer framebuffer = new Framebuffer(XrgbSurface.of(pixels, WIDTH, HEIGHT));
        AtomicBoolean drawn = new AtomicBoolean();
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int reader = 0; reader < 2; reader++) {
            Semaphore news = new Semaphore(1);
            framebuffer.addListener(news::release);
            readers.add(
                    threads.submit(() -> {
                        Frame frame;
                        do {
                            news.acquire();
                            news.drainPermits();
                            frame = framebuffer.snapshot();
                        } while (frame.pixel(WIDTH - 1, HEIGHT - 1) != ROUNDS);
                        return drawn.get();
                    }));
        }
        for (int i = 1; i <= ROUNDS; i++) {
            if (i == ROUNDS) {
                drawn.set(true);
            }
            pixels[pixels.length - 1] = i;
            framebuffer.damage(WIDTH - 1, HEIGHT - 1, 1, 1);
        }

        for (Future<Boolean> reader : readers) {
            assertTrue(reader.get(), "the timeout strikes if a reader misses the last damage");
        }
    }

    @Test
    void group_otherHosts_waitForIt() throws Exception {
        Framebuffer framebuffer = new Framebuffer(10, 10);
        CountDownLatch started = new CountDownLatch(1);
        Future<?> other;
        try (Group _ = framebuffer.begin()) {
            other =
                    threads.submit(() -> {
                        started.countDown();
                        framebuffer.publish(filled(2));
                    });
            started.await();
            framebuffer.publish(filled(1));
        }
        other.get();

        assertEquals(2, framebuffer.current().pixel(0, 0), "the other host came second");
        assertEquals(3, framebuffer.current().number());
    }

    @Test
    void group_readerMeanwhile_returnsAtOnceWithTheFrameBefore() throws Exception {
        Framebuffer framebuffer = new Framebuffer(10, 10);
        Frame before = framebuffer.current();
        try (Group _ = framebuffer.begin()) {
            framebuffer.publish(filled(1));
            assertSame(before, threads.submit(framebuffer::snapshot).get());
        }
        assertEquals(1, threads.submit(framebuffer::snapshot).get().pixel(0, 0));
    }

    @Test
    void group_closedByAnotherThread_isRefused() throws Exception {
        Framebuffer framebuffer = new Framebuffer(10, 10);
        try (Group group = framebuffer.begin()) {
            var e =
                    assertThrows(
                            ExecutionException.class, () -> threads.submit(group::close).get());
            assertTrue(e.getCause() instanceof IllegalStateException, e.toString());
            framebuffer.publish(filled(7));
        }
        assertEquals(7, framebuffer.current().pixel(0, 0));
    }

    @Test
    void resize_whileAReaderCopies_neverMixesSizes() throws Exception {
        Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
        Future<?> host =
                threads.submit(() -> {
                    for (int i = 1; i <= ROUNDS; i++) {
                        int width = 1 + i % WIDTH;
                        int[] pixels = new int[width * 70];
                        Arrays.fill(pixels, i);
                        framebuffer.surface(XrgbSurface.of(pixels, width, 70));
                    }
                });
        int last = 0;
        while (last != ROUNDS) {
            boolean done = host.isDone();
            Frame frame = framebuffer.snapshot();
            last = uniformColour(frame);
            assertTrue(last == 0 || frame.width() == 1 + last % WIDTH, frame.toString());
            assertTrue(!done || last == ROUNDS, "the last surface must be seen");
        }
        host.get();
    }

    private static void readUntilDone(Framebuffer framebuffer, List<Future<?>> hosts)
            throws Exception {
        long number = 0;
        while (!hosts.stream().allMatch(Future::isDone)) {
            Frame frame = framebuffer.snapshot();
            uniformColour(frame);
            assertTrue(frame.number() >= number, "frames go backwards");
            number = frame.number();
        }
        for (Future<?> host : hosts) {
            host.get();
        }
    }

    private static int uniformColour(Frame frame) {
        int[] pixels = frame.pixels();
        for (int pixel : pixels) {
            if (pixel != pixels[0]) {
                fail("torn: %x and %x in %s".formatted(pixels[0], pixel, frame));
            }
        }
        return pixels[0];
    }

    private static int[] filled(int rgb) {
        int[] pixels = new int[100];
        Arrays.fill(pixels, rgb);
        return pixels;
    }
}
