package weft.bench.encoding;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.IndexedSurface;
import weft.framebuffer.PixelLayout;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.PixelSurface;
import weft.framebuffer.Surface;
import weft.framebuffer.View;
import weft.framebuffer.XrgbSurface;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// What publishing a frame costs a host, by the kind of its memory; with `-prof gc`, how many
/// bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AdapterBenchmark {

    static final int WIDTH = 1280;
    static final int HEIGHT = 800;

    /// What the host's memory is.
    @Param({"XRGB_INTS", "XBGR_INTS", "RGB565_SHORTS", "INDEXED_BYTES", "XRGB_NATIVE", "TURNED"})
    String memory = "XRGB_INTS";

    private final Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
    private Surface surface = XrgbSurface.of(new int[WIDTH * HEIGHT], WIDTH, HEIGHT);
    private IntConsumer pixel = at -> {};
    private int turn;

    /// Makes the memory.
    @Setup
    public void start() {
        int[] ints = new int[WIDTH * HEIGHT];
        short[] shorts = new short[WIDTH * HEIGHT];
        byte[] bytes = new byte[WIDTH * HEIGHT];
        MemorySegment segment = Arena.ofAuto().allocate(WIDTH * HEIGHT * 4L);
        surface = XrgbSurface.of(ints, WIDTH, HEIGHT);
        pixel = at -> ints[at]++;
        switch (memory) {
            case "XBGR_INTS" ->
                    surface =
                            new PixelSurface(
                                    PixelMemory.of(ints, WIDTH, HEIGHT), PixelLayout.XBGR8888);
            case "RGB565_SHORTS" -> {
                surface =
                        new PixelSurface(PixelMemory.of(shorts, WIDTH, HEIGHT), PixelLayout.RGB565);
                pixel = at -> shorts[at]++;
            }
            case "INDEXED_BYTES" -> {
                int[] palette = new int[IndexedSurface.COLOURS];
                for (int i = 0; i < palette.length; i++) {
                    palette[i] = i * 0x010101;
                }
                surface = IndexedSurface.of(bytes, WIDTH, HEIGHT, palette);
                pixel = at -> bytes[at]++;
            }
            case "XRGB_NATIVE" -> {
                surface =
                        new PixelSurface(
                                PixelMemory.of(segment, 4, WIDTH * 4L, WIDTH, HEIGHT),
                                PixelLayout.XRGB8888);
                pixel =
                        at ->
                                segment.setAtIndex(
                                        ValueLayout.JAVA_INT,
                                        at,
                                        segment.getAtIndex(ValueLayout.JAVA_INT, at) + 1);
            }
            case "TURNED" -> framebuffer.view(View.PLAIN.rotated(90));
            default -> {}
        }
        framebuffer.publish(surface);
    }

    /// A frame like the one before.
    @Benchmark
    public Frame unchanged() {
        framebuffer.publish(surface);
        return framebuffer.current();
    }

    /// A frame with another pixel.
    @Benchmark
    public Frame onePixel() {
        pixel.accept(turn++ % (WIDTH * HEIGHT));
        framebuffer.publish(surface);
        return framebuffer.current();
    }

    /// A frame with another pixel in each tile.
    @Benchmark
    public Frame everyTile() {
        for (int y = 0; y < HEIGHT; y += 64) {
            for (int x = 0; x < WIDTH; x += 64) {
                pixel.accept(y * WIDTH + x);
            }
        }
        framebuffer.publish(surface);
        return framebuffer.current();
    }
}
