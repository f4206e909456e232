package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

class BenchCommandTest {

    @TempDir private Path directory;

    private String recording = "";

    /// One update of 64x64 grey pixels.
    @BeforeEach
    void record() throws IOException {
        var out = new RfbBuffer();
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, 64, 64, Encoding.RAW.number()).write(out);
        var random = new Random(1);
        for (int i = 0; i < 64 * 64; i++) {
            out.u32((random.nextInt(256) * 0x010101L) << 8);
        }
        Path file = directory.resolve("one \"recording\".rfb");
        Files.write(file, out.toByteArray());
        recording = file.toString();
    }

    private Outcome bench(String command, String... more) {
        var arguments = new ArrayList<>(List.of("bench", command, "--size=64x64"));
        arguments.addAll(List.of("--warm-up=0", "--passes=1"));
        arguments.addAll(List.of(more));
        arguments.add(recording);
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @Test
    void encode_json_hasTheFieldsThatScriptsRead() {
        Outcome outcome = bench("encode", "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        String json = outcome.out();
        assertTrue(json.startsWith("[\n{\"file\":\""), json);
        assertTrue(json.contains("one \\\"recording\\\".rfb\",\"size\":\"64x64\","), json);
        assertTrue(json.contains("\"encoding\":\"tight\",\"quality\":8,\"compression\":2,"), json);
        assertTrue(json.contains("\"rawBytes\":16384,\"bytes\":"), json);
        assertTrue(json.replaceAll("[0-9.]+(E-?[0-9]+)?", "N").contains("\"cpuSeconds\":N,"), json);
        assertTrue(json.endsWith("}\n]\n"), json);
    }

    @Test
    void encode_severalEncodings_printsALineForEach() {
        Outcome outcome = bench("encode", "--encoding=raw,zrle", "--verify");
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(3, lines.size(), outcome.out());
        assertTrue(lines.get(1).contains("  raw  ") && lines.get(1).endsWith("  lossless"));
        assertTrue(lines.get(2).contains("  zrle  ") && lines.get(2).endsWith("  lossless"));
    }

    @Test
    void encode_out_canBeDecoded() {
        Path out = directory.resolve("out.rfb");
        assertEquals(0, bench("encode", "--out", out.toString()).exitCode());
        recording = out.toString();
        Outcome outcome = bench("decode", "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("\"updates\":1,\"pixels\":4096,"), outcome.out());
        assertTrue(outcome.out().contains("\"rectangles\":{\"tight\":{"), outcome.out());
    }

    @Test
    void bench_chart_isAPictureWithBars() throws IOException {
        for (String command : List.of("encode", "decode")) {
            Path chart = directory.resolve(command + ".png");
            assertEquals(0, bench(command, "--chart", chart.toString()).exitCode());
            BufferedImage image = ImageIO.read(chart.toFile());
            int[] pixels =
                    image.getRGB(
                            0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            long blue = Arrays.stream(pixels).filter(rgb -> rgb == 0xFF2A6FB0).count();
            assertEquals(480 * 16, blue, "the longest bar");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench | a command is missing; weft bench --help lists them",
                "bench encode | Missing required parameter: 'FILE'",
                "bench decode | Missing required parameter: 'FILE'",
                "bench encode --quality 10 x | expected a quality from 0 to 9 or none, not '10'",
                "bench encode --compression x x | expected a compression from 0 to 9 or none, not"
                        + " 'x'",
                "bench encode --encoding cat x | tightpng, trle, zlib, zrle, zywrle], not 'cat'",
                "bench encode --format xyz x | [bgr233, bgrx8888, rgb555, rgb565, rgbx8888,"
                        + " xrgb8888], not 'xyz'",
                "bench encode --natives maybe x | expected one of [off, on], not 'maybe'",
                "bench encode --passes 0 x | expected a number from 1",
                "bench encode --warm-up -1 x | expected seconds from 0 to 9999, not '-1'",
                "bench encode --size 0x1 x | 1 to 16384 pixels per side, not 0x1",
                "bench generate tv x | expected one of [photos, terminal, ui, video, web], not"
                        + " 'tv'",
                "bench generate web | Missing required parameter: 'FILE'",
                "bench encode --out o x y | --out is for one recording in one encoding",
                "bench encode --out o --encoding raw,rre x | one recording in one encoding",
            })
    void bench_wrongArguments_isOneLineAndExitCode2(String arguments, String expected) {
        String complaint = Outcome.of(arguments.split(" ")).complaint(Main.USAGE);
        assertTrue(complaint.contains(expected), complaint);
    }

    @Test
    void generate_scene_canBeEncoded() {
        Path scene = directory.resolve("web.rfb");
        String[] arguments = {"bench", "generate", "web", scene.toString(), "--size=64x64"};
        assertEquals(0, Outcome.of(arguments).exitCode());
        recording = scene.toString();
        Outcome outcome = bench("encode", "--json", "--quality=none", "--verify");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("\"updates\":50,"), outcome.out());
    }

    @Test
    void bench_badFile_isOneLineAndExitCode1() throws IOException {
        Path missing = directory.resolve("missing");
        assertEquals(
                missing + ": there is no such file",
                Outcome.of("bench", "encode", missing.toString()).complaint(Main.FAILURE));
        assertEquals(
                directory + ": it is not a regular file",
                Outcome.of("bench", "decode", directory.toString()).complaint(Main.FAILURE));
        Path text = Files.writeString(directory.resolve("text"), "hello");
        assertEquals(
                text + ": after 0 bytes: Expected the type of a server's message, got 104",
                Outcome.of("bench", "encode", text.toString()).complaint(Main.FAILURE));
    }
}
