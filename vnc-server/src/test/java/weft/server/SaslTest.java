package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.security.PlainCredentials;
import weft.rfb.security.Sasl;
import weft.rfb.security.ScramClient;
import weft.rfb.security.ScramVerifier;
import weft.server.access.Authenticator;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.ScramAccounts;
import weft.server.access.Security;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// SASL in clear from the server's side: SCRAM-SHA-256 and nothing else (rfbproto, SASL).
class SaslTest extends ServerUnderTest {
    private static final ScramVerifier SECRET =
            ScramVerifier.of("secret".toCharArray(), ScramVerifier.FEWEST_ITERATIONS);
    private static final ScramVerifier DECOY =
            ScramVerifier.decoy(new byte[16], "nobody", ScramVerifier.FEWEST_ITERATIONS);

    /// Alice, whose password is `secret`, and Bob, whose time is over.
    private static final class Users implements Authenticator {
        @Override
        public Optional<Identity> authenticate(Credentials credentials, String peer) {
            throw new AssertionError("nobody is asked for a password in clear");
        }

        @Override
        public Optional<ScramAccounts> scram() {
            return Optional.of(user ->
                    switch (user) {
                        case "alice" ->
                                new ScramAccounts.Account(
                                        SECRET,
                                        () ->
                                                Optional.of(
                                                        new Identity(
                                                                "alice", Role.VIEW_ONLY.rights())));
                        case "bob" -> new ScramAccounts.Account(SECRET, Optional::empty);
                        default -> new ScramAccounts.Account(DECOY, Optional::empty);
                    });
        }
    }

    private ScriptedPeer choose() {
        display = display(builder -> builder.authenticator(new Users()));
        ScriptedPeer peer =
                connect(EnumSet.of(Security.SASL))
                        .expectText(ScriptedPeer.V38)
                        .sendText(ScriptedPeer.V38)
                        .expect("01 14")
                        .send("14");
        assertEquals(List.of("SCRAM-SHA-256"), Sasl.readMechanisms(peer.received()));
        return peer;
    }

    /// Sends both messages; returns what verifies the server's last one.
    private static ScramClient prove(ScriptedPeer peer, String user, String password) {
        var client = new ScramClient(new PlainCredentials(user, password));
        peer.send(out -> new Sasl.Start("SCRAM-SHA-256", Optional.of(client.first())).write(out));
        Sasl.Reply challenge = Sasl.Reply.read(peer.received());
        assertEquals(false, challenge.isComplete());
        byte[] proof = client.answer(challenge.data().orElseThrow());
        peer.send(out -> Sasl.writeStep(out, Optional.of(proof)));
        return client;
    }

    @Test
    void scram_rightPassword_comesInAndSeesThatTheServerKnowsItToo() {
        ScriptedPeer peer = choose();
        ScramClient client = prove(peer, "alice", "secret");
        Sasl.Reply last = Sasl.Reply.read(peer.received());
        assertTrue(last.isComplete());
        client.verify(last.data().orElseThrow());
        peer.expect("00000000").send("01").skipServerInit();
        assertEquals("alice", display.viewers().getFirst().user());
        assertEquals(Role.VIEW_ONLY.rights(), display.viewers().getFirst().rights());
    }

    @Test
    void scram_wrongPasswordNobodyAndOneWhoseTimeIsOver_areRefusedAlike() {
        for (String[] who :
                List.of(
                        new String[] {"alice", "Secret"},
                        new String[] {"nobody", "secret"},
                        new String[] {"bob", "secret"})) {
            ScriptedPeer peer = choose();
            ScramClient _ = prove(peer, who[0], who[1]);
            peer.failureIsDue().expect("00000000 01").expect("00000001 00000015");
            peer.expectClosed();
        }
    }

    @Test
    void mechanism_thatIsNotOffered_endsIt() {
        ScriptedPeer peer = choose();
        peer.send(
                out -> new Sasl.Start("PLAIN", Optional.of(new byte[] {0, 97, 0, 97})).write(out));
        peer.expectNothing().expectClosed();
    }

    @Test
    void usersThatAreKnownByPasswordOnly_cannotBeAskedInClear() {
        VncServerBuilder builder =
                VncServer.builder(1, 1)
                        .listen(0)
                        .authenticator((_, _) -> Optional.empty())
                        .security(EnumSet.of(Security.SASL));
        var e = assertThrows(IllegalArgumentException.class, () -> start(builder));
        assertTrue(String.valueOf(e.getMessage()).contains("SASL cannot be offered"));
    }

    private static void start(VncServerBuilder builder) throws IOException {
        builder.start().close();
    }
}
