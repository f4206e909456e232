package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.AppleDhKey;
import weft.rfb.security.AppleDhOffer;
import weft.rfb.security.PlainCredentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.Security;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

/// Apple's Diffie-Hellman from the server's side (rfbproto, Diffie-Hellman Authentication).
class AppleDhTest extends ServerUnderTest {

    private ScriptedPeer choose() {
        return connect(EnumSet.of(Security.APPLE_DH))
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 1e")
                .send("1e");
    }

    private void withAlice() {
        display =
                display(builder ->
                        builder.authenticator((given, _) ->
                                given.user().equals("alice")
                                                && Arrays.equals(
                                                        given.password(), "secret".toCharArray())
                                        ? Optional.of(
                                                new Identity("alice", Role.VIEW_ONLY.rights()))
                                        : Optional.empty()));
    }

    @Test
    void rightUser_comesIn() {
        withAlice();
        ScriptedPeer peer = choose();
        AppleDhOffer offer = AppleDhOffer.read(peer.received());
        var answer = AppleDhKey.answer(offer, new PlainCredentials("alice", "secret"));
        peer.send(answer::write).expect("00000000").send("01").skipServerInit();
        assertEquals("alice", display.viewers().getFirst().user());
    }

    @Test
    void passwordAlone_decidesWhereThereAreNoUsers() {
        display = display(builder -> builder.password("secret"));
        ScriptedPeer peer = choose();
        AppleDhOffer offer = AppleDhOffer.read(peer.received());
        var answer = AppleDhKey.answer(offer, new PlainCredentials("whoever", "secret"));
        peer.send(answer::write).expect("00000000");
    }

    @Test
    void wrongPassword_isToldSoASecondLater() {
        withAlice();
        ScriptedPeer peer = choose();
        AppleDhOffer offer = AppleDhOffer.read(peer.received());
        var answer = AppleDhKey.answer(offer, new PlainCredentials("alice", "Secret"));
        peer.send(answer::write).failureIsDue().expect("00000001 00000015");
        peer.expectClosed();
    }

    /// 0, 1, p-1, p and beyond: what becomes of them is known to everybody.
    @ParameterizedTest
    @ValueSource(ints = {-3, -2, -1, 0, 1, 2})
    void publicValue_thatIsNone_endsIt(int which) {
        withAlice();
        ScriptedPeer peer = choose();
        AppleDhOffer offer = AppleDhOffer.read(peer.received());
        BigInteger value =
                switch (which) {
                    case -3 -> BigInteger.ZERO;
                    case -2 -> BigInteger.ONE;
                    case 2 -> BigInteger.TWO.pow(8 * offer.length()).subtract(BigInteger.ONE);
                    default -> offer.prime().add(BigInteger.valueOf(which));
                };
        String hex = value.toString(16);
        String padded = "0".repeat(2 * offer.length() - hex.length()) + hex;
        peer.send("00".repeat(128)).sendBytes(HexFormat.of().parseHex(padded));
        peer.expectNothing().expectClosed();
    }
}
