package weft.bench.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.bench.scene.Scene;
import weft.rfb.encoding.Encoding;

import java.util.Arrays;

/// The benchmarks do what they are timed for.
class EncodingBenchmarksTest {

    @ParameterizedTest
    @EnumSource(Contents.class)
    void encoderBenchmark_eachContents_isSmallerThanRaw(Contents contents) {
        int raw = 4 * Contents.WIDTH * Contents.HEIGHT + 12;
        assertEquals(raw, encode(contents, Encoding.RAW));
        int tight = encode(contents, Encoding.TIGHT);
        assertTrue(tight > 100 && tight < raw, contents + ": " + tight);
    }

    private static int encode(Contents contents, Encoding encoding) {
        var benchmark = new EncoderBenchmark();
        benchmark.contents = contents;
        benchmark.encoding = encoding;
        benchmark.start();
        try {
            return benchmark.encode();
        } finally {
            benchmark.end();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XRGB8888", "BIG_ENDIAN"})
    void pixelBenchmark_formatsOf24Bits_giveThePixelsBack(PixelBenchmark.Format format) {
        var benchmark = new PixelBenchmark();
        benchmark.format = format;
        benchmark.start();
        byte[] bytes = benchmark.write();
        assertTrue(bytes.length > 0);
        assertArrayEquals(Contents.UI.pixels(), benchmark.read());
    }

    @ParameterizedTest
    @EnumSource(PixelBenchmark.Format.class)
    void pixelBenchmark_toWire_givesSeveralColours(PixelBenchmark.Format format) {
        var benchmark = new PixelBenchmark();
        benchmark.format = format;
        benchmark.start();
        long colours = Arrays.stream(benchmark.toWire()).distinct().count();
        assertTrue(colours > 4, format + ": " + colours);
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINAL", "WEB", "PHOTOS"})
    void pictureBenchmark_eachScene_findsWhatItIsTimedFor(Scene.Kind scene) {
        var benchmark = new PictureBenchmark();
        benchmark.scene = scene;
        benchmark.start();
        boolean photos = scene == Scene.Kind.PHOTOS;
        assertTrue(benchmark.difference().area() > PictureBenchmark.PIXELS / 4);
        assertEquals(photos, benchmark.moves().moves().isEmpty());
        assertNotSame(benchmark.moves(), benchmark.moves(), "a kept answer would not be timed");
        int cells = (PictureBenchmark.WIDTH / 64) * (PictureBenchmark.HEIGHT / 64);
        assertTrue(photos ? benchmark.number() < cells : benchmark.number() > cells / 2);
        assertNotSame(benchmark.publish(), benchmark.publish());
    }
}
