package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.cli.e2e.Picture.Place;
import weft.cli.source.Source;
import weft.cli.source.Sources;
import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.rfb.keysym.Keysyms;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/// An X display as a source, beside what the X server says of itself. The program on the display is
/// TigerVNC's viewer, which shows a card of ours, and says which keys and buttons it was told of.
@ExtendWith(Programs.class)
@Timeout(120)
class X11SourceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // each test makes its own
    private XServer x;

    /// A display that is shown, and a viewer of it.
    private record Shown(
            Source source, VncServer server, VncClient viewer, BlockingQueue<String> moves)
            implements AutoCloseable {

        static Shown of(XServer display) throws IOException {
            Source source = Sources.open("x11:" + display.display(), Optional.empty());
            VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
            source.name(builder);
            source.connect(builder);
            builder.onResize(source.resizes().orElseThrow());
            VncServer server = builder.start();
            source.start(server);
            BlockingQueue<String> moves = new LinkedBlockingQueue<>();
            VncClient viewer =
                    VncClient.to("::" + server.port())
                            .events(
                                    new ServerEvents() {
                                        @Override
                                        public void pointerMoved(int x, int y) {
                                            moves.add(x + "," + y);
                                        }
                                    })
                            .connect();
            return new Shown(source, server, viewer, moves);
        }

        Picture picture() {
            return Picture.of(viewer.frame());
        }

        @Override
        public void close() {
            viewer.close();
            server.close();
            source.close();
        }
    }

    /// Waits until the viewer has what the X server keeps in its file.
    private void awaitSame(Shown shown, String what) {
        Eventually.holds(
                () -> shown.picture().sameAs(x.screenshot()),
                () -> x.screenshot().difference(shown.picture(), what));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 16, 30})
    void screen_isExactlyWhatXKeeps(int depth) throws IOException {
        x = XServer.start(home, depth, "-nocursor");
        try (var card = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, card.port());
                var shown = Shown.of(x)) {
            awaitSame(shown, "the beginning");
            String _ = x.focus("TigerVNC");
            for (int i = 0; i < 50; i++) {
                card.tick(i);
            }
            if (depth == 24) {
                Place _ = x.await("the card", card::picture);
            }
            awaitSame(shown, "a card");
            card.scrollUp(20);
            awaitSame(shown, "the same scrolled");
        }
    }

    @Test
    void keys_typeTheCharactersThatTheyMean_whateverTheLayoutIs() throws IOException {
        x = XServer.start(home);
        try (Running layout = x.run("setxkbmap", "de")) {
            layout.succeed();
        }
        try (var card = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, card.port());
                var shown = Shown.of(x)) {
            Place _ = x.await("the card", card::picture);
            String _ = x.focus("TigerVNC");
            String text = "zyZ1!/ @{]~äÖß€ñłжЖ→あ";
            typed(shown, card, text);
            int capsLock = 0xffe5;
            shown.viewer().press(capsLock);
            Eventually.holds(() -> card.input().contains("-ffe5"), () -> "" + card.input());
            card.forgetInput();
            // the small sharp s is a capital with Caps Lock, on this layout alone
            typed(shown, card, text.replace("ß", ""));
            shown.viewer().press(capsLock);
            shown.viewer().key(0xffe1, true);
            typed(shown, card, "äB1");
            shown.viewer().key(0xffe1, false);
        }
    }

    /// Types on the display, and waits until its program has been told of these characters.
    private static void typed(Shown shown, CardServer card, String text) {
        text.codePoints().forEach(each -> shown.viewer().press((int) Keysyms.ofCodePoint(each)));
        Eventually.holds(
                () -> characters(card).equals(text),
                () ->
                        "expected %s, but was %s of %s"
                                .formatted(text, characters(card), card.input()));
        card.forgetInput();
    }

    private static String characters(CardServer card) {
        var text = new StringBuilder();
        for (String event : card.input()) {
            if (event.startsWith("+") && !isModifier(event)) {
                long keysym = Long.parseLong(event.substring(1), 16);
                Keysyms.codePoint(keysym).ifPresent(text::appendCodePoint);
            }
        }
        return text.toString();
    }

    private static boolean isModifier(String event) {
        return event.startsWith("+ffe") || event.equals("+fe03");
    }

    @Test
    void keysHeld_areToldAsHeld_andReleasedWithTheViewer() throws IOException {
        x = XServer.start(home);
        try (var card = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, card.port());
                var shown = Shown.of(x)) {
            Place _ = x.await("the card", card::picture);
            String _ = x.focus("TigerVNC");
            int control = 0xffe3;
            shown.viewer().key(control, true);
            shown.viewer().key('x', true);
            shown.viewer().key('x', true);
            Eventually.holds(
                    () -> card.input().stream().filter("+78"::equals).count() == 2,
                    () -> "x not repeated: " + card.input());
            shown.viewer().close();
            Eventually.holds(
                    () -> card.input().containsAll(List.of("-78", "-ffe3")),
                    () -> "not released: " + card.input());
            assertEquals("+ffe3", card.input().getFirst());
            String _ = x.xdotool("key", "y");
            Eventually.holds(() -> card.input().contains("-79"), () -> "no key: " + card.input());
        }
    }

    @Test
    void pointer_clicksAndTurnsItsWheel_whereItIs() throws IOException {
        x = XServer.start(home);
        try (var card = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, card.port());
                var shown = Shown.of(x)) {
            Place place = x.await("the card", card::picture);
            List<String> expected = new ArrayList<>();
            for (int button = 1; button <= 7; button++) {
                shown.viewer().pointer().click(button, place.x() + 10 * button, place.y() + 100);
                expected.add("%d,100 %x".formatted(10 * button, 1 << (button - 1)));
                expected.add("%d,100 0".formatted(10 * button));
            }
            Eventually.holds(
                    () -> card.input().size() >= expected.size(),
                    () -> "expected " + expected + ", but was " + card.input());
            assertEquals(expected, card.input());
        }
    }

    @Test
    void cursor_isTheOneOfTheDisplay_andFollowsPrograms() throws IOException {
        x = XServer.start(home, 24);
        int side = 16;
        int[] argb =
                IntStream.range(0, side * side)
                        .map(i -> i % side > i / side ? 0 : 0xff00_0000 | i * 0x10_0703)
                        .toArray();
        try (var card = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, card.port());
                var shown = Shown.of(x)) {
            card.server().framebuffer().cursor(new Cursor(side, side, 3, 5, argb));
            Place place = x.await("the card", card::picture);
            x.pointTo(place, 300, 200);
            Eventually.holds(
                    () -> shown.viewer().cursor().filter(shape -> shape.hotX() == 3).isPresent(),
                    () -> "the cursor is " + shown.viewer().cursor());
            Cursor shape = shown.viewer().cursor().orElseThrow();
            assertEquals(5, shape.hotY());
            assertArrayEquals(argb, shape.argb());
            String place300 = "%d,%d".formatted(place.x() + 300, place.y() + 200);
            Eventually.holds(() -> shown.moves().contains(place300), () -> "" + shown.moves());
        }
    }

    @Test
    void size_thatAViewerAsksFor_isThatOfTheDisplay() throws IOException {
        x = XServer.start(home);
        try (var shown = Shown.of(x)) {
            for (String size : List.of("800 600", "1023 701", "1400 1000")) {
                String[] sides = size.split(" ", 2);
                int width = Integer.parseInt(sides[0]);
                int height = Integer.parseInt(sides[1]);
                assertEquals(
                        ResizeStatus.OK, shown.viewer().desktop().resize(width, height, PATIENCE));
                Frame _ =
                        shown.viewer()
                                .waitFor(
                                        frame -> frame.width() == width && frame.height() == height,
                                        PATIENCE);
                assertEquals(size, x.xdotool("getdisplaygeometry").strip());
            }
            assertEquals(
                    ResizeStatus.OUT_OF_RESOURCES,
                    shown.viewer().desktop().request(ScreenLayout.single(2000, 1000), PATIENCE));
        }
    }

    /// Puts text on the clipboard of the display, as long as it runs.
    private Running copied(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(home, "text", ".txt"), text, UTF_8);
        return x.run("xclip", "-quiet", "-selection", "clipboard", "-i", file.toString());
    }

    private String pasted(String selection, String target) {
        try (Running xclip = x.run("xclip", "-selection", selection, "-o", "-t", target)) {
            return xclip.exitCode() == 0
                    ? new String(xclip.output().getBytes(ISO_8859_1), UTF_8)
                    : "";
        }
    }

    private void awaitPasted(String selection, String target, String text) {
        Eventually.holds(
                () -> pasted(selection, target).equals(text),
                () -> "expected %s, but pasted %s".formatted(text, pasted(selection, target)));
    }

    @Test
    void clipboard_goesBothWays() throws IOException {
        x = XServer.start(home);
        String text = "Größe: 5 €\nключ – 鍵";
        try (var shown = Shown.of(x)) {
            try (Running _ = copied(text)) {
                assertEquals(text, shown.viewer().clipboard().takeText(PATIENCE));
            }
            String longer = "ж".repeat(300_000) + "€";
            try (Running _ = copied(longer)) {
                assertEquals(longer, shown.viewer().clipboard().takeText(PATIENCE));
            }
            for (String mine : List.of(text + "!", "another", longer)) {
                shown.viewer().clipboard().text(mine);
                awaitPasted("clipboard", "UTF8_STRING", mine);
                awaitPasted("primary", "UTF8_STRING", mine);
            }
            assertTrue(pasted("clipboard", "TARGETS").contains("UTF8_STRING"));
        }
    }

    @Test
    void server_thatGoesAndComesBack_isShownAgain() throws IOException {
        x = XServer.start(home);
        try (var shown = Shown.of(x)) {
            awaitSame(shown, "before");
            Picture last = shown.picture();
            shown.viewer().key('a', true);
            String number = x.display();
            x.close();
            try (Running xvfb =
                    Running.start(home, "Xvfb", number, "-screen", "0", "800x600x24", "-br")) {
                Frame _ = shown.viewer().waitFor(frame -> frame.width() == 800, PATIENCE);
                assertEquals(XServer.WIDTH, last.width());
                shown.viewer().pointer().move(100, 200);
                try (Running xdotool =
                        Running.start(home, number, "xdotool", List.of("getmouselocation"))) {
                    xdotool.succeed();
                }
                assertTrue(xvfb.isAlive());
            }
        }
    }

    @Test
    void capsLock_lightsTheViewersLamp() throws IOException {
        x = XServer.start(home);
        try (var shown = Shown.of(x)) {
            VncClient viewer = shown.viewer();
            Eventually.holds(() -> viewer.leds().isPresent(), () -> "no lamps");
            String _ = x.xdotool("key", "Caps_Lock");
            Eventually.holds(
                    () -> viewer.leds().orElseThrow().capsLock(), () -> "lamps " + viewer.leds());
            String _ = x.xdotool("key", "Caps_Lock");
            Eventually.holds(
                    () -> !viewer.leds().orElseThrow().capsLock(), () -> "lamps " + viewer.leds());
        }
    }
}
