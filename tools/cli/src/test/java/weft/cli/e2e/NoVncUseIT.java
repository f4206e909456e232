package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.Cursor;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.ClipboardHandler;
import weft.server.VncServerBuilder;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// noVNC in the hands of somebody: sizes, clipboards, names, keys and the pointer's shape.
@ExtendWith(Programs.class)
@Timeout(120)
class NoVncUseIT {

    @TempDir Path home;

    private static CardServer server(UnaryOperator<VncServerBuilder> options) {
        return CardServer.start(
                TestCard.still(400, 300), builder -> options.apply(builder.listen(0)));
    }

    private static <T> void awaitNext(BlockingQueue<T> events, T expected)
            throws InterruptedException {
        assertEquals(expected, events.poll(40, SECONDS));
    }

    @Test
    void page_whoseSizeChanges_getsAPictureOfIt() {
        try (var server = CardServer.resizable(400, 300);
                var page = NoVnc.used(home, server.port(), Encoding.EXTENDED_DESKTOP_SIZE)) {
            XServer x = page.x();
            Eventually.holds(() -> server.picture().width() > 400, () -> "it does not ask");
            var _ = x.await("novnc before", server::picture);
            String window = x.focus("noVNC");
            for (String size : List.of("800 600", "1234 567", "1400 1000")) {
                String[] sides = size.split(" ", 2);
                String _ = x.xdotool("windowsize", window, sides[0], sides[1]);
                Eventually.holds(
                        () -> {
                            Picture now = server.picture();
                            return size.equals(now.width() + " " + now.height());
                        },
                        () -> "not " + size + ": " + server.picture().keep("novnc-size"));
                x.await("novnc of " + size, new Place(0, 0), server::picture);
            }
        }
    }

    @Test
    void page_followsTheHost_whateverSizeItAskedFor() throws Exception {
        BlockingQueue<ScreenLayout> wanted = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onResize(layout -> {
                                    wanted.add(layout);
                                    return ResizeStatus.PROHIBITED;
                                }));
                var page = NoVnc.used(home, server.port(), Encoding.EXTENDED_DESKTOP_SIZE)) {
            var _ = page.x().await("novnc before", server::picture);
            assertNotNull(wanted.poll(40, SECONDS), "it has asked");
            for (int side : List.of(333, 640, 64)) {
                server.replace(TestCard.still(side, side));
                var _ = page.x().await("novnc after", server::picture);
            }
        }
    }

    @Test
    void clipboards_beyondLatin1_goBothWays() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onClipboard(ClipboardHandler.ofText(texts::add)));
                var page = NoVnc.used(home, server.port(), Encoding.EXTENDED_CLIPBOARD)) {
            var _ = page.x().await("novnc", server::picture);
            server.server().clipboard("Größe: 5 €\nключ – 鍵 \uD83D\uDE00");
            awaitNext(texts, "\uD83D\uDE00 鍵 – чюлк\n€ 5 :eßörG");
            server.server().clipboard("ж".repeat(20_000) + "я");
            awaitNext(texts, "я" + "ж".repeat(20_000));
        }
    }

    @Test
    void clipboards_inLatin1_goBothWays() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onClipboard(ClipboardHandler.ofText(texts::add)));
                var page = NoVnc.used(home, server.port())) {
            var _ = page.x().await("novnc", server::picture);
            server.server().clipboard("Größe: 5 €");
            awaitNext(texts, "? 5 :eßörG");
        }
    }

    @Test
    void name_thatTheHostChanges_isThePages() {
        try (var server = CardServer.still(400, 300);
                var page = NoVnc.used(home, server.port(), Encoding.DESKTOP_NAME)) {
            String _ = page.x().focus("noVNC: Weft end-to-end");
            server.server().name("Another name");
            String _ = page.x().focus("noVNC: Another name");
        }
    }

    /// In this form 1.3 takes blue for red, whatever it has asked for.
    @Test
    void shape_ofThePointer_isThePages() {
        awaitShape(Encoding.CURSOR, 0, 0xff00_0000, 0xff12_3412, 0xff80_ff80, 0xffff_ffff);
    }

    @Test
    void shape_withTransparencyInSteps_isThePages() {
        awaitShape(Encoding.VMWARE_CURSOR, 0, 0xff12_3456, 0xffff_0000, 0x80ff_ffff);
    }

    private void awaitShape(Encoding form, int... colours) {
        try (var server = CardServer.still(400, 300);
                var page = NoVnc.used(home, server.port(), form)) {
            int[] argb =
                    IntStream.range(0, 19 * 23).map(i -> colours[i % colours.length]).toArray();
            var cursor = new Cursor(19, 23, 5, 20, argb);
            server.server().framebuffer().cursor(cursor);
            int side = 64;
            int[] square = new int[side * side];
            cursor.compositeOnto(square, 0, side, side, side, side / 2, side / 2);
            var _ = page.x().await("novnc's pointer", () -> new Picture(side, side, square));
            var _ = page.x().await("novnc", server::picture);
        }
    }

    @Test
    void keys_ofAGermanKeyboard_reachTheHostAsTheKeysThatTheyAre() throws Exception {
        BlockingQueue<String> codes = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onKeyCode((code, down) ->
                                        codes.add("%s%02x".formatted(down ? "+" : "-", code))));
                var page = NoVnc.used(home, server.port(), Encoding.QEMU_KEY_EVENT)) {
            XServer x = page.x();
            try (Running layout = x.run("setxkbmap", "de")) {
                layout.succeed();
            }
            var _ = x.await("novnc", server::picture);
            String _ = x.focus("noVNC");
            String _ = x.xdotool("key", "z", "udiaeresis", "Right");
            for (String event : List.of("+15", "-15", "+1a", "-1a", "+cd", "-cd")) {
                awaitNext(codes, event);
            }
        }
    }
}
