package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.failure.VncClientException;
import weft.client.trust.ServerTrust;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.message.ClientInit;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.AppleDhAnswer;
import weft.rfb.security.AppleDhKey;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.Sasl;
import weft.rfb.security.SaslPlain;
import weft.rfb.security.ScramServer;
import weft.rfb.security.ScramVerifier;
import weft.rfb.security.SecurityType;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Names and passwords by SASL and by Apple's Diffie-Hellman.
@Timeout(60)
class SaslLoginTest {

    private static final ScramVerifier VERIFIER =
            ScramVerifier.of("a long password".toCharArray(), 4096);

    @TempDir Path home;

    /// How a server ends SCRAM.
    enum End {
        /// With its proof, and that it is complete.
        AT_ONCE,
        /// With its proof, and completely after another, empty step.
        LATER,
        /// With a proof by somebody who does not know the password.
        FALSE_PROOF,
        /// Without a proof.
        NO_PROOF,
        /// With an error instead of a proof.
        ERROR
    }

    private static void offer(ScriptedServer server, SecurityType type) throws Exception {
        ProtocolVersion.V3_8.write(server.out());
        server.flush();
        assertEquals(ProtocolVersion.V3_8, ProtocolVersion.read(server.in()));
        new SecurityTypes(List.of(type.number())).write(server.out());
        server.flush();
        assertEquals(type.number(), SecurityTypes.readChoice(server.in()));
    }

    private static Sasl.Start start(ScriptedServer server, String... mechanisms) throws Exception {
        offer(server, SecurityType.SASL);
        Sasl.writeMechanisms(server.out(), List.of(mechanisms));
        server.flush();
        return Sasl.Start.read(server.in());
    }

    private static void reply(ScriptedServer server, Optional<byte[]> data, boolean complete)
            throws Exception {
        new Sasl.Reply(data, complete).write(server.out());
        server.flush();
    }

    /// @return the server's last message; empty if the client does not know the password
    private static Optional<byte[]> challenge(ScriptedServer server) throws Exception {
        Sasl.Start start = start(server, "DIGEST-MD5", "PLAIN", "SCRAM-SHA-256");
        assertEquals("SCRAM-SHA-256", start.mechanism());
        ScramServer scram = ScramServer.begin(start.data().orElseThrow());
        assertEquals("me", scram.username());
        reply(server, Optional.of(scram.challenge(VERIFIER)), false);
        return scram.answer(Sasl.readStep(server.in()).orElseThrow());
    }

    private static void finish(ScriptedServer server, SecurityResult result) throws Exception {
        result.write(server.out(), ProtocolVersion.V3_8);
        server.flush();
        if (!result.isOk() || server.in().atEnd()) {
            return;
        }
        assertEquals(new ClientInit(true), ClientInit.read(server.in()));
        new ServerInit(8, 8, PixelFormat.XRGB8888, "a desk").write(server.out());
        server.flush();
        server.next();
        server.next();
        assertEquals(new FramebufferUpdateRequest(false, 0, 0, 8, 8), server.next());
        server.fill(0, 0, 8, 8, 0x123456);
        server.drain();
    }

    private static void scram(ScriptedServer server, End end, SecurityResult result)
            throws Exception {
        Optional<byte[]> proof = challenge(server);
        switch (end) {
            case AT_ONCE -> reply(server, proof, true);
            case LATER -> {
                reply(server, proof, false);
                assertEquals(Optional.empty(), Sasl.readStep(server.in()));
                reply(server, Optional.empty(), true);
            }
            case FALSE_PROOF -> reply(server, Optional.of("v=AAAA".getBytes(UTF_8)), true);
            case NO_PROOF -> reply(server, Optional.empty(), true);
            case ERROR -> reply(server, Optional.of("e=invalid-proof".getBytes(UTF_8)), true);
        }
        finish(server, result);
    }

