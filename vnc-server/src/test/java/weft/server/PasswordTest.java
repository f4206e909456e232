package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Connected;
import weft.server.access.Passwords;
import weft.server.access.Role;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Passwords of VNC authentication that end, are used up or are changed.
class PasswordTest extends ServerUnderTest {
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private Instant now = END.minusSeconds(1);

    private void serve(Passwords passwords) {
        display = display(builder -> builder.passwords(passwords).clock(() -> now));
    }

    private void change(Passwords passwords, Connected connected) {
        loop.locked(() -> display.passwords(passwords, connected));
        loop.runReady();
    }

    private static Passwords full(String password) {
        return Passwords.NONE.withFull(VncPassword.of(password));
    }

    private ScriptedPeer asked() {
        return connect()
                .expectText("RFB 003.008\n")
                .sendText("RFB 003.008\n")
                .expect("01 02")
                .send("02");
    }

    private static ScriptedPeer answer(ScriptedPeer peer, String password) {
        byte[] challenge = VncAuth.read(peer.received());
        return peer.sendBytes(VncAuth.response(VncPassword.of(password), challenge));
    }

    private ScriptedPeer in(String password) {
        return answer(asked(), password).expect("00000000").send("01").skipServerInit();
    }

    private void assertRefused(String password) {
        assertRefused(answer(asked(), password));
    }

    private static void assertRefused(ScriptedPeer peer) {
        peer.failureIsDue().expect("00000001").expectClosed();
    }

    @Test
    void password_untilItsTime_letsIn_andThenNobodyAndTheOthersStay() {
        serve(full("secret").withViewOnly(VncPassword.of("watch")).until(END));
        ScriptedPeer first = in("secret");
        ScriptedPeer late = asked();
        byte[] challenge = VncAuth.read(late.received());
        now = END;
        assertRefused(late.sendBytes(VncAuth.response(VncPassword.of("secret"), challenge)));
        assertRefused("secret");
        assertRefused("watch");
        first.expectOpen();
    }

    @Test
    void noPassword_letsNobodyIn_notEvenWithAKeyOfZeros() throws Exception {
        serve(Passwords.NONE);
        assertRefused("secret");
        for (String key : List.of("0000000000000000", "0101010101010101")) {
            ScriptedPeer peer = asked();
            byte[] challenge = VncAuth.read(peer.received());
            Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(key), "DES"));
            assertRefused(peer.sendBytes(des.doFinal(challenge)));
        }
        ScriptedPeer zeros = asked();
        byte[] _ = VncAuth.read(zeros.received());
        assertRefused(zeros.sendBytes(new byte[16]));
    }

    @Test
    void passwordForOnce_letsOneViewerIn() {
        serve(full("secret").withOnce(VncPassword.of("one")).withOnce(VncPassword.of("two")));
        ScriptedPeer both = asked();
        ScriptedPeer atOnce = asked();
        answer(both, "one").expect("00000000");
        assertRefused(answer(atOnce, "one"));
        in("two");
        assertRefused("two");
        assertRefused("one");
        in("secret");
        in("secret");
        assertEquals(
                List.of(Role.OPERATOR.rights(), Role.OPERATOR.rights(), Role.OPERATOR.rights()),
                display.viewers().stream().map(Viewer::rights).toList());
    }

    @Test
    void responseOfAnotherConnection_isWorthNothing() {
        serve(full("secret"));
        ScriptedPeer first = asked();
        byte[] response =
                VncAuth.response(VncPassword.of("secret"), VncAuth.read(first.received()));
        first.sendBytes(response).expect("00000000");
        ScriptedPeer second = asked();
        byte[] _ = VncAuth.read(second.received());
        assertRefused(second.sendBytes(response));
    }

    @Test
    void responseThatIsHalfRight_isRefused() {
        serve(full("secret"));
        ScriptedPeer peer = asked();
        byte[] response = VncAuth.response(VncPassword.of("secret"), VncAuth.read(peer.received()));
        response[15] ^= 1;
        assertRefused(peer.sendBytes(response));
    }

    @Test
    void challenges_areAllDifferent() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            seen.add(HexFormat.of().formatHex(VncAuth.challenge()));
        }
        assertEquals(100_000, seen.size());
    }

    @Test
    void changed_countsForWhoAnswersFromNowOn_andTheOthersStay() {
        serve(full("old"));
        ScriptedPeer first = in("old");
        ScriptedPeer between = asked();
        ScriptedPeer other = asked();
        change(full("new"), Connected.KEEP);
        assertRefused(answer(between, "old"));
        answer(other, "new").expect("00000000");
        assertRefused("old");
        in("new");
        first.expectOpen();
    }

    @Test
    void changed_withDisconnect_endsAllThatCameByThePasswordOrAreAboutTo() {
        serve(full("old"));
        ScriptedPeer first = in("old");
        ScriptedPeer almost = answer(asked(), "old").expect("00000000");
        change(full("new"), Connected.DISCONNECT);
        first.expectClosed();
        almost.expectClosed();
        assertRefused("old");
        in("new");
        change(Passwords.NONE, Connected.DISCONNECT);
        assertEquals(0, display.viewers().size());
        assertRefused("new");
    }

    @Test
    void server_builtWithoutPasswords_cannotBeginToAskForThem() throws IOException {
        try (VncServer server = VncServer.builder(1, 1).start()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> server.passwords(full("secret"), Connected.KEEP));
        }
    }

    @Test
    void passwords_areNeverTold() {
        String told = full("secret").withOnce(VncPassword.of("one")).until(END).toString();
        assertEquals("Passwords[full 1 for once]", told);
        assertFalse(VncPassword.of("secret").toString().contains("secret"));
    }
}
