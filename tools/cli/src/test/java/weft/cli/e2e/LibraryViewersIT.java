package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

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
