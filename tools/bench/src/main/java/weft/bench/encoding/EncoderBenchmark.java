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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.Pixels.PackedPixels;

import java.util.concurrent.TimeUnit;

/// Each encoder on each kind of contents, in nanoseconds per pixel.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EncoderBenchmark {

    @Param({"TEXT", "UI", "PHOTO"})
    Contents contents = Contents.TEXT;

    @Param({"RAW", "RRE", "CORRE", "HEXTILE", "ZLIB", "TIGHT", "TRLE", "ZRLE", "JPEG", "TIGHT_PNG"})
    Encoding encoding = Encoding.RAW;

    private final PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
    private final RfbBuffer out = new RfbBuffer(1 << 20);

    // Both are set by start().
    @SuppressWarnings("NullAway.Init")
    private PackedPixels pixels;

    @SuppressWarnings("NullAway.Init")
    private Encoder encoder;

    /// Draws the picture.
    @Setup(Level.Trial)
    public void start() {
        pixels = new PackedPixels(contents.pixels(), 0, WIDTH, WIDTH, HEIGHT);
        encoder = Encoder.create(encoding);
    }

    /// Frees the encoder.
    @TearDown(Level.Trial)
    public void end() {
        encoder.close();
    }

    /// The whole picture as one rectangle.
    @Benchmark
    @OperationsPerInvocation(WIDTH * HEIGHT)
    public int encode() {
        out.clear();
        encoder.encodeRectangle(0, 0, pixels, translator, out);
        return out.length();
    }
}
