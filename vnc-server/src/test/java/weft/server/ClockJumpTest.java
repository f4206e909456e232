package weft.server;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Passwords;

import java.time.Duration;
import java.time.Instant;

/// The clock on the wall is set: what has so and so long goes on as before, and only what ends at a
/// date follows it.
class ClockJumpTest extends ServerUnderTest {
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final String STRANGER = "192.0.2.1";
    private Instant now = END.minus(Duration.ofDays(100));

    private void serve() {
        Passwords known = Passwords.NONE.withFull(VncPassword.of("secret")).until(END);
        display = display(builder -> builder.passwords(known).clock(() -> now));
    }

    private ScriptedPeer asked(String address) {
        return connect(address)
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 02")
                .send("02");
    }

    private static ScriptedPeer answer(ScriptedPeer peer, String password) {
        byte[] challenge = VncAuth.read(peer.received());
        return peer.sendBytes(VncAuth.response(VncPassword.of(password), challenge));
    }

    private ScriptedPeer in() {
        return answer(asked("127.0.0.1"), "secret").expect("00000000").send("01").skipServerInit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "-P1D", "P99D", "-P10000D"})
    void clock_set_endsNoDeadlineAndPutsNoneOff(Duration jump) {
        serve();
        ScriptedPeer viewer = in();
        ScriptedPeer half = in().send("00");
        ScriptedPeer login = connect().expectText(ScriptedPeer.V38);
        loop.advance(10 * SECOND);
        now = now.plus(jump);
        loop.advance(5 * SECOND - 1);
        half.expectOpen();
        login.expectOpen();
        loop.advance(1);
        half.expectClosed();
        loop.advance(15 * SECOND - 1);
        login.expectOpen();
        loop.advance(1);
        login.expectClosed();
        viewer.expectOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "-P1D"})
    void clock_set_leavesLocksAsTheyAre(Duration jump) {
        serve();
        for (int i = 0; i < 5; i++) {
            answer(asked(STRANGER), "wrong").failureIsDue().expect("00000001").expectClosed();
        }
        now = now.plus(jump);
        answer(asked(STRANGER), "secret").failureIsDue().expect("00000001").expectClosed();
        loop.advance(2 * SECOND);
        answer(asked(STRANGER), "secret").expect("00000000").disconnect();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P101D", "P1000D"})
    void clock_setBeyondTheEndOfAPassword_andBack_isFollowed(Duration jump) {
        serve();
        ScriptedPeer viewer = in();
        now = now.plus(jump);
        answer(asked(STRANGER), "secret").failureIsDue().expect("00000001").expectClosed();
        viewer.expectOpen();
        now = now.minus(jump);
        in().expectOpen();
    }
}
