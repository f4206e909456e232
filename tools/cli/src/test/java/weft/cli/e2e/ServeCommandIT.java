package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The `weft` command, as a program of its own, with viewers.
@ExtendWith(Programs.class)
@Timeout(60)
class ServeCommandIT {

    private static final Pattern READY =
            Pattern.compile("(?m)^READY vnc=127\\.0\\.0\\.1::(\\d+)( |$)");

    private static final int SIGTERM = 15;

    /// What can be seen of the moving card and does not move.
    private static final Place BARS = new Place(0, 100);

    @TempDir Path home;

    @Test
    void serve_stillCard_readyLineAndExactPicture() {
        Path file = home.resolve("capture.png");
        try (var weft = Weft.start(home, "serve", "127.0.0.1::0", "--source", "testcard:still");
                var capture =
                        Running.start(
                                home,
                                "gvnccapture",
                                "127.0.0.1:" + (port(weft) - 5900),
                                file.toString())) {
            capture.succeed();
            Picture.read(file).mustBe(picture(TestCard.still(1024, 768)), "weft serve");
        }
    }

    @Test
    void serve_noSource_showsMovingCard() {
        try (var x = XServer.start(home);
                var weft = Weft.start(home, "serve", "127.0.0.1::0");
                var _ = TigerVnc.show(x, port(weft))) {
            Picture bars = picture(TestCard.still(1024, 768)).part(BARS, 1024, 200);
            Place _ = x.await("the bars of weft serve", () -> bars);
            Picture first = x.screenshot();
            Eventually.holds(
                    () -> !x.screenshot().sameAs(first), () -> "the test card stands still");
        }
    }

    @Test
    void serve_stillCard_echoesKeysAndPointer() {
        try (var x = XServer.start(home);
                var weft = Weft.start(home, "serve", "127.0.0.1::0", "--source", "testcard:still");
                var _ = TigerVnc.show(x, port(weft))) {
            TestCard card = TestCard.still(1024, 768);
            Place place = x.await("weft serve", () -> picture(card));
            String _ = x.focus("TigerVNC");
            var _ = card.pointer(500, 400, 1);
            x.pointTo(place, 500, 400);
            String _ = x.xdotool("mousedown", "1");
            x.await("echo of the pointer", place, () -> picture(card));
            for (String key : List.of("w", "e", "f", "t")) {
                var _ = card.key(true, key);
                var _ = card.key(false, key);
            }
            String _ = x.xdotool("key", "w", "e", "f", "t");
            x.await("echo of the keys", place, () -> picture(card));
        }
    }

    @Test
    void serve_passwordFile_opensForThatPassword() throws IOException {
        Path passwd = home.resolve("passwd");
        Path line = Files.writeString(home.resolve("line"), "s3cret\n");
        try (var weft = Weft.start(home, line, "passwd", passwd.toString())) {
            weft.succeed();
        }
        Path file = home.resolve("snapshot.jpg");
        try (var weft =
                        Weft.start(
                                home,
                                "serve",
                                "127.0.0.1::0",
                                "--source=testcard:still",
                                "--password-file=" + passwd);
                var snapshot =
                        Running.start(
                                home,
                                "vncsnapshot",
                                "-nojpeg",
                                "-passwd",
                                passwd.toString(),
                                "127.0.0.1:" + (port(weft) - 5900),
                                file.toString())) {
            snapshot.succeed();
            assertTrue(Picture.read(file).distance(picture(TestCard.still(1024, 768))) <= 1);
        }
    }

    @Test
    void serve_terminated_closesInOrder() {
        Path socket = home.resolve("weft.socket");
        try (var weft = Weft.start(home, "serve", "127.0.0.1::0", "unix:" + socket);
                var client =
                        new TestClient(port(weft), PixelFormat.XRGB8888, List.of(Encoding.ZRLE))) {
            assertTrue(Files.exists(socket));
            weft.terminate();
            assertEquals(128 + SIGTERM, weft.exitCode());
            client.awaitEnd();
            assertTrue(Files.notExists(socket), "the socket file is left");
        }
    }

    private static int port(Running weft) {
        return Eventually.get(
                () ->
                        READY.matcher(weft.output())
                                .results()
                                .map(line -> Integer.parseInt(line.group(1)))
                                .findFirst(),
                () -> "no READY line from " + weft);
    }

    private static Picture picture(TestCard card) {
        return new Picture(card.width(), card.height(), card.pixels());
    }
}