    /// A client that connects over a UNIX socket, where nobody is on the way.
    private VncClient connect(ScriptedServer.Script script, String password) throws Exception {
        Path path = home.resolve("socket");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            try (var server = ScriptedServer.accept(listener, script);
                    VncClient client =
                            VncClient.to("unix:" + path)
                                    .username("me")
                                    .password(password)
                                    .connect()) {
                assertEquals(0x123456, client.frame().pixel(7, 7));
                return client;
            }
        }
    }

    private String refusal(ScriptedServer.Script script, String password) {
        var e = assertThrows(VncClientException.class, () -> connect(script, password));
        return String.valueOf(e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "LATER"})
    void scram_withThePassword_logsIn(End end) throws Exception {
        VncClient client = connect(peer -> scram(peer, end, SecurityResult.OK), "a long password");
        assertEquals("a desk", client.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_PROOF", "FALSE_PROOF", "ERROR"})
    void scram_withAServerThatDoesNotKnowThePassword_isRefused(End end) {
        assertEquals(
                "The server has not shown that it has to do with the password",
                refusal(peer -> scram(peer, end, SecurityResult.OK), "a long password"));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_PROOF", "ERROR"})
    void scram_withAnotherPassword_isRefusedWithTheServersReason(End end) {
        assertEquals(
                "The server refuses: No, no",
                refusal(
                        peer -> {
                            assertTrue(challenge(peer).isEmpty());
                            Optional<byte[]> data =
                                    end == End.ERROR
                                            ? Optional.of("e=invalid-proof".getBytes(UTF_8))
                                            : Optional.empty();
                            reply(peer, data, true);
                            finish(peer, SecurityResult.failed("No, no"));
                        },
                        "another"));
    }

    @ParameterizedTest
    @CsvSource({
        "i=10000001, 'A message of SCRAM: expected 4096 to 10000000 iterations'",
        "i=1, 'A message of SCRAM: expected 4096 to 10000000 iterations'",
    })
    void scram_withAServerThatAsksForTooMuchOrLittle_isRefused(String count, String expected) {
        String message =
                refusal(
                        peer -> {
                            Sasl.Start start = start(peer, "SCRAM-SHA-256");
                            String first = new String(start.data().orElseThrow(), UTF_8);
                            String nonce = first.substring(first.indexOf("r="));
                            String asked = nonce + "x,s=QQ==," + count;
                            reply(peer, Optional.of(asked.getBytes(UTF_8)), false);
                            peer.drainBytes();
                        },
                        "secret");
        assertEquals(expected, message);
    }

    @Test
    void plain_whereThereIsNothingBetter_sendsBoth() throws Exception {
        VncClient client =
                connect(
                        peer -> {
                            Sasl.Start start = start(peer, "ANONYMOUS", "PLAIN");
                            assertEquals("PLAIN", start.mechanism());
                            assertEquals(
                                    new PlainCredentials("me", "sécret"),
                                    SaslPlain.parse(start.data().orElseThrow()));
                            reply(peer, Optional.empty(), true);
                            finish(peer, SecurityResult.OK);
                        },
                        "sécret");
        assertEquals("a desk", client.name());
    }

    @Test
    void plain_withAServerThatGoesOn_isRefused() {
        assertEquals(
                "The server asks for more than there is",
                refusal(
                        peer -> {
                            var _ = start(peer, "PLAIN");
                            reply(peer, Optional.of(new byte[3]), false);
                            peer.drainBytes();
                        },
                        "secret"));
    }

    @Test
    void mechanisms_ofWhichNoneIsKnown_areNamed() {
        String message =
                refusal(
                        peer -> {
                            offer(peer, SecurityType.SASL);
                            Sasl.writeMechanisms(peer.out(), List.of("GSSAPI", "DIGEST-MD5"));
                            peer.flush();
                            assertTrue(peer.in().atEnd());
                        },
                        "secret");
        assertEquals(
                "No SASL mechanism of the server can be used: expected SCRAM-SHA-256 or PLAIN, got"
                        + " GSSAPI, DIGEST-MD5",
                message);
    }

    @Test
    void password_thatCannotBeOne_isRefusedWithTheReason() {
        assertEquals(
                "The character U+0007 is not allowed in names and passwords",
                refusal(
                        peer -> {
                            offer(peer, SecurityType.SASL);
                            Sasl.writeMechanisms(peer.out(), List.of("SCRAM-SHA-256"));
                            peer.flush();
                            assertTrue(peer.in().atEnd());
                        },
                        "a\u0007b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SASL", "APPLE_DH"})
    void passwords_whereAnybodyIsOnTheWay_areNotSent(String name) throws Exception {
        SecurityType type = SecurityType.valueOf(name);
        try (var server =
                ScriptedServer.start(peer -> {
                    ProtocolVersion.V3_8.write(peer.out());
                    peer.flush();
                    assertEquals(ProtocolVersion.V3_8, ProtocolVersion.read(peer.in()));
                    new SecurityTypes(List.of(type.number())).write(peer.out());
                    peer.flush();
                    assertTrue(peer.in().atEnd());
                })) {
            VncClientBuilder client = server.client().username("me").password("secret");
            var e = assertThrows(VncClientException.class, client::connect);
            String needs =
                    type == SecurityType.SASL
                            ? "an encrypted connection, as its mechanisms have none"
                            : "a server that need not be known, as it cannot show who it is";
            assertEquals(
                    "No security type of the server can be used: %s (%d) needs %s"
                            .formatted(type, type.number(), needs),
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void appleDh_thatSomebodyHasAccepted_logsIn(boolean byName) throws Exception {
        AppleDhKey key = AppleDhKey.create();
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer, SecurityType.APPLE_DH);
                    key.offer().write(peer.out());
                    peer.flush();
                    AppleDhAnswer answer = AppleDhAnswer.read(peer.in(), key.offer());
                    assertEquals(new PlainCredentials("me", "secret"), key.open(answer));
                    finish(peer, SecurityResult.OK);
                })) {
            VncClientBuilder builder = server.client().username("me").password("secret");
            if (byName) {
                builder.securityTypes(Set.of(SecurityType.APPLE_DH));
            } else {
                builder.trust(ServerTrust.SYSTEM.anybody());
            }
            try (VncClient client = builder.connect()) {
                assertEquals(0x123456, client.frame().pixel(7, 7));
            }
        }
    }

    @Test
    void appleDh_withAPasswordThatIsTooLong_isRefused() {
        String message =
                refusal(
                        peer -> {
                            offer(peer, SecurityType.APPLE_DH);
                            AppleDhKey.create().offer().write(peer.out());
                            peer.flush();
                            assertTrue(peer.in().atEnd());
                        },
                        "p".repeat(64));
        assertEquals("A password of 64 bytes, expected at most 63 without a zero", message);
    }
}
