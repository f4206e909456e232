package weft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What scripts wait for, look for and keep of the picture.
@Timeout(60)
class DoExpectTest {
    @TempDir private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static KeyHost host() throws IOException {
        return new KeyHost(builder -> builder);
    }

    @Test
    void capture_showsTheInputBeforeIt() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run(
                            "--delay=0",
                            "key",
                            "a",
                            "capture",
                            file("a.png"),
                            "key",
                            "b",
                            "rcapture",
                            file("b.bmp"),
                            "1",
                            "2",
                            "3",
                            "4"));
            assertArrayEquals(
                    KeyHost.filled(0x61), Images.read(folder.resolve("a.png")).copyPixels());
            var part = Images.read(folder.resolve("b.bmp"));
            assertEquals("3x4", part.width() + "x" + part.height());
            assertEquals(0x62, part.copyPixels()[0]);
        }
    }

    @Test
    void capture_ofMoreThanThereIs_fails() throws IOException {
        try (KeyHost host = host()) {
            String complaint =
                    host.run("rcapture", file("a.png"), "30", "0", "11", "1").complaint(30);
            assertTrue(complaint.endsWith("is not within the picture of 40x30"), complaint);
            assertFalse(Files.exists(folder.resolve("a.png")));
        }
    }

    @Test
    void expect_waitsForThePicture() throws IOException {
        Images.write(KeyHost.filled(0x62), KeyHost.WIDTH, KeyHost.HEIGHT, folder.resolve("b.png"));
        Images.write(Arrays.copyOf(KeyHost.filled(0x62), 6), 3, 2, folder.resolve("part.png"));
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run(
                            "--delay=0",
                            "key",
                            "a",
                            "key",
                            "b",
                            "expect",
                            file("b.png"),
                            "0",
                            "rexpect",
                            file("part.png"),
                            "37",
                            "28",
                            "key",
                            "c",
                            "waitchange"));
        }
    }

    @Test
    void expect_withFuzz_letsPixelsBeOff() throws IOException {
        Images.write(
                KeyHost.filled(0x6a), KeyHost.WIDTH, KeyHost.HEIGHT, folder.resolve("near.png"));
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("key", "b", "expect", file("near.png"), "10"));
            Outcome exact =
                    host.run(
                            "--step-timeout",
                            "0.3",
                            "--failures",
                            file("failed"),
                            "expect",
                            file("near.png"));
            assertEquals(41, exact.exitCode());
        }
    }

    @Test
    void expect_inVain_saysWhatWasSeenAndWhereItIs() throws IOException {
        int[] pixels = KeyHost.filled(0x62);
        pixels[5] = 0xffffff;
        Images.write(pixels, KeyHost.WIDTH, KeyHost.HEIGHT, folder.resolve("b.png"));
        try (KeyHost host = host()) {
            String complaint =
                    host.run(
                                    "--step-timeout",
                                    "0.3",
                                    "--failures",
                                    file("failed"),
                                    "key",
                                    "b",
                                    "expect",
                                    file("b.png"))
                            .complaint(41);
            assertEquals(
                    "argument 3: expect: the picture was never that of %s: 1 of 1200 pixels are"
                                    .formatted(file("b.png"))
                            + " different (allowed: 0), all within 1x1+5+0;"
                            + " the worst distance is 0.931; the closest is"
                            + " %s, the difference %s"
                                    .formatted(
                                            file("failed/b-actual.png"), file("failed/b-diff.png")),
                    complaint);
            assertArrayEquals(
                    KeyHost.filled(0x62),
                    Images.read(folder.resolve("failed/b-actual.png")).copyPixels());
            assertEquals(
                    0xff0000, Images.read(folder.resolve("failed/b-diff.png")).copyPixels()[5]);
        }
    }

    @Test
    void expect_ofAnotherSize_saysWhichSizes() throws IOException {
        Images.write(new int[6], 3, 2, folder.resolve("small.png"));
        try (KeyHost host = host()) {
            String complaint =
                    host.run(
                                    "--step-timeout",
                                    "0.3",
                                    "--failures",
                                    file("failed"),
                                    "expect",
                                    file("small.png"))
                            .complaint(41);
            assertTrue(complaint.contains("40x30 pixels instead of 3x2"), complaint);
        }
    }

    @Test
    void needle_isFoundAndClickedAtItsPoints() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            Images.write(
                    host.server.framebuffer().snapshot().pixels(),
                    KeyHost.WIDTH,
                    KeyHost.HEIGHT,
                    folder.resolve("ok.png"));
            Files.writeString(
                    folder.resolve("ok.json"),
                    """
                    {"tags": ["ok"], "area": [{"type": "match", "xpos": 21, "ypos": 10,
                      "width": 5, "height": 4, "click_point": {"xpos": 1, "ypos": 2, "id": "a"}}]}
                    """);
            String needle = file("ok.json");
            assertEquals(
                    new Outcome(0, "21 10 5 4 1.0000\nyes\n", ""),
                    host.run("find", needle, "--score", "expectany", needle + "=yes"));
            Outcome.assertDone(host.run("--delay=0", "click", needle + "@a", "sync"));
            assertEquals(List.of("22,12:0", "22,12:1", "22,12:0"), host.input);
            assertTrue(
                    host.run("click", needle + "@b")
                            .complaint(30)
                            .endsWith("ok.json has no click point \"b\""));
        }
    }

    @Test
    void find_withinAnArea_looksNowhereElse() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            assertEquals(
                    new Outcome(0, "21 10 5 4\n", ""),
                    host.run("find", file("mark.png"), "100", "21", "10", "5", "4"));
            Outcome.assertDone(host.run("waitnot", file("mark.png"), "22", "0", "18", "30"));
        }
    }

    @Test
    void expect_ofWhatIsNoPicture_fails() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        try (KeyHost host = host()) {
            assertTrue(host.run("expect", text.toString()).complaint(30).contains("text.png"));
            assertTrue(host.run("expect", file("none.png")).complaint(30).contains("none.png"));
        }
    }

    /// A small picture, and a host that shows it at 21,10 when a key is pressed.
    private KeyHost hostWithAMark() throws IOException {
        int[] mark = new int[5 * 4];
        for (int i = 0; i < mark.length; i++) {
            mark[i] = 0x102030 * (i % 7);
        }
        Images.write(mark, 5, 4, folder.resolve("mark.png"));
        Images.write(new int[] {0xff0000, 0x00ff00}, 2, 1, folder.resolve("other.png"));
        KeyHost host = host();
        int[] pixels = KeyHost.filled(0x808080);
        for (int y = 0; y < 4; y++) {
            System.arraycopy(mark, y * 5, pixels, (10 + y) * KeyHost.WIDTH + 21, 5);
        }
        host.server.publish(pixels);
        return host;
    }

    @Test
    void clickOnAPicture_clicksIntoItsMiddle() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            Outcome.assertDone(host.run("--delay=0", "click", file("mark.png"), "sync"));
            assertEquals(List.of("23,12:0", "23,12:1", "23,12:0"), host.input);
            Outcome.assertDone(host.run("key", "a", "waitnot", file("mark.png")));
        }
    }

    @Test
    void find_inVain_saysWhatIsNear() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            String complaint =
                    host.run(
                                    "--step-timeout",
                                    "0.3",
                                    "--failures",
                                    file("failed"),
                                    "find",
                                    file("other.png"))
                            .complaint(41);
            assertTrue(complaint.contains("other.png is not in the picture; "), complaint);
            assertTrue(complaint.endsWith(file("failed/other-screen.png")), complaint);
            assertEquals(
                    KeyHost.WIDTH, Images.read(folder.resolve("failed/other-screen.png")).width());
        }
    }

    @Test
    void waitNot_inVain_saysWhereItIs() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            String complaint =
                    host.run("--step-timeout", "0.3", "waitnot", file("mark.png"), "90")
                            .complaint(41);
            assertTrue(
                    complaint.endsWith("mark.png is still in the picture, at 5x4+21+10"),
                    complaint);
        }
    }

    @Test
    void expectAny_noneThere_is31() throws IOException {
        try (KeyHost host = hostWithAMark()) {
            String complaint =
                    host.run("--step-timeout", "0.3", "expectany", file("other.png") + "=a")
                            .complaint(31);
            assertTrue(complaint.contains("none is in the picture: "), complaint);
        }
    }

    @Test
    void stable_waitsForTheTime() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(
                    host.run("stable", "0.1", "rstable", "0.05", "0", "0", "5", "5", "3"));
            String complaint = host.run("--step-timeout", "0.2", "stable", "60").complaint(41);
            assertTrue(complaint.startsWith("argument 1: stable: "), complaint);
        }
    }
}
