package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Colours.Widening;
import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Viewers that break off at any point of what they say are not noticed by the others.
@ExtendWith(Programs.class)
@Timeout(120)
class HostileViewerIT {

    private static final int TIMES = 400;
    private static final long SEED = 20260101;

    @TempDir Path home;

    @Test
    void viewers_whileThirdBreaksOffAtRandomPoints_endExact() throws IOException {
        var random = new Random(SEED);
        try (var x = XServer.start(home);
                var server =
                        CardServer.start(new TestCard(640, 480), builder -> builder.listen(0));
                var _ = TigerVnc.show(x, server.port(), "-PreferredEncoding=ZRLE");
                var client =
                        new TestClient(
                                server.port(), PixelFormat.BGR233, List.of(Encoding.TIGHT))) {
            Place place = x.await("tigervnc at rest", server::picture);
            byte[] said = record(x, server);
            for (int i = 0; i < TIMES; i++) {
                server.tick(i);
                breakOff(random, server.port(), said);
            }
            x.await("tigervnc after the storm", place, server::picture);
            client.await(
                    "the other viewer after the storm",
                    () -> Colours.reduce(server.picture(), Widening.ROUNDED, 7, 7, 3));
            Eventually.holds(
                    () -> server.server().dump(false).size() == 4,
                    () -> "expected two sessions, but there are " + server.server().dump(false));
            assertEquals(2, server.server().viewers().size());
            Eventually.holds(
                    () -> held(server.input()).isEmpty(),
                    () -> "still held: " + held(server.input()));
            long pressed = server.input().stream().filter("+61"::equals).count();
            assertTrue(pressed > TIMES / 10, () -> "only " + pressed + " came as far as a key");
        }
    }

    /// What a real viewer says, with keys and buttons in it.
    private static byte[] record(XServer x, CardServer server) {
        try (var tap = Tap.of(server.port());
                var _ = x.run("xtightvncviewer", "-nojpeg", "127.0.0.1::" + tap.port())) {
            String window = x.focus("TightVNC");
            String _ = x.xdotool("mousemove", "--window", window, "100", "100");
            String _ = x.xdotool("keydown", "a", "keydown", "b", "mousedown", "1");
            String _ = x.xdotool("keyup", "a", "keyup", "b", "mouseup", "1");
            Eventually.holds(
                    () -> server.input().size() == 6,
                    () -> "expected six changes of keys and buttons: " + server.input());
            return tap.fromViewer();
        }
    }

    /// Says a part of `said` in a few pieces, listens to some of the answer, and goes away: with a
    /// FIN, with a RST, or with a FIN and answers unread, which the system makes a RST.
    private static void breakOff(Random random, int port, byte[] said) throws IOException {
        int end = random.nextInt(said.length + 1);
        int pieces = 1 + random.nextInt(3);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1 + random.nextInt(10));
            OutputStream out = socket.getOutputStream();
            int from = 0;
            for (int piece = 1; piece <= pieces; piece++) {
                int to = piece == pieces ? end : from + random.nextInt(end - from + 1);
                out.write(said, from, to - from);
                out.flush();
                from = to;
                if (random.nextBoolean()) {
                    listen(socket, random.nextInt(1 << 16));
                }
            }
            switch (random.nextInt(3)) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> {
                    socket.shutdownOutput();
                    listen(socket, Integer.MAX_VALUE);
                }
                default -> {}
            }
        } catch (SocketException e) {
            // The server was the first to go, as it may.
        }
    }

    private static void listen(Socket socket, int most) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 12];
        try {
            for (int left = most; left > 0; ) {
                int count = in.read(buffer, 0, Math.min(left, buffer.length));
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (SocketTimeoutException e) {
            // Nothing more for now.
        }
    }

    /// The keys and buttons that were pressed and not released.
    private static Set<String> held(List<String> input) {
        Set<String> held = new HashSet<>();
        for (String event : input) {
            boolean isKey = event.startsWith("+") || event.startsWith("-");
            String what = isKey ? event.substring(1) : "button";
            if (isKey ? event.startsWith("+") : !event.endsWith(" 0")) {
                held.add(what);
            } else {
                held.remove(what);
            }
        }
        return held;
    }
}
