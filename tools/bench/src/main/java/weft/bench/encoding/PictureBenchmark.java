package weft.bench.encoding;

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

import weft.cli.bench.scene.Scene;
import weft.framebuffer.Frame;
import weft.framebuffer.FrameDelta;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Region;
import weft.rfb.encoding.ColourTable;

import java.util.concurrent.TimeUnit;

/// What is done to a picture before it is encoded, in nanoseconds per pixel of the picture: taking
/// the frame, finding what has changed and what has only moved, numbering colours.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PictureBenchmark {

    static final int WIDTH = 1280;
    static final int HEIGHT = 800;
    static final int PIXELS = WIDTH * HEIGHT;

    /// The side of the squares whose colours are numbered.
    private static final int CELL = 64;

    /// Its second picture comes after the first.
    @Param({"TERMINAL", "WEB", "PHOTOS"})
    Scene.Kind scene = Scene.Kind.TERMINAL;

    private final int[][] pictures = new int[2][];
    private final ColourTable colours = new ColourTable();
    private final byte[] numbers = new byte[CELL * CELL];
    private final Framebuffer framebuffer = new Framebuffer(WIDTH, HEIGHT);
    private int turn;

    // Both are set by start().
    @SuppressWarnings("NullAway.Init")
    private Frame[] older;

    @SuppressWarnings("NullAway.Init")
    private Frame newer;

    /// Draws the pictures.
    @Setup(Level.Trial)
    public void start() {
        Scene steps = Scene.of(scene, WIDTH, HEIGHT, 1);
        for (int i = 0; i < 2; i++) {
            steps.next(Scene.Changes.IGNORED);
            pictures[i] = steps.rgb().clone();
        }
        // Two that are hardly different: a frame keeps its last answer to moves().
        older = new Frame[] {published(pictures[0]), published(withOneOther(pictures[0]))};
        Frame _ = published(pictures[0]);
        newer = published(pictures[1]);
    }

    private Frame published(int[] picture) {
        framebuffer.publish(picture);
        return framebuffer.snapshot();
    }

    private static int[] withOneOther(int[] picture) {
        int[] other = picture.clone();
        other[0] ^= 1;
        return other;
    }

    /// Compares with the frame before and copies the tiles that have changed.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public Frame publish() {
        return published(pictures[turn++ & 1]);
    }

    /// Finds what is different.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public Region difference() {
        return newer.difference(older[0]);
    }

    /// Finds that, and what has only moved.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public FrameDelta moves() {
        return newer.since(older[turn++ & 1]);
    }

    /// Numbers the colours of each square, up to the first one too many.
    @Benchmark
    @OperationsPerInvocation(PIXELS)
    public int number() {
        int indexed = 0;
        for (int y = 0; y + CELL <= HEIGHT; y += CELL) {
            for (int x = 0; x < WIDTH; x += CELL) {
                indexed += number(pictures[1], y * WIDTH + x) ? 1 : 0;
            }
        }
        return indexed;
    }

    private boolean number(int[] pixels, int at) {
        colours.clear(ColourTable.LARGEST);
        for (int row = 0; row < CELL; row++) {
            int from = at + row * WIDTH;
            for (int column = 0; column < CELL; column++) {
                int number = colours.add(pixels[from + column]);
                if (number == ColourTable.NONE) {
                    return false;
                }
                numbers[row * CELL + column] = (byte) number;
            }
        }
        return true;
    }
}
