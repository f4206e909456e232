package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The decoders of libvncclient, gtk-vnc and noVNC, each forced to one encoding, show what the
/// server shows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Programs.class)
@Timeout(60)
class LibraryViewersIT {

    private Path home;
    private CompiledViewers compiled;

    @BeforeAll
    void compile(@TempDir Path folder) {
        home = folder;
        compiled = new CompiledViewers(folder);
    }

    private static CardServer movingCard() {
        return CardServer.start(new TestCard(640, 480), builder -> builder.listen(0));
    }

    private static void moveAndCompare(
            CardServer server, ForeignViewer viewer, ViewerFormat format, Encoding encoding) {
        viewer.await("at rest", format.seen(server.picture()));
        for (int frame = 1; frame <= 100; frame++) {
            server.tick(frame);
        }
        viewer.await("after motion", format.seen(server.picture()));
        viewer.tap().conversation().mustHaveUsed(encoding);
        assertEquals(format.wire(), viewer.tap().conversation().format());
    }

    @ParameterizedTest
    @CsvSource({
        "RAW, 32", "RRE, 32", "CORRE, 32", "HEXTILE, 32", "ZLIB, 32", "TIGHT, 32", "TRLE, 32",
        "ZRLE, 32", "RAW, 16", "RRE, 16", "CORRE, 16", "HEXTILE, 16", "ZLIB, 16", "TIGHT, 16",
        "TRLE, 16", "ZRLE, 16", "RAW, 8", "RRE, 8", "CORRE, 8", "HEXTILE, 8", "ZLIB, 8",
        "TIGHT, 8", "TRLE, 8", "ZRLE, 8"
    })
    void libvncclient_encodingAndBits_showsExactPicture(Encoding encoding, int bits) {
        ViewerFormat format =
                switch (bits) {
                    case 8 -> ViewerFormat.BGR233;
                    case 16 -> ViewerFormat.RGB565;
                    default -> ViewerFormat.XRGB;
                };
        try (var server = movingCard();
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()), encoding, 2, OptionalInt.empty(), format)) {
            moveAndCompare(server, viewer, format, encoding);
        }
    }

    @ParameterizedTest
    @CsvSource({"ZLIB, 0", "ZLIB, 9", "TIGHT, 0", "TIGHT, 9", "ZRLE, 0", "ZRLE, 9"})
    void libvncclient_compressLevel_showsExactPicture(Encoding encoding, int level) {
        try (var server = movingCard();
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()),
                                encoding,
                                level,
                                OptionalInt.empty(),
                                ViewerFormat.XRGB)) {
            moveAndCompare(server, viewer, ViewerFormat.XRGB, encoding);
        }
    }

    /// Wavelets, at each of their levels, and exact: the same pixels as our decoder's.
    @ParameterizedTest
    @CsvSource({"1, 32", "4, 32", "7, 32", "9, 32", "1, 16", "4, 16", "7, 16", "9, 16"})
    void libvncclient_zywrleQuality_showsWhatOurDecoderMakesOfIt(int quality, int bits) {
        ViewerFormat format = bits == 16 ? ViewerFormat.RGB565 : ViewerFormat.XRGB;
        var card = new Picture(640, 480, TestCard.still(640, 480).pixels());
        try (var server = new OneUpdateServer(card, Encoding.ZYWRLE);
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()),
                                Encoding.ZYWRLE,
                                2,
                                OptionalInt.of(quality),
                                format)) {
            Picture decoded = format.seen(server.decoded());
            assertEquals(quality == 9, decoded.sameAs(format.seen(card)), "exact");
            viewer.await("quality " + quality, decoded);
        }
    }

    /// What is lossy while it moves is exact at rest.
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 8})
    void libvncclient_zywrleFromTheServer_showsExactPictureAtRest(int quality) {
        try (var server = movingCard();
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()),
                                Encoding.ZYWRLE,
                                2,
                                OptionalInt.of(quality),
                                ViewerFormat.XRGB)) {
            moveAndCompare(server, viewer, ViewerFormat.XRGB, Encoding.ZYWRLE);
        }
    }

    /// The card's landscape is filtered: compression-control 0111.
    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "6, true", "9, true"})
    void libvncclient_tightWithGradientFilter_showsExactPicture(int level, boolean filtered) {
        try (var server = movingCard();
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()),
                                Encoding.TIGHT,
                                level,
                                OptionalInt.empty(),
                                ViewerFormat.XRGB)) {
            moveAndCompare(server, viewer, ViewerFormat.XRGB, Encoding.TIGHT);
            Set<Integer> kinds = viewer.tap().conversation().tightKinds();
            assertEquals(filtered, kinds.contains(0b0111), () -> "kinds " + kinds);
        }
    }

    /// Small enough for libvncclient's buffer of 307,200 bytes. It reads the encoding without
    /// asking for it.
    @ParameterizedTest
    @ValueSource(ints = {32, 16})
    void libvncclient_tightWithoutZlib_showsExactPicture(int bits) {
        ViewerFormat format = bits == 16 ? ViewerFormat.RGB565 : ViewerFormat.XRGB;
        try (var server = CardServer.start(new TestCard(320, 240), builder -> builder.listen(0));
                var viewer =
                        compiled.libvncclient(
                                Tap.of(server.port()),
                                Encoding.TIGHT,
                                0,
                                OptionalInt.empty(),
                                format,
                                Encoding.TIGHT_WITHOUT_ZLIB.number())) {
            moveAndCompare(server, viewer, format, Encoding.TIGHT);
            Set<Integer> kinds = viewer.tap().conversation().tightKinds();
            assertTrue(kinds.containsAll(Set.of(0b1010, 0b1110)), () -> "kinds " + kinds);
            assertTrue(kinds.stream().allMatch(kind -> kind >= 0b1000), () -> "kinds " + kinds);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RRE", "HEXTILE", "TIGHT", "ZRLE"})
    void gtkVnc_encoding_showsExactPicture(Encoding encoding) {
        try (var server = movingCard();
                var viewer = compiled.gvnc(Tap.of(server.port()), encoding, 2)) {
            moveAndCompare(server, viewer, ViewerFormat.XRGB, encoding);
        }
    }

    @Test
    void noVnc_anyEncoding_showsExactPicture() {
        List<Encoding> encodings = NoVnc.ENCODINGS;
        try (var server = CardServer.still(400, 300)) {
            List<Tap> taps = encodings.stream().map(_ -> Tap.of(server.port())).toList();
            try (var page = NoVnc.start(home, taps, 400, 300, encodings, 1)) {
                for (int i = 0; i < encodings.size(); i++) {
                    page.viewers().get(i).await("at rest", server.picture());
                    taps.get(i).conversation().mustHaveUsed(encodings.get(i));
                }
            }
        }
    }
}
