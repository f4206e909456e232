package weft.bench.encoding;

import static weft.bench.encoding.Contents.HEIGHT;
import static weft.bench.encoding.Contents.WIDTH;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;

import java.util.concurrent.TimeUnit;

/// Translation between packed pixels and those of a viewer's format, in nanoseconds per pixel.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PixelBenchmark {

    private static final int PIXELS = WIDTH * HEIGHT;

    /// Pixel formats that viewers ask for.
    public enum Format {
        /// As Weft has them.
        XRGB8888,
        /// The same, most significant byte first.
        BIG_ENDIAN,
        /// 16 bits.
        RGB565,
        /// 8 bits.
        BGR233;

        PixelFormat pixelFormat() {
            return switch (this) {
                case XRGB8888 -> PixelFormat.XRGB8888;
                case BIG_ENDIAN -> new PixelFormat(32, 24, true, true, 255, 255, 255, 16, 8, 0);
                case RGB565 -> PixelFormat.RGB565;
                case BGR233 -> PixelFormat.BGR233;
            };
        }
    }

    @Param({"XRGB8888", "BIG_ENDIAN", "RGB565", "BGR233"})
    Format format = Format.XRGB8888;

    private final byte[] bytes = new byte[4 * PIXELS];
    private final int[] wire = new int[PIXELS];

    // Both are set by start().
    @SuppressWarnings("NullAway.Init")
    private int[] rgb;

    @SuppressWarnings("NullAway.Init")
    private PixelTranslator translator;

    /// Draws the picture.
    @Setup(Level.Trial)
    public void start() {
        rgb = Contents.UI.pixels();
        translator = PixelTranslator.of(format.pixelFormat());
        translator.write(rgb, 0, PIXELS, bytes, 0);
    }

    /// To wire pixels, which encoders compare and count.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public int[] toWire() {
        translator.toWire(rgb, 0, wire, 0, PIXELS);
        return wire;
    }

    /// To the bytes of Raw.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public byte[] write() {
        translator.write(rgb, 0, PIXELS, bytes, 0);
        return bytes;
    }

    /// From the bytes of Raw.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public int[] read() {
        translator.read(bytes, 0, wire, 0, PIXELS);
        return wire;
    }
}
