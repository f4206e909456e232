package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.RfbBuffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesVariant;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.Security;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

/// RSA-AES from the server's side (rfbproto, RSA-AES Security Type).
class RsaAesTest extends ServerUnderTest {
    private static final RsaAesKeyPair SERVER_KEY = RsaAesKeyPair.generate(2048);
    private static final RsaAesKeyPair VIEWER_KEY = RsaAesKeyPair.generate(1024);

    private static Security security(RsaAesVariant variant) {
        return Security.byName(variant.name()).orElseThrow();
    }

    private ScriptedPeer choose(RsaAesVariant variant) {
        int number = variant.type().number();
        return connect(EnumSet.of(security(variant)))
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01" + HexFormat.of().toHexDigits((byte) number))
                .send(HexFormat.of().toHexDigits((byte) number));
    }

    /// Up to where the viewer is to say who it is.
    private RsaAesSession agree(RsaAesVariant variant, ScriptedPeer peer) {
        RsaAesKey theirs = RsaAesKey.readOfServer(peer.received());
        byte[] ourRandom = variant.random();
        peer.send(VIEWER_KEY.publicKey()::write);
        peer.send(out -> theirs.writeEncrypted(out, ourRandom));
        byte[] theirRandom =
                VIEWER_KEY.decryptRandom(
                        VIEWER_KEY.publicKey().readEncrypted(peer.received()), variant.keyBytes());
        var session =
                new RsaAesSession(variant, VIEWER_KEY.publicKey(), theirs, ourRandom, theirRandom);
        peer.send(session::writeHash);
        session.readHash(peer.received());
        return session;
    }

    @ParameterizedTest
    @EnumSource
    void rightPassword_comesInAndAllIsEncryptedThatShouldBe(RsaAesVariant variant) {
        display = display(builder -> builder.password("secret").rsaKey(SERVER_KEY));
        ScriptedPeer peer = choose(variant);
        RsaAesSession session = agree(variant, peer);
        assertEquals(RsaAesSession.Subtype.PASSWORD, session.readSubtype(peer.received()));
        peer.send(out -> session.writeCredentials(out, new PlainCredentials("", "secret")));
        String result = "00000000";
        if (!variant.encryptsAll()) {
            peer.expect(result).send("01").skipServerInit().send(key(true, 0x61)::write);
        } else {
            assertArrayEquals(HexFormat.of().parseHex(result), session.in().read(peer.received()));
            var messages = new RfbBuffer();
            messages.u8(1); // ClientInit
            key(true, 0x61).write(messages);
            byte[] all = messages.toByteArray();
            // messages of RSA-AES end where they like, also in the middle of others, and are empty
            peer.send(out -> session.out().write(out, java.util.Arrays.copyOf(all, 3)));
            peer.send(out -> session.out().write(out, new byte[0]));
            peer.send(out ->
                    session.out().write(out, java.util.Arrays.copyOfRange(all, 3, all.length)));
            assertEquals(25, session.in().read(peer.received()).length, "ServerInit");
        }
        assertEquals(java.util.List.of("+97"), input);
        assertEquals(Role.OPERATOR.rights(), display.viewers().getFirst().rights());
    }

    @Test
    void userAndPassword_areAskedForWhereThereAreUsers() {
        display =
                display(builder ->
                        builder.rsaKey(SERVER_KEY)
                                .authenticator((given, _) ->
                                        new String(given.password()).equals("of " + given.user())
                                                ? Optional.of(
                                                        new Identity(
                                                                given.user(),
                                                                Role.VIEW_ONLY.rights()))
                                                : Optional.empty()));
        ScriptedPeer peer = choose(RsaAesVariant.RA2_256);
        RsaAesSession session = agree(RsaAesVariant.RA2_256, peer);
        assertEquals(RsaAesSession.Subtype.NAME_AND_PASSWORD, session.readSubtype(peer.received()));
        peer.send(out -> session.writeCredentials(out, new PlainCredentials("bob", "of bob")));
        assertArrayEquals(new byte[4], session.in().read(peer.received()));
        peer.send(out -> session.out().write(out, new byte[] {1}));
        assertEquals("bob", display.viewers().getFirst().user());
    }

    @Test
    void emptyMessages_tenThousand_letOthersHaveTheirTurn() {
        int[] unread = {-1};
        var peers = new ScriptedPeer[1];
        display =
                display(builder ->
                        builder.password("secret")
                                .rsaKey(SERVER_KEY)
                                .onKey((_, _) -> unread[0] = peers[0].unread()));
        ScriptedPeer[] both = new ScriptedPeer[2];
        RsaAesSession[] sessions = new RsaAesSession[2];
        for (int i = 0; i < 2; i++) {
            both[i] = choose(RsaAesVariant.RA2);
            RsaAesSession session = agree(RsaAesVariant.RA2, both[i]);
            sessions[i] = session;
            session.readSubtype(both[i].received());
            both[i].send(out -> session.writeCredentials(out, new PlainCredentials("", "secret")))
                    .send(out -> session.out().write(out, new byte[] {1}));
        }
        peers[0] = both[0];
        var empty = new RfbBuffer();
        for (int i = 0; i < 10_000; i++) {
            sessions[0].out().write(empty, new byte[0]);
        }
        both[0].sendLater(empty.toByteArray());
        var keys = new RfbBuffer();
        key(true, 'a').write(keys);
        both[1].send(out -> sessions[1].out().write(out, keys.toByteArray()));
        assertEquals(true, unread[0] > empty.length() / 2, () -> unread[0] + " bytes unread");
    }

    @ParameterizedTest
    @EnumSource
    void wrongPassword_isToldSoASecondLater(RsaAesVariant variant) {
        display = display(builder -> builder.password("secret").rsaKey(SERVER_KEY));
        ScriptedPeer peer = choose(variant);
        RsaAesSession session = agree(variant, peer);
        session.readSubtype(peer.received());
        peer.send(out -> session.writeCredentials(out, new PlainCredentials("", "secret1")));
        peer.failureIsDue();
        byte[] result = variant.encryptsAll() ? session.in().read(peer.received()) : peer.takeAll();
        assertEquals(
                "00000001" + "00000015" + "61757468656e7469636174696f6e206661696c6564",
                HexFormat.of().formatHex(result));
        peer.expectClosed();
    }

    @Test
    void wrongHash_endsItWithoutAWord() {
        display = display(builder -> builder.password("secret").rsaKey(SERVER_KEY));
        ScriptedPeer peer = choose(RsaAesVariant.RA2);
        RsaAesKey theirs = RsaAesKey.readOfServer(peer.received());
        peer.send(VIEWER_KEY.publicKey()::write);
        peer.send(out -> theirs.writeEncrypted(out, new byte[16]));
        peer.takeAll();
        peer.send("0014" + "00".repeat(20 + 16)).expectNothing().expectClosed();
    }
}
