package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.client.failure.RefusedException;
import weft.client.failure.VncClientException;
import weft.client.trust.ServerTrust;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.SecurityType;
import weft.rfb.security.TightCapability;

import java.util.HexFormat;
import java.util.List;

/// VeNCrypt before TLS, and Tight security; with TLS see the tests with foreign servers.
@Timeout(30)
class VeNCryptTest {

    private static final HexFormat HEX = HexFormat.of();

    private static void offer(ScriptedServer server, SecurityType type) throws Exception {
        ProtocolVersion.V3_8.write(server.out());
        server.flush();
        assertEquals(ProtocolVersion.V3_8, ProtocolVersion.read(server.in()));
        new SecurityTypes(List.of(type.number())).write(server.out());
        server.flush();
        assertEquals(type.number(), SecurityTypes.readChoice(server.in()));
    }

    private static void send(ScriptedServer server, String hex) throws Exception {
        server.out().bytes(HEX.parseHex(hex.replace(" ", "")));
        server.flush();
    }

    private static void expect(ScriptedServer server, String hex) {
        byte[] expected = HEX.parseHex(hex.replace(" ", ""));
        assertArrayEquals(expected, server.in().bytes(expected.length));
    }

    private static void finish(ScriptedServer server, String more) throws Exception {
        SecurityResult.OK.write(server.out(), ProtocolVersion.V3_8);
        server.flush();
        assertEquals(new ClientInit(true), ClientInit.read(server.in()));
        new ServerInit(8, 8, PixelFormat.XRGB8888, "a desk").write(server.out());
        send(server, more);
        server.next();
        server.next();
        server.next();
        server.fill(0, 0, 8, 8, 0x123456);
        server.drain();
    }

    private static VncClientException failure(String afterVersion) throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer, SecurityType.VENCRYPT);
                    send(peer, afterVersion);
                    peer.drainBytes();
                })) {
            VncClientBuilder client =
                    server.client()
                            .username("me")
                            .password("secret")
                            .tlsServerName("localhost")
                            .trust(ServerTrust.SYSTEM.anybody());
            return assertThrows(VncClientException.class, client::connect);
        }
    }

    @Test
    void vencrypt_withoutTls_worksInside() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, SecurityType.VENCRYPT);
                            send(peer, "00 02");
                            expect(peer, "00 02");
                            send(peer, "00 03 00000101 00000100 00000001");
                            expect(peer, "00000001");
                            finish(peer, "");
                        });
                VncClient client = server.client().username("u").password("secret").connect()) {
            assertEquals(0x123456, client.frame().pixel(7, 7));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    00 01                      | Expected VeNCrypt 0.2, got 0.1
                    00 00                      | Expected VeNCrypt 0.2, got 0.0
                    00 02 01                   | The server refuses version 0.2 of VeNCrypt
                    00 02 00 00                | Expected subtypes of VeNCrypt, got none
                    00 02 00 01 00000104 00    | The server does not begin TLS
                    00 02 00 01 00000104 01 16 | Expected nothing before the encryption begins, got 1 bytes
                    """)
    void vencrypt_malformed_isRefusedWithWhatItIs(String bytes, String expected) throws Exception {
        assertEquals(expected, failure(bytes).getMessage());
    }

    @Test
    void vencrypt_nothingUsable_saysWhatEachNeeds() throws Exception {
        VncClientException e = failure("00 02 00 04 00000102 00000100 00000109 00001234");
        assertInstanceOf(RefusedException.class, e);
        assertEquals(
                "No VeNCrypt subtype of the server can be used: TLS_VNC (258) needs TLS without a"
                    + " certificate, which Java refuses; use X509 there, PLAIN (256) needs an"
                    + " encrypted connection, lest everybody reads the password, IDENT (265) needs"
                    + " a client that knows it, UNKNOWN (4660) needs a client that knows it",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void tight_withoutAuthentication_readsTheLongerServerInit(boolean tunnels) throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, SecurityType.TIGHT);
                            TightCapability.writeList(
                                    peer.out(),
                                    tunnels ? List.of(TightCapability.NO_TUNNEL) : List.of());
                            peer.flush();
                            if (tunnels) {
                                expect(peer, "00000000");
                            }
                            TightCapability.writeList(
                                    peer.out(),
                                    List.of(
                                            new TightCapability(1, "EVIL", "NOAUTH__"),
                                            TightCapability.UNIX_LOGIN,
                                            TightCapability.NO_AUTH));
                            peer.flush();
                            expect(peer, "00000001");
                            finish(
                                    peer,
                                    "0001 0000 0002 0000"
                                            + HEX.formatHex(
                                                    "\0\0\0\u0082TGHTFTS_LSDT".getBytes(ISO_8859_1))
                                            + "00".repeat(32));
                        });
                VncClient client = server.client().username("u").password("secret").connect()) {
            assertEquals(0x123456, client.frame().pixel(7, 7));
        }
    }

    @Test
    void tight_tooManyCapabilities_areRefusedBeforeTheyAreRead() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer, SecurityType.TIGHT);
                    send(peer, "ffffffff");
                    peer.drainBytes();
                })) {
            var e = assertThrows(VncClientException.class, () -> server.client().connect());
            assertEquals("4294967295 tunnels of Tight security > limit 256", e.getMessage());
        }
    }
}
