package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.cli.e2e.Colours.Widening;
import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// TightVNC's X viewer, on displays of 24, 16 and 8 bits, shows what the server shows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Programs.class)
@Timeout(60)
class TightVncIT {

    private XServer x;
    private XServer x16;
    private XServer x8;

    private final List<XServer> displays = new ArrayList<>();

    @BeforeAll
    void startDisplays(@TempDir Path home) {
        x = start(home, 24);
        x16 = start(home, 16);
        x8 = start(home, 8);
    }

    private XServer start(Path home, int depth) {
        XServer display = XServer.start(home, depth, "-nocursor");
        displays.add(display);
        return display;
    }

    @AfterAll
    void stopDisplays() {
        displays.forEach(XServer::close);
    }

    private static Running show(XServer x, Tap tap, String encodings, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = "-nojpeg";
        arguments[options.length + 1] = "-encodings";
        arguments[options.length + 2] = encodings;
        arguments[options.length + 3] = "127.0.0.1::" + tap.port();
        return x.run("xtightvncviewer", arguments);
    }

    private static void assertUsed(String encoding, Conversation conversation) {
        conversation.mustHaveUsed(Encoding.valueOf(encoding.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "corre", "hextile", "zlib", "tight"})
    void viewer_encoding_showsExactPicture(String encoding) {
        try (var server = CardServer.still(1024, 768);
                var tap = Tap.of(server.port());
                var _ = show(x, tap, encoding)) {
            Place _ = x.await("tightvnc " + encoding, server::picture);
            assertUsed(encoding, tap.conversation());
            assertEquals(PixelFormat.XRGB8888, tap.conversation().format());
        }
    }

    @ParameterizedTest
    @CsvSource({"zlib, 0", "zlib, 9", "tight, 0", "tight, 9"})
    void viewer_compressLevel_showsExactPicture(String encoding, String level) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x, tap, encoding, "-compresslevel", level)) {
            Place _ = x.await("tightvnc " + encoding + level, server::picture);
            assertUsed(encoding, tap.conversation());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "hextile", "zlib", "tight"})
    void viewer_bgr233_showsNearestColours(String encoding) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x, tap, encoding, "-bgr233")) {
            Place _ =
                    x.await(
                            "tightvnc bgr233 " + encoding,
                            () -> Colours.reduce(server.picture(), Widening.ROUNDED, 7, 7, 3));
            assertUsed(encoding, tap.conversation());
            assertEquals(PixelFormat.BGR233, tap.conversation().format());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "hextile", "zlib", "tight"})
    void viewer_onDisplayOf16Bits_showsNearestColours(String encoding) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x16, tap, encoding)) {
            Place _ =
                    x16.await(
                            "tightvnc 16 bits " + encoding,
                            () -> Colours.reduce(server.picture(), Widening.ROUNDED, 31, 63, 31));
            assertUsed(encoding, tap.conversation());
            assertEquals(PixelFormat.RGB565, tap.conversation().format());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "hextile", "zlib", "tight"})
    void viewer_onDisplayOf8BitsTrueColour_showsNearestColours(String encoding) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x8, tap, encoding, "-truecolour")) {
            Place _ =
                    x8.await(
                            "tightvnc 8 bits " + encoding,
                            () ->
                                    server.picture()
                                            .map(rgb ->
                                                    Colours.level(rgb, 3) << 6
                                                            | Colours.level(rgb >> 8, 7) << 3
                                                            | Colours.level(rgb >> 16, 7)));
            assertUsed(encoding, tap.conversation());
            assertEquals(PixelFormat.BGR233, tap.conversation().format());
        }
    }

    /// The screen has the indices, the recording the colours that the server gave to them.
    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "hextile", "zlib", "tight"})
    void viewer_colourMap_showsNearestColours(String encoding) {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x8, tap, encoding, "-owncmap")) {
            Place _ =
                    x8.await(
                            "tightvnc colour map " + encoding,
                            () ->
                                    server.picture()
                                            .map(rgb ->
                                                    Colours.level(rgb >> 16, 7) << 5
                                                            | Colours.level(rgb >> 8, 7) << 2
                                                            | Colours.level(rgb, 3)));
            Conversation conversation = tap.conversation();
            assertUsed(encoding, conversation);
            assertEquals(PixelFormat.COLOUR_MAP, conversation.format());
            conversation
                    .picture()
                    .mustBe(
                            Colours.reduce(server.picture(), Widening.TRUNCATED, 7, 7, 3),
                            "colour map over " + encoding);
        }
    }

    @Test
    void viewer_scrolledPicture_copiesAndShowsExactPicture() {
        try (var server = CardServer.still(640, 480);
                var tap = Tap.of(server.port());
                var _ = show(x, tap, "copyrect raw")) {
            Place place = x.await("tightvnc before scrolling", server::picture);
            server.scrollUp(32);
            x.await("tightvnc after scrolling", place, server::picture);
            assertEquals(Set.of(Encoding.COPY_RECT, Encoding.RAW), tap.conversation().used());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "rre", "hextile", "zlib", "tight"})
    void viewer_movingPicture_endsExact(String encoding) {
        try (var server = CardServer.start(new TestCard(640, 480), builder -> builder.listen(0));
                var tap = Tap.of(server.port());
                var _ = show(x, tap, encoding)) {
            Place place = x.await("tightvnc at rest", server::picture);
            for (int frame = 1; frame <= 100; frame++) {
                server.tick(frame);
            }
            x.await("tightvnc after motion", place, server::picture);
            assertUsed(encoding, tap.conversation());
        }
    }
}
