package weft.client.needle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Rect;
import weft.framebuffer.match.ClickPoint;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleArea;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class NeedleFilesTest {

    private static final Picture SCREEN = Picture.of(new int[64 * 48], 64, 48);

    @TempDir Path folder;

    @BeforeEach
    void makePicture() throws IOException {
        SCREEN.write(folder.resolve("n.png"));
    }

    private Needle read(String name, String json) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, json);
        if (!name.equals("n")) {
            Files.copy(folder.resolve("n.png"), folder.resolve(name + ".png"));
        }
        return NeedleFiles.read(file);
    }

    @Test
    void everyField_isRead() throws IOException {
        Needle needle =
                read(
                        "n",
                        """
                        { "area": [
                            { "xpos": 1, "ypos": 2, "width": 30, "height": 4, "type": "match",
                              "match": 97.5, "margin": 10, "click_point": {"xpos": 5, "ypos": 6,
                              "id": "ok"} },
                            { "xpos": "7", "ypos": 8.0, "width": 9, "height": 10,
                              "type": "exclude", "processing_flags": "p", "max_offset": null },
                            { "xpos": 0, "ypos": 0, "width": 2, "height": 2, "type": "ocr" } ],
                          "tags": ["a", "b"],
                          "properties": ["other", {"name": "workaround", "value": "bsc#123"}] }
                        """);
        assertEquals("n", needle.name());
        assertEquals(
                List.of(
                        NeedleArea.of(new Rect(1, 2, 30, 4))
                                .withMatch(97.5)
                                .withMargin(10)
                                .withClickPoint(ClickPoint.at(5, 6).withId("ok")),
                        NeedleArea.exclude(new Rect(7, 8, 9, 10)),
                        new NeedleArea(
                                NeedleArea.Type.OCR,
                                new Rect(0, 0, 2, 2),
                                96,
                                50,
                                Optional.empty())),
                needle.areas());
        assertEquals(List.of("a", "b"), needle.tags());
        assertEquals(Optional.of("bsc#123"), needle.workaround());
        assertTrue(needle.picture().sameSize(SCREEN));
    }

    @ParameterizedTest
    @CsvSource({
        "grub-bsc77-2026, '\"workaround\"', bsc#77",
        "grub-bsc77-2026, '{\"name\":\"workaround\"}', bsc#77",
        "grub-bsc77-2026, '', none",
        "grub, '\"workaround\"', ''",
    })
    void workaround_isTakenFromThePropertyThenFromTheName(
            String name, String property, String workaround) throws IOException {
        Needle needle =
                read(
                        name,
                        """
                        {"area":[{"xpos":0,"ypos":0,"width":9,"height":9,"type":"match",
                        "click_point":"center"}],"tags":[],"properties":[%s]}\
                        """
                                .formatted(property));
        assertEquals(workaround, needle.workaround().orElse("none"));
        assertEquals(Optional.of(ClickPoint.center()), needle.areas().getFirst().clickPoint());
    }

    @Test
    void needle_written_isReadTheSame() throws IOException {
        List<NeedleArea> areas =
                List.of(
                        NeedleArea.of(new Rect(1, 2, 3, 4))
                                .withClickPoint(ClickPoint.center().withId("a")),
                        NeedleArea.of(new Rect(5, 6, 7, 8))
                                .withMatch(90.5)
                                .withMargin(0)
                                .withClickPoint(ClickPoint.at(-1, 9).withId("\"é\n")),
                        NeedleArea.exclude(new Rect(0, 0, 64, 1)));
        Needle written =
                new Needle("w", () -> SCREEN, areas, List.of("x", "y"), Optional.of("poo#1"));
        Needle read = NeedleFiles.read(NeedleFiles.write(written, folder.resolve("sub")));
        assertEquals(areas, read.areas());
        assertEquals(List.of("x", "y"), read.tags());
        assertEquals(Optional.of("poo#1"), read.workaround());
        assertTrue(read.match(SCREEN).matches());
    }

    @Test
    void needle_written_isOpenQasJson() throws IOException {
        Needle needle =
                new Needle(
                        "w",
                        () -> SCREEN,
                        List.of(
                                NeedleArea.of(new Rect(1, 2, 3, 4))
                                        .withMatch(95)
                                        .withClickPoint(ClickPoint.center())),
                        List.of("t"),
                        Optional.of(""));
        String json = Files.readString(NeedleFiles.write(needle, folder));
        assertEquals(
                """
                {"area":[{"xpos":1,"ypos":2,"width":3,"height":4,"type":"match","match":95,\
                "click_point":"center"}],"tags":["t"],"properties":["workaround"]}\
                """,
                json.replaceAll("\\s", ""));
    }

    @Test
    void folder_isReadWithAllBelowIt_andWhatIsWrongIsLeftOut() throws IOException {
        String good =
                "{\"area\":[{\"xpos\":0,\"ypos\":0,\"width\":9,\"height\":9,"
                        + "\"type\":\"match\"}],\"tags\":[\"t\"]}";
        read("n", good);
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(below.resolve("deep.json"), good);
        SCREEN.write(below.resolve("deep.png"));
        Files.writeString(folder.resolve("missing.json"), good);
        Files.writeString(folder.resolve("empty.json"), good);
        Files.createFile(folder.resolve("empty.png"));
        Files.writeString(folder.resolve("broken.json"), "{");
        SCREEN.write(folder.resolve("broken.png"));
        NeedleFolder all = NeedleFiles.readAll(folder);
        assertEquals(List.of("deep", "n"), all.needles().stream().map(Needle::name).toList());
        assertEquals(2, all.withTag("t").size());
        assertEquals(0, all.withTag("u").size());
        assertEquals(3, all.warnings().size());
        assertTrue(all.warnings().get(0).contains("broken.json"), all.warnings().get(0));
        assertTrue(all.warnings().get(1).endsWith("empty.png is empty"), all.warnings().get(1));
        assertTrue(all.warnings().get(2).endsWith("missing.png is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty or ends too early",
                "[] | a needle must be an object, not []",
                "{} | the needle n needs an area of type match or ocr",
                "{\"area\":1} | area of a needle must be a list, not 1.0",
                "{\"area\":[1]} | an area must be an object, not 1.0",
                "{\"area\":[{}]} | xpos is missing in an area",
                "{\"area\":[{\"xpos\":\"x\"}]} | xpos of an area must be a number, not x",
                "{\"area\":[{\"xpos\":1e10}]} | xpos of an area is out of range: 1.0E10",
                "{\"area\":[{\"type\":\"foo\",\"xpos\":1,\"ypos\":1,\"width\":1,\"height\":1}]}"
                        + " | an area's type is match, ocr or exclude, not foo",
                "{\"area\":[{\"xpos\":1,\"ypos\":1,\"width\":-1,\"height\":1}]}"
                        + " | a rectangle's size must not be negative: -1x1",
                "{\"area\":[{\"xpos\":1,\"ypos\":1,\"width\":1,\"height\":1,\"click_point\":3}]}"
                        + " | click_point must be an object, not 3.0",
                "{\"area\":[],\"a\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}"
                        + " | it is nested deeper than 20",
                "{} 1 | there is something behind the object",
            })
    void wrongJson_isRefusedWithTheReason(String json, String reason) {
        var e = assertThrows(IOException.class, () -> read("n", json));
        assertEquals(
                "cannot read the needle %s: %s".formatted(folder.resolve("n.json"), reason),
                e.getMessage());
    }

    @Test
    void hugeFile_isRefusedUnread() {
        var e = assertThrows(IOException.class, () -> read("n", " ".repeat((1 << 20) + 1)));
        assertTrue(String.valueOf(e.getMessage()).endsWith("1048577 bytes of at most 1048576"));
    }

    @Test
    void name_thatIsNoFileName_isRefused() {
        Needle needle =
                new Needle(
                        "../x",
                        () -> SCREEN,
                        List.of(NeedleArea.of(new Rect(0, 0, 1, 1))),
                        List.of(),
                        Optional.empty());
        assertThrows(IOException.class, () -> NeedleFiles.write(needle, folder));
        assertThrows(IOException.class, () -> NeedleFiles.read(folder.resolve("n.png")));
    }
}
