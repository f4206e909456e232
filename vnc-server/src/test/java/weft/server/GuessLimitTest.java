package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How often somebody may try, and whom that harms.
class GuessLimitTest extends ServerUnderTest {
    private static final String STRANGER = "192.0.2.1";
    private static final String WRONG = "authentication failed";
    private static final String TOO_MANY = "too many failed logins";

    @BeforeEach
    void askForAPassword() {
        display = display(builder -> builder.password("secret"));
    }

    private ScriptedPeer answer(String address, String password) {
        ScriptedPeer peer =
                connect(address).expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38);
        byte[] challenge = peer.expect("01 02").send("02").takeAll();
        return peer.sendBytes(VncAuth.response(VncPassword.of(password), challenge));
    }

    private static String refusal(String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        return "00000001 %08x %s".formatted(text.length, HexFormat.of().formatHex(text));
    }

    private void guessWrongly(String address) {
        answer(address, "wrong").failureIsDue().expect(refusal(WRONG)).expectClosed();
    }

    private void comesIn(String address) {
        answer(address, "secret").expect("00000000").send("01").skipServerInit().disconnect();
    }

    @Test
    void sixthGuess_isNotLookedAtAndToldSoAtTheSameTime() {
        for (int i = 0; i < 5; i++) {
            guessWrongly(STRANGER);
        }
        answer(STRANGER, "secret").failureIsDue().expect(refusal(TOO_MANY)).expectClosed();
        loop.advance(SECOND);
        comesIn(STRANGER);
    }

    @Test
    void guessesAtTheSameTime_countAsOneAfterTheOther() {
        List<ScriptedPeer> peers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            peers.add(answer(STRANGER, i == 7 ? "secret" : "wrong"));
        }
        loop.advance(SECOND);
        for (int i = 0; i < 8; i++) {
            peers.get(i).expect(refusal(i < 5 ? WRONG : TOO_MANY));
        }
    }

    @Test
    void rightPassword_isAFreshStart() {
        for (int i = 0; i < 4; i++) {
            guessWrongly(STRANGER);
        }
        comesIn(STRANGER);
        for (int i = 0; i < 5; i++) {
            guessWrongly(STRANGER);
        }
    }

    @Test
    void connectionsWithoutAPassword_andLoginsBrokenOff_areNoGuesses() {
        for (int i = 0; i < 100; i++) {
            connect(STRANGER).disconnect();
            connect(STRANGER).sendText(ScriptedPeer.V38).disconnect();
            connect(STRANGER).sendText(ScriptedPeer.V38).send("02").disconnect();
            connect(STRANGER).sendText(ScriptedPeer.V38).send("02 00112233").disconnect();
            connect(STRANGER).sendText(ScriptedPeer.V38).send("07").disconnect();
        }
        for (int i = 0; i < 5; i++) {
            guessWrongly(STRANGER);
        }
    }

    @Test
    void otherSources_areNotAffected() {
        for (int i = 0; i < 8; i++) {
            answer(STRANGER, "wrong");
        }
        comesIn("192.0.2.2");
        comesIn("2001:db8::1");
    }

    @Test
    void viewersThatAreIn_stay() {
        ScriptedPeer viewer = answer(STRANGER, "secret").expect("00000000").send("01");
        viewer.skipServerInit();
        for (int i = 0; i < 30; i++) {
            answer(STRANGER, "wrong");
        }
        loop.advance(60 * SECOND);
        viewer.expectOpen();
    }

    /// One attacker who loses no time: how many guesses are looked at?
    private int guessesIn(long seconds, String address) {
        long end = loop.nanoTime() + seconds * SECOND;
        int evaluated = 0;
        while (loop.nanoTime() < end) {
            ScriptedPeer peer = answer(address, "wrong");
            loop.advance(SECOND);
            if (new String(peer.takeAll(), StandardCharsets.US_ASCII).endsWith(WRONG)) {
                evaluated++;
            }
        }
        return evaluated;
    }

    @Test
    void oneSource_in30Seconds_gets8Guesses() {
        assertEquals(8, guessesIn(30, STRANGER));
    }

    @Test
    void oneSource_inADay_getsLessThan300Guesses() {
        int guesses = guessesIn(TimeUnit.DAYS.toSeconds(1), STRANGER);
        assertTrue(guesses > 250 && guesses <= 300, () -> "guesses in a day: " + guesses);
    }

    @Test
    void knownSource_underAttack_getsInWithin2Seconds() {
        comesIn(STRANGER);
        int inTime = 0;
        for (int i = 0; i < 100; i++) {
            answer(STRANGER, "wrong");
            answer(STRANGER, "wrong");
            ScriptedPeer good = answer(STRANGER, "secret");
            answer(STRANGER, "wrong");
            loop.advance(2 * SECOND);
            if (good.takeAll().length == 4) {
                inTime++;
            }
            good.disconnect();
        }
        assertEquals(100, inTime);
    }

    @Test
    void tunnel_underAttack_isDelayedAndNeverLocked() {
        for (int i = 0; i < 5; i++) {
            guessWrongly("127.0.0.1");
        }
        for (int i = 0; i < 50; i++) {
            ScriptedPeer peer = answer("127.0.0.1", "wrong");
            loop.advance(2 * SECOND - 1);
            peer.expectNothing();
            loop.advance(1);
            peer.expect(refusal(WRONG)).expectClosed();
        }
        ScriptedPeer good = answer("127.0.0.1", "secret").expectNothing();
        loop.advance(SECOND);
        good.expect("00000000");
        good.disconnect();
        comesIn("127.0.0.1");
    }
}
