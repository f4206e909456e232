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

import weft.client.VncClient;
import weft.client.failure.VncClientException;
import weft.client.trust.ServerTrust;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;
import weft.server.access.Tls;
import weft.server.access.WebPages;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// WebSockets of the server: Weft's client, and noVNC in Chromium without anything between them.
@ExtendWith(Programs.class)
@Timeout(120)
class WebSocketIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path home;

    private static void assertShows(CardServer server, VncClient client) {
        Picture seen = Picture.of(client.sync(LONG));
        assertTrue(
                server.picture().sameAs(seen), () -> server.picture().difference(seen, "client"));
    }

    @Test
    void ws_client_seesAndTypes() {
        try (CardServer server =
                        CardServer.start(
                                TestCard.still(400, 300), builder -> builder.webSocket(0));
                VncClient client =
                        VncClient.to("ws://localhost:" + server.port() + "/websockify").connect()) {
            assertShows(server, client);
            client.keyboard().type("a");
            var _ = client.sync(LONG);
            assertEquals(List.of("+61", "-61"), server.input());
            assertShows(server, client);
        }
    }

    @Test
    void wss_clientWithPassword_seesThePicture() throws Exception {
        Certificates certificates = Certificates.make(home);
        Tls tls = Tls.of(certificates.certificate(), certificates.key());
        var any = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        try (CardServer server =
                CardServer.start(
                        TestCard.still(400, 300),
                        builder -> builder.tls(tls).password("secret").secureWebSocket(any))) {
            String address = "wss://localhost:" + server.port();
            ServerTrust trust = ServerTrust.SYSTEM.authorities(certificates.authority());
            try (VncClient client =
                    VncClient.to(address).trust(trust).password("secret").connect()) {
                assertShows(server, client);
            }
            assertThrows(
                    VncClientException.class,
                    () -> VncClient.to(address).trust(trust).password("wrong").connect());
        }
    }

    @Test
    void ws_toOtherMachines_isRefusedAtTheStart() throws Exception {
        var any = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                CardServer.start(
                                        TestCard.still(64, 64),
                                        builder -> builder.password("secret").webSocket(any)));
        String why = String.valueOf(refused.getMessage());
        assertTrue(why.contains("needs encryption"), why);
    }

    @ParameterizedTest
    @EnumSource(NoVnc.Version.class)
    void noVnc_directly_showsThePicture(NoVnc.Version version) throws Exception {
        int webPort = NoVnc.freePort();
        var pages = new WebPages(Set.of(), Set.of(NoVnc.pageAt(webPort)), false);
        try (CardServer server =
                        CardServer.start(
                                TestCard.still(400, 300),
                                builder ->
                                        builder.webSocket(0).webPages(pages).password("secret"));
                NoVnc page =
                        NoVnc.overWebSockets(
                                home,
                                version,
                                webPort,
                                server.port(),
                                400,
                                300,
                                List.of(Encoding.TIGHT, Encoding.HEXTILE),
                                "&password=secret")) {
            for (ForeignViewer viewer : page.viewers()) {
                viewer.await("over a WebSocket", server.picture());
            }
        }
    }
}
