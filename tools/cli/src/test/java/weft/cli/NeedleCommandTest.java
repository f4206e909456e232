package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

class NeedleCommandTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;

    @TempDir private Path folder;

    private static int[] noise(int seed) {
        return new Random(seed).ints((long) WIDTH * HEIGHT, 0, 1 << 24).toArray();
    }

    private String picture(String name, int[] pixels) throws IOException {
        Path file = folder.resolve(name);
        Images.write(pixels, WIDTH, HEIGHT, file);
        return file.toString();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String done(String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.err());
        return outcome.out();
    }

    /// A needle of noise, with an area at 10,5.
    private String needle() throws IOException {
        String screen = picture("screen.png", noise(1));
        String json = file("ok.json");
        String _ =
                done(
                        "needle",
                        "new",
                        json,
                        "--picture",
                        screen,
                        "--area",
                        "10,5,20,10",
                        "--tag",
                        "t");
        return json;
    }

    @Test
    void newNeedle_matchesWhatItWasMadeOf() throws IOException {
        String json = needle();
        assertEquals(
                """
                {
                  "area" : [ {
                    "xpos" : 10,
                    "ypos" : 5,
                    "width" : 20,
                    "height" : 10,
                    "type" : "match"
                  } ],
                  "tags" : [ "t" ],
                  "properties" : [ ]
                }
                """,
                Files.readString(Path.of(json)));
        assertEquals(
                """
                ok: matches, error 0.000000
                  20x10+10+5: 100.000 % of 96.0 %, found at 10,5
                """,
                done("needle", "check", json, "--picture", file("screen.png")));
    }

    @Test
    void newNeedle_ofAServer_isWhatItShows() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            host.server.publish(KeyHost.filled(0x123456));
            String _ =
                    done(
                            "needle",
                            "new",
                            file("s.json"),
                            "-s",
                            "127.0.0.1::" + host.server.port(),
                            "--area",
                            "0,0,9,9,90,3",
                            "--exclude",
                            "1,1,2,2",
                            "--workaround",
                            "bsc#1");
            assertEquals(0x123456, Images.read(folder.resolve("s.png")).copyPixels()[7]);
            assertEquals(
                    "s: 2 areas, works around bsc#1\n", done("needle", "list", folder.toString()));
        }
    }

    @Test
    void check_ofAnotherPicture_is31AndSaysHowFar() throws IOException {
        String json = needle();
        String other = picture("other.png", noise(2));
        Outcome outcome = Outcome.of("needle", "check", folder.toString(), "--picture", other);
        assertEquals(31, outcome.exitCode());
        assertTrue(outcome.out().startsWith("ok: does not match, error "), outcome.out());
        assertTrue(outcome.out().strip().endsWith(", too little"), outcome.out());
        Outcome asJson =
                Outcome.of("needle", "check", json, "--json", "--picture", file("screen.png"));
        assertEquals(
                "{\"needle\":\"ok\",\"ok\":true,\"error\":0.0,\"areas\":[{\"wanted\":{\"x\":10,"
                        + "\"y\":5,\"width\":20,\"height\":10},\"found\":{\"x\":10,\"y\":5,"
                        + "\"width\":20,\"height\":10},\"similarity\":1.0,\"match\":0.96,"
                        + "\"ok\":true}]}\n",
                asJson.out());
        assertTrue(
                Outcome.of("needle", "check", json, "--tag", "x", "--picture", other)
                        .complaint(2)
                        .startsWith("there is no such needle"));
    }

    @Test
    void edit_keepsWhatItDoesNotKnow() throws IOException {
        String json = needle();
        Files.writeString(
                Path.of(json),
                """
                {
                  "x-own": {"a": [1, null, "b"]},
                  "area": [
                    {"xpos": 1, "ypos": 2, "width": 3, "height": 4, "type": "match", "own": 1.50},
                    {"xpos": 9, "ypos": 9, "width": 3, "height": 4, "type": "match"}
                  ],
                  "tags": ["t", "u"],
                  "properties": ["own"]
                }
                """);
        String _ =
                done(
                        "needle",
                        "edit",
                        json,
                        "--match",
                        "1=88.5",
                        "--margin",
                        "1=7",
                        "--click",
                        "1=2,3",
                        "--remove-area",
                        "2",
                        "--area",
                        "5,6,7,8",
                        "--remove-tag",
                        "t",
                        "--tag",
                        "v");
        String expected =
                "{\"x-own\":{\"a\":[1,null,\"b\"]},\"area\":[{\"xpos\":1,\"ypos\":2,\"width\":3,"
                        + "\"height\":4,\"type\":\"match\",\"own\":1.50,\"match\":88.5,"
                        + "\"margin\":7,\"click_point\":{\"xpos\":2,\"ypos\":3}},"
                        + "{\"xpos\":5,\"ypos\":6,\"width\":7,\"height\":8,\"type\":\"match\"}],"
                        + "\"tags\":[\"u\",\"v\"],\"properties\":[\"own\"]}";
        assertEquals(expected, Files.readString(Path.of(json)).replaceAll("\\s", ""));
    }

    @Test
    void edit_toWhatIsNoNeedle_leavesTheFile() throws IOException {
        String json = needle();
        String before = Files.readString(Path.of(json));
        assertTrue(
                Outcome.of("needle", "edit", json, "--remove-area", "1")
                        .complaint(1)
                        .contains("needs an area of type match or ocr"));
        assertEquals(before, Files.readString(Path.of(json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new FOLDER/n.json --picture PNG|a needle needs an --area",
                "new FOLDER/n.png --picture PNG --area 1,1,2,2|a needle's file ends with .json",
                "new FOLDER/ok.json --picture PNG --area 1,1,2,2|is there already",
                "new FOLDER/n.json --picture PNG --area 1,1,2|expected X,Y,W,H[,MATCH[,MARGIN]]",
                "new FOLDER/n.json --picture PNG --area 1,1,2,2,101|a match is from 0 to 100",
                "new FOLDER/n.json --picture PNG --area 50,1,20,2|is not within the picture",
                "edit FOLDER/ok.json --match 2=50|there is no area 2; the needle has 1",
                "edit FOLDER/ok.json --remove-tag x|the needle has no tag \"x\"",
                "edit FOLDER/ok.json --click 1=5|a click point is X,Y, not '5'",
                "frobnicate|Unmatched argument",
            })
    void wrongArguments_areExitCode2(String arguments, String expected) throws IOException {
        String _ = needle();
        String filled =
                ("needle " + arguments)
                        .replace("FOLDER", folder.toString())
                        .replace("PNG", file("screen.png"));
        String complaint = Outcome.of(filled.split(" ")).complaint(2);
        assertTrue(complaint.contains(expected), complaint);
    }

    @Test
    void diff_ofPictures_is0Or1() throws IOException {
        String one = picture("one.png", noise(1));
        int[] pixels = noise(1);
        pixels[3] ^= 0xffffff;
        String two = picture("two.png", pixels);
        assertEquals(0, Outcome.of("diff", one, one).exitCode());
        Outcome different = Outcome.of("diff", one, two, "-o", file("diff.png"));
        assertEquals(1, different.exitCode());
        assertTrue(different.out().startsWith("1 of 2400 pixels are different"), different.out());
        assertEquals(WIDTH, Images.read(folder.resolve("diff.png")).width());
        assertTrue(Outcome.of("diff", one, "none.png").complaint(2).startsWith("cannot read none"));
        assertEquals(2, Outcome.of("diff", "--fuzz", "300", one, two).exitCode());
    }
}
