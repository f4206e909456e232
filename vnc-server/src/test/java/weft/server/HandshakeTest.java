package weft.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;

/// The handshake, byte by byte (RFC 6143 §7.1 to §7.3).
class HandshakeTest extends ServerUnderTest {
    /// ServerInit of 4x2 pixels, 32 bits little-endian 8-8-8, named "D".
    private static final String SERVER_INIT =
            "0004 0002 20 18 00 01 00ff 00ff 00ff 10 08 00 000000 00000001 44";

    private void withPassword() {
        display = display(builder -> builder.password("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.008\n", "RFB 003.889\n"})
    void version38_none_getsASecurityResult(String version) {
        connect()
                .expectText("RFB 003.008\n")
                .sendText(version)
                .expect("01 01")
                .send("01")
                .expect("00000000")
                .send("01")
                .expect(SERVER_INIT)
                .expectNothing();
    }

    @Test
    void version37_none_getsNoSecurityResult() {
        connect()
                .expectText("RFB 003.008\n")
                .sendText("RFB 003.007\n")
                .expect("01 01")
                .send("01")
                .expectNothing()
                .send("01")
                .expect(SERVER_INIT)
                .expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 003.003\n", "RFB 003.005\n"})
    void version33_none_isToldTheTypeAndNoResult(String version) {
        connect()
                .expectText("RFB 003.008\n")
                .sendText(version)
                .expect("00000001")
                .send("01")
                .expect(SERVER_INIT)
                .expectNothing();
    }

    @ParameterizedTest
    @CsvSource({"RFB 003.003,", "RFB 003.007,01 02", "RFB 003.008,01 02"})
    void vncAuth_rightPassword_comesIn(String version, String types) {
        withPassword();
        ScriptedPeer peer = connect().expectText("RFB 003.008\n").sendText(version + "\n");
        if (types == null) {
            peer.expect("00000002");
        } else {
            peer.expect(types).send("02");
        }
        byte[] challenge = peer.takeAll();
        peer.sendBytes(VncAuth.response(VncPassword.of("secret"), challenge))
                .expect("00000000")
                .send("01")
                .expect(SERVER_INIT);
    }

    @ParameterizedTest
    @CsvSource({
        "RFB 003.003,,",
        "RFB 003.007,01 02,",
        "RFB 003.008,01 02,00000015 61757468656e7469636174696f6e206661696c6564"
    })
    void vncAuth_wrongPassword_isToldSoAndClosed(String version, String types, String reason) {
        withPassword();
        ScriptedPeer peer = connect().expectText("RFB 003.008\n").sendText(version + "\n");
        if (types == null) {
            peer.expect("00000002");
        } else {
            peer.expect(types).send("02");
        }
        byte[] challenge = peer.takeAll();
        peer.sendBytes(VncAuth.response(VncPassword.of("wrong"), challenge))
                .failureIsDue()
                .expect("00000001 " + (reason == null ? "" : reason))
                .expectNothing()
                .expectClosed();
    }

    @Test
    void vncAuth_halfOfTheResponseRight_isRefused() {
        withPassword();
        ScriptedPeer peer =
                connect().expectText("RFB 003.008\n").sendText("RFB 003.008\n").expect("01 02");
        byte[] challenge = peer.send("02").takeAll();
        byte[] response = VncAuth.response(VncPassword.of("secret"), challenge);
        response[15] ^= 1;
        peer.sendBytes(response).failureIsDue().expect("00000001").expectClosed();
    }

    @Test
    void challenges_ofTwoConnections_differAndCannotBeReplayed() {
        withPassword();
        ScriptedPeer first =
                connect().expectText("RFB 003.008\n").sendText("RFB 003.008\n").expect("01 02");
        byte[] challenge = first.send("02").takeAll();
        byte[] response = VncAuth.response(VncPassword.of("secret"), challenge);
        first.sendBytes(response).expect("00000000");
        ScriptedPeer second =
                connect().expectText("RFB 003.008\n").sendText("RFB 003.008\n").expect("01 02");
        second.send("02").takeAll();
        second.sendBytes(response).failureIsDue().expect("00000001").expectClosed();
    }

    @Test
    void everythingPipelined_none_works() {
        connect()
                .sendText("RFB 003.008\n")
                .send("01 01 0300 0000 0000 0004 0002")
                .expectText("RFB 003.008\n")
                .expect("01 01 00000000 " + SERVER_INIT)
                .expect("00 00 0001 0000 0000 0004 0002 00000000");
    }

    @Test
    void everythingPipelined_whenAPasswordIsNeeded_nothingPastItIsActedOn() {
        withPassword();
        ScriptedPeer peer =
                connect()
                        .expectText("RFB 003.008\n")
                        .sendText("RFB 003.008\n")
                        .send("02" + "00".repeat(16) + "01" + "0401 0000 00000061");
        peer.expect("01 02");
        org.junit.jupiter.api.Assertions.assertEquals(16, peer.takeAll().length);
        peer.failureIsDue();
        org.junit.jupiter.api.Assertions.assertEquals(4 + 4 + 21, peer.takeAll().length);
        peer.expectClosed();
        org.junit.jupiter.api.Assertions.assertEquals(java.util.List.of(), input);
    }

    @Test
    void tooManyViewers_nextOne_isRefusedWithTheReason() {
        display = display(builder -> builder.maxClients(1));
        login();
        connect()
                .expectText("RFB 003.008\n")
                .sendText("RFB 003.008\n")
                .expect("00 00000010 746f6f206d616e792076696577657273")
                .expectClosed();
        connect()
                .expectText("RFB 003.008\n")
                .sendText("RFB 003.003\n")
                .expect("00000000 00000010 746f6f206d616e792076696577657273")
                .expectClosed();
    }
}
