package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.RefusedException;
import weft.framebuffer.Frame;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.codec.NativeMemory;
import weft.rfb.encoding.Encoding;
import weft.rfb.security.VncPassword;
import weft.server.KeyHandler;
import weft.server.Painting;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The client library shows exactly what servers show: Weft, TigerVNC's and LibVNCServer's.
@ExtendWith(Programs.class)
@Timeout(120)
class ClientIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path home;

    private static VncClientBuilder to(CardServer server) {
        return VncClient.to("::" + server.port());
    }

    private static void assertShows(String what, Picture expected, Frame frame) {
        Picture seen = Picture.of(frame);
        assertTrue(expected.sameAs(seen), () -> expected.difference(seen, what));
    }

    /// What was there before `sync()` is in its frame.
    private static void assertSyncs(String what, CardServer server, VncClient client) {
        Frame synced = client.sync(LONG);
        assertShows(what, server.picture(), synced);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RAW",
                "RRE",
                "CORRE",
                "HEXTILE",
                "ZLIB",
                "TIGHT",
                "TRLE",
                "ZRLE",
                "ZYWRLE",
                "TIGHT_PNG"
            })
    void weft_inEveryEncodingThatLosesNothing_isShownExactly(Encoding encoding) {
        try (CardServer server = CardServer.still(333, 257);
                VncClient client =
                        to(server).encodings(List.of(Encoding.COPY_RECT, encoding)).connect()) {
            assertShows("first", server.picture(), client.frame());
            for (int i = 1; i <= 20; i++) {
                client.press('a' + i);
                client.pointer().click(1, 10 * i, 7 * i);
                assertSyncs(encoding + " " + i, server, client);
            }
            server.scrollUp(40);
            assertSyncs(encoding + " scrolled", server, client);
            Frame before = client.frame();
            server.replace(TestCard.still(200, 300));
            assertEquals(300, client.waitChange(before, LONG).height());
            assertSyncs(encoding + " resized", server, client);
            assertTrue(client.isContinuous());
        }
        assertEquals(0, NativeMemory.inUse());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weft_syncWithoutAPause_seesEveryKey(boolean continuous) {
        try (CardServer server = CardServer.still(320, 240);
                VncClient client = to(server).continuousUpdates(continuous).connect()) {
            for (int i = 0; i < 500; i++) {
                client.press('a' + i % 26);
                assertSyncs("key " + i, server, client);
            }
            assertEquals(1000, server.input().size());
            assertEquals(continuous, client.isContinuous());
        }
    }

    /// A host that paints on another thread some time after its callback has returned, and says so.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weft_hostThatPaintsLate_syncSeesEveryKey(boolean atRandom) throws IOException {
        var random = new Random(7);
        var painter = Executors.newSingleThreadScheduledExecutor();
        var server = new CompletableFuture<VncServer>();
        KeyHandler later =
                (keysym, down) -> {
                    VncServer mine = server.join();
                    Painting painting = mine.painting();
                    var _ =
                            painter.schedule(
                                    () -> {
                                        int[] pixels = new int[200 * 100];
                                        Arrays.fill(pixels, (int) keysym << 1 | (down ? 1 : 0));
                                        mine.publish(pixels);
                                        painting.close();
                                    },
                                    atRandom ? random.nextInt(20_000) : 30_000,
                                    TimeUnit.MICROSECONDS);
                };
        server.complete(VncServer.builder(200, 100).listen(0).onKey(later).start());
        try (VncServer mine = server.join();
                VncClient client = VncClient.to("::" + mine.port()).connect()) {
            for (int i = 0; i < 100; i++) {
                int key = 'a' + i % 26;
                client.key(key, i % 2 == 0);
                assertEquals(
                        key << 1 | (i % 2 == 0 ? 1 : 0),
                        client.sync(LONG).pixel(199, 99),
                        "key " + i);
            }
        } finally {
            painter.shutdownNow();
        }
    }

    @Test
    void weft_inLossyEncodings_leavesNoNativeMemoryWhenClosed() {
        for (Encoding encoding : List.of(Encoding.JPEG, Encoding.OPEN_H264, Encoding.TIGHT)) {
            try (CardServer server = CardServer.still(320, 240)) {
                try (VncClient client =
                        to(server).encodings(List.of(encoding)).jpegQuality(6).connect()) {
                    for (int i = 0; i < 5; i++) {
                        client.pointer().move(20 * i, 20);
                        Frame frame = client.sync(LONG);
                        int distance = server.picture().distance(Picture.of(frame));
                        assertTrue(frame.width() == 320 && distance < 256);
                    }
                }
            }
            assertEquals(0, NativeMemory.inUse(), encoding + ", bytes of native memory");
        }
    }

    @ParameterizedTest
    @EnumSource
    void weft_withPassword_inEveryVersion(ProtocolVersion version) {
        try (CardServer server =
                CardServer.start(
                        TestCard.still(100, 80), builder -> builder.listen(0).password("s:cret"))) {
            String uri = "vnc://:s%3Acret@127.0.0.1:" + server.port();
            try (VncClient client = VncClient.to(uri).highestVersion(version).connect()) {
                assertShows("password", server.picture(), client.frame());
            }
            VncClientBuilder wrong = to(server).password("wrong").highestVersion(version);
            assertThrows(RefusedException.class, wrong::connect);
            assertThrows(RefusedException.class, () -> to(server).connect());
        }
    }

    @Test
    void weft_manyClientsInOneJvm_showTheSame() {
        try (CardServer server = CardServer.still(320, 240)) {
            List<VncClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 40; i++) {
                    clients.add(to(server).connect());
                }
                for (VncClient client : clients) {
                    client.press('x');
                }
                for (VncClient client : clients) {
                    Frame _ = client.sync(LONG);
                }
                for (VncClient client : clients) {
                    assertSyncs("one of many", server, client);
                }
            } finally {
                clients.forEach(VncClient::close);
            }
        }
    }

    /// Types into a viewer on the server's screen, which shows a card that echoes keys.
    private static void typeAndCompare(
            CardServer card, VncClient client, String what, Supplier<Picture> screen) {
        var _ = client.waitFor(frame -> Picture.of(frame).find(card.picture()).isPresent(), LONG);
        Picture.Place place = Picture.of(client.frame()).find(card.picture()).orElseThrow();
        client.pointer().move(place.x() + 30, place.y() + 40);
        client.pointer().click(1);
        Eventually.holds(() -> card.input().contains("30,40 0"), () -> card.input().toString());
        for (char key : "weft".toCharArray()) {
            client.press(key);
            String release = "-%x".formatted((int) key);
            Eventually.holds(() -> card.input().contains(release), () -> card.input().toString());
            var _ =
                    client.waitFor(
                            frame -> Picture.of(frame).find(card.picture()).isPresent(), LONG);
        }
        Frame still = client.waitStill(Duration.ofMillis(300), LONG);
        Frame synced = client.sync(LONG);
        assertShows(what, screen.get(), synced);
        assertShows(what + " still", screen.get(), still);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "HEXTILE", "TIGHT", "ZRLE"})
    void xtigervnc_isShownExactly(Encoding encoding) {
        try (CardServer card = CardServer.still(320, 240);
                Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                VncClient client =
                        VncClient.to(server.address())
                                .encodings(List.of(Encoding.COPY_RECT, encoding))
                                .connect();
                Running _ = server.show(card.port())) {
            assertEquals(Xtigervnc.WIDTH, client.frame().width());
            server.focus("Weft");
            typeAndCompare(card, client, "xtigervnc " + encoding, server::screenshot);
            assertTrue(client.isContinuous() && client.hasFence());
        }
    }

    @Test
    void xtigervnc_withPassword_isAskedForIt() throws IOException {
        Path file = home.resolve("passwd");
        Files.write(file, VncPassword.of("secret").toFile());
        try (Xtigervnc server =
                Xtigervnc.start(
                        home, "-SecurityTypes", "VncAuth", "-PasswordFile", file.toString())) {
            try (VncClient client =
                    VncClient.to(server.address())
                            .password("secret")
                            .pixelFormat(PixelFormat.RGB565)
                            .connect()) {
                assertEquals(Xtigervnc.HEIGHT, client.frame().height());
            }
            var e =
                    assertThrows(
                            RefusedException.class,
                            () -> VncClient.to(server.address()).password("wrong").connect());
            assertTrue(String.valueOf(e.getMessage()).contains("The server refuses: "));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RRE", "CORRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
    void x11vnc_isShownExactly(Encoding encoding) {
        Path socket = home.resolve("x11vnc.socket");
        try (CardServer card = CardServer.still(320, 240);
                XServer x = XServer.start(home);
                Running _ = TigerVnc.show(x, card.port());
                Running x11vnc =
                        x.run(
                                "x11vnc",
                                "-unixsock",
                                socket.toString(),
                                "-rfbport",
                                "0",
                                "-nopw",
                                "-forever",
                                "-nocursor",
                                "-norc")) {
            UnixSockets.awaitListening(socket, x11vnc);
            try (VncClient client =
                    VncClient.to(socket.toString())
                            .encodings(List.of(Encoding.COPY_RECT, encoding))
                            .connect()) {
                assertEquals(XServer.WIDTH, client.frame().width());
                var _ = x.focus("Weft");
                typeAndCompare(card, client, "x11vnc " + encoding, x::screenshot);
            }
        }
    }
}
