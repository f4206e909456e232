package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.e2e.Colours.Widening;
import weft.cli.e2e.Picture.Place;
import weft.framebuffer.Cursor;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// TigerVNC's viewer shows what the server shows, to the pixel, in everything that it can be forced
/// to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Programs.class)
@Timeout(60)
class TigerVncIT {

    private XServer x;
    private Path home;

    @BeforeAll
    void startDisplay(@TempDir Path folder) {
        home = folder;
        x = XServer.start(folder);
    }

    @AfterAll
    void stopDisplay() {
        x.close();
    }

    /// The encodings that `-PreferredEncoding` knows.
    enum Preferred {
        Raw,
        Hextile,
        Tight,
        ZRLE;

        Encoding encoding() {
            return Encoding.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource(Preferred.class)
    void viewer_preferredEncoding_showsExactPicture(Preferred preferred) {
        try (var server = CardServer.still(1024, 768);
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-PreferredEncoding=" + preferred)) {
            Place _ = x.await("tigervnc " + preferred, server::picture);
            assertEquals(Set.of(preferred.encoding()), tap.conversation().used());
            assertEquals(PixelFormat.XRGB8888, tap.conversation().format());
        }
    }

    @ParameterizedTest
    @CsvSource({"Tight, 0", "Tight, 1", "Tight, 6", "Tight, 9", "ZRLE, 1", "ZRLE, 9"})
    void viewer_compressLevel_showsExactPicture(Preferred preferred, int level) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ =
                        TigerVnc.show(
                                x,
                                tap.port(),
                                "-PreferredEncoding=" + preferred,
                                "-CustomCompressLevel",
                                "-CompressLevel=" + level)) {
            Place _ = x.await("tigervnc " + preferred + level, server::picture);
            Conversation conversation = tap.conversation();
            assertEquals(Set.of(preferred.encoding()), conversation.used());
            assertEquals(OptionalInt.of(level), conversation.preferences().compressionLevel());
        }
    }

    /// At these levels the viewer asks for 1, 2 or 3 bits a channel.
    @ParameterizedTest
    @CsvSource({
        "Raw, 0, 1, 1, 1", "Raw, 1, 3, 3, 3", "Raw, 2, 7, 7, 3",
        "Hextile, 0, 1, 1, 1", "Hextile, 1, 3, 3, 3", "Hextile, 2, 7, 7, 3",
        "Tight, 0, 1, 1, 1", "Tight, 1, 3, 3, 3", "Tight, 2, 7, 7, 3",
        "ZRLE, 0, 1, 1, 1", "ZRLE, 1, 3, 3, 3", "ZRLE, 2, 7, 7, 3"
    })
    void viewer_lowColourLevel_showsNearestColours(
            Preferred preferred, int level, int redMax, int greenMax, int blueMax) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ =
                        TigerVnc.show(
                                x,
                                tap.port(),
                                "-PreferredEncoding=" + preferred,
                                "-FullColor=0",
                                "-LowColorLevel=" + level)) {
            Place _ =
                    x.await(
                            "tigervnc " + preferred + " colours " + level,
                            () ->
                                    Colours.reduce(
                                            server.picture(),
                                            Widening.TRUNCATED,
                                            redMax,
                                            greenMax,
                                            blueMax));
            Conversation conversation = tap.conversation();
            assertEquals(Set.of(preferred.encoding()), conversation.used());
            assertEquals(redMax, conversation.format().redMax());
            assertEquals(8, conversation.format().bitsPerPixel());
        }
    }

    @ParameterizedTest
    @EnumSource(Preferred.class)
    void viewer_movingPicture_endsExact(Preferred preferred) {
        try (var server = CardServer.start(new TestCard(640, 480), builder -> builder.listen(0));
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-PreferredEncoding=" + preferred)) {
            Place place = x.await("tigervnc at rest", server::picture);
            for (int frame = 1; frame <= 200; frame++) {
                server.tick(frame);
                if (frame % 20 == 0) { // the viewer keeps up for a while, then falls behind
                    x.await("tigervnc in motion", place, server::picture);
                }
            }
            x.await("tigervnc after motion", place, server::picture);
            tap.conversation().picture().mustBe(server.picture(), "tap after motion");
        }
    }

    @Test
    void viewer_scrolledPicture_copiesAndShowsExactPicture() {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-PreferredEncoding=ZRLE")) {
            Place place = x.await("tigervnc before scrolling", server::picture);
            for (int step = 0; step < 20; step++) {
                server.scrollUp(16);
                x.await("tigervnc after scrolling", place, server::picture);
            }
            assertTrue(tap.conversation().used().contains(Encoding.COPY_RECT));
            tap.conversation().picture().mustBe(server.picture(), "tap after scrolling");
        }
    }

    @Test
    void viewer_serverResized_showsNewSizeExactly() {
        try (var server = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, server.port(), "-PreferredEncoding=Tight")) {
            Place _ = x.await("tigervnc before resizing", server::picture);
            for (int[] size : new int[][] {{800, 600}, {320, 200}, {1023, 767}}) {
                server.replace(TestCard.still(size[0], size[1]));
                Place _ = x.await("tigervnc resized", server::picture);
                Eventually.holds(
                        () -> TigerVnc.geometry(x).contains("%dx%d".formatted(size[0], size[1])),
                        () ->
                                "expected %dx%d: ".formatted(size[0], size[1])
                                        + TigerVnc.geometry(x));
            }
        }
    }

    @Test
    void viewer_unixSocket_showsExactPicture() {
        Path socket = home.resolve("weft.socket");
        try (var server =
                        CardServer.start(
                                TestCard.still(640, 480), builder -> builder.listen(socket));
                var viewer = TigerVnc.show(x, socket)) {
            Place _ = x.await("tigervnc over " + socket, server::picture);
            assertTrue(viewer.isAlive());
        }
        assertTrue(Files.notExists(socket), "the socket file is left");
    }

    @Test
    void cursor_setByHost_isDrawnWhereThePointerIs() {
        int side = 16;
        int[] argb =
                IntStream.range(0, side * side)
                        .map(i -> i % side > i / side ? 0 : 0xff00_0000 | i * 0x10_0703)
                        .toArray();
        var cursor = new Cursor(side, side, 3, 5, argb);
        try (var xWithPointer = XServer.start(home, 24);
                var server = CardServer.still(640, 480);
                var _ = TigerVnc.show(xWithPointer, server.port(), "-PreferredEncoding=ZRLE")) {
            server.server().framebuffer().cursor(cursor);
            // The pointer is somewhere else in the window for now.
            Place place =
                    xWithPointer.await(
                            "head of the card",
                            () -> server.picture().part(new Place(0, 0), 640, 80));
            xWithPointer.pointTo(place, 300, 200);
            xWithPointer.await(
                    "cursor",
                    place,
                    () -> {
                        Picture shown = server.picture();
                        cursor.compositeOnto(shown.rgb(), 0, 640, 640, 480, 300, 200);
                        return shown;
                    });
        }
    }
}
