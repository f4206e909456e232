package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesVariant;
import weft.server.hostile.InputList.Fate;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// F: RSA-AES, from the randoms on, for each of its types.
final class RsaAesSessionInputs {
    private static final int TAG = 16;

    private RsaAesSessionInputs() {}

    /// A story of one type.
    @FunctionalInterface
    private interface Tale {
        void on(HostileViewer viewer, RsaAesVariant variant) throws Exception;
    }

    static List<HostileInput> all() {
        var list =
                new InputList()
                        .over(EnumSet.of(Transport.RA2))
                        .to(Setting.RSA_AES, viewer -> viewer.version(8));
        tale(
                list,
                "F12",
                "numbers with leading zeros",
                "legal: let in",
                RsaAesSessionInputs::withZeros);
        list.story(
                "F15",
                "randoms that are padded rightly and wrongly",
                "closed when the hash has come, all in the same way",
                RsaAesSessionInputs::oracle);
        String closed = "closed without a word";
        tale(list, "F16", "a hash with a wrong tag", closed, RsaAesSessionInputs::wrongTag);
        tale(list, "F17", "the hash once more", closed, RsaAesSessionInputs::replayed);
        tale(
                list,
                "F18",
                "no bytes in place of name and password",
                closed,
                (viewer, variant) -> {
                    RsaAesSession session = begun(viewer, variant);
                    expectClosed(viewer, sealed(session, new byte[0]));
                });
        tale(
                list,
                "F18/b",
                "no bytes in place of the hash",
                closed,
                (viewer, variant) -> {
                    Agreed agreed = agreed(viewer, variant);
                    expectClosed(viewer, sealed(agreed.session(SecureLogin.ownKey()), new byte[0]));
                });
        tale(
                list,
                "F19",
                "65535 bytes in place of the hash, of which one comes",
                closed,
                (viewer, variant) -> {
                    var _ = agreed(viewer, variant);
                    expectClosed(viewer, hex("ffff 00"));
                });
        tale(
                list,
                "F19/b",
                "65535 bytes in place of name and password, of which one comes",
                closed,
                (viewer, variant) -> {
                    var _ = begun(viewer, variant);
                    expectClosed(viewer, hex("ffff 00"));
                });
        tale(
                list,
                "F20",
                "messages that are counted from 0 again after the login",
                closed,
                RsaAesSessionInputs::countedAgain);
        tale(list, "F21", "the hash of another key", closed, RsaAesSessionInputs::otherHash);
        credentials(list);
        return list.inputs();
    }

    private static void credentials(InputList list) {
        byte[] longest = join(hex("ff"), letters(255), hex("ff"), letters(255));
        tale(
                list,
                "F22",
                "a name and a password of 255 bytes each",
                "fails with the reason after a second, closed",
                (viewer, variant) -> {
                    RsaAesSession session = begun(viewer, variant);
                    viewer.send(sealed(session, longest));
                    if (variant.encryptsAll()) {
                        viewer.upgrade(line -> new RsaAesLine(line, session));
                    }
                    viewer.stream().inside(1);
                    VncAuthInputs.fails(0).check().accept(viewer);
                });
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put("a name that is longer than the message", hex("ff 61 00"));
        wrong.put("a password that is longer than the message", hex("01 61 ff 62"));
        wrong.put("a name and no password", hex("02 61 62"));
        wrong.put("more behind the password", hex("01 61 01 62 63"));
        wrong.put("511 bytes and more", join(longest, hex("00")));
        int[] form = {0};
        wrong.forEach((what, bytes) ->
                tale(
                        list,
                        "F23/" + ++form[0],
                        what,
                        "closed without a word",
                        (viewer, variant) ->
                                expectClosed(viewer, sealed(begun(viewer, variant), bytes))));
    }

    private static byte[] letters(int count) {
        byte[] letters = new byte[count];
        Arrays.fill(letters, (byte) 'a');
        return letters;
    }

    private static void tale(InputList list, String id, String what, String expected, Tale tale) {
        list.story(
                id,
                what,
                expected,
                (stage, transport) -> {
                    for (RsaAesVariant variant : RsaAesVariant.values()) {
                        try (HostileViewer viewer = stage.connect(transport).version(8)) {
                            tale.on(viewer, variant);
                        }
                    }
                });
    }

    /// Keys and randoms have been said.
    @SuppressWarnings("ArrayRecordComponent")
    private record Agreed(
            RsaAesVariant variant, RsaAesKey theirs, byte[] ourRandom, byte[] theirRandom) {
        RsaAesSession session(RsaAesKey ours) {
            return new RsaAesSession(variant, ours, theirs, ourRandom, theirRandom);
        }
    }

    private static Agreed agreed(HostileViewer viewer, RsaAesVariant variant) {
        RsaAesKey theirs = SecureLogin.serverKey(viewer, variant);
        viewer.mark();
        byte[] ourRandom = variant.random();
        var said = new RfbBuffer();
        SecureLogin.ownKey().write(said);
        theirs.writeEncrypted(said, ourRandom);
        viewer.send(said.toByteArray());
        byte[] theirRandom = SecureLogin.serverRandom(viewer, variant);
        awaitHash(viewer, variant, 2 + SecureLogin.ownKey().bytes());
        return new Agreed(variant, theirs, ourRandom, theirRandom);
    }

    private static void awaitHash(HostileViewer viewer, RsaAesVariant variant, int before) {
        int hash = 2 + hashBytes(variant) + TAG;
        viewer.await("its hash", () -> viewer.recent().length >= before + hash);
    }

    private static int hashBytes(RsaAesVariant variant) {
        return variant.keyBytes() == 32 ? 32 : 20;
    }

    /// Name and password are asked for.
    private static RsaAesSession begun(HostileViewer viewer, RsaAesVariant variant) {
        RsaAesSession session = SecureLogin.agreed(viewer, variant);
        viewer.mark();
        return session;
    }

    private static byte[] hash(RsaAesSession session) {
        var said = new RfbBuffer();
        session.writeHash(said);
        return said.toByteArray();
    }

    private static byte[] sealed(RsaAesSession session, byte[] message) {
        var said = new RfbBuffer();
        session.out().write(said, message);
        return said.toByteArray();
    }

    /// Says this, upon which it ends.
    private static void expectClosed(HostileViewer viewer, byte[] said) {
        viewer.mark();
        viewer.send(said);
        Fate.closedSilently().check().accept(viewer);
    }

    private static void withZeros(HostileViewer viewer, RsaAesVariant variant) {
        RsaAesKey small = SecureLogin.ownKey();
        var ours = new RsaAesKey(2 * small.length(), small.modulus(), small.exponent());
        RsaAesKey theirs = SecureLogin.serverKey(viewer, variant);
        viewer.mark();
        byte[] ourRandom = variant.random();
        var said = new RfbBuffer();
        ours.write(said);
        theirs.writeEncrypted(said, ourRandom);
        viewer.send(said.toByteArray());
        int before = 2 + ours.bytes();
        awaitHash(viewer, variant, before);
        byte[] got = viewer.recent();
        byte[] encrypted = Arrays.copyOfRange(got, before - small.bytes(), before);
        byte[] theirRandom = SecureLogin.decrypted(encrypted, variant);
        var session = new RsaAesSession(variant, ours, theirs, ourRandom, theirRandom);
        viewer.send(hash(session));
        SecureLogin.readToSubtype(viewer, session, before);
        SecureLogin.finish(viewer, session, variant);
        viewer.logInInside().probe();
    }

    private static void wrongTag(HostileViewer viewer, RsaAesVariant variant) {
        Agreed agreed = agreed(viewer, variant);
        byte[] hash = hash(agreed.session(SecureLogin.ownKey()));
        hash[hash.length - 1] ^= 1;
        expectClosed(viewer, hash);
    }

    private static void replayed(HostileViewer viewer, RsaAesVariant variant) {
        Agreed agreed = agreed(viewer, variant);
        byte[] hash = hash(agreed.session(SecureLogin.ownKey()));
        viewer.mark();
        viewer.send(hash);
        viewer.await("the subtype", () -> viewer.recent().length >= 2 + 1 + TAG);
        expectClosed(viewer, hash);
    }

    private static void otherHash(HostileViewer viewer, RsaAesVariant variant) {
        Agreed agreed = agreed(viewer, variant);
        RsaAesKey ours = SecureLogin.ownKey();
        var other = new RsaAesKey(ours.length(), ours.modulus(), BigInteger.valueOf(3));
        expectClosed(viewer, hash(agreed.session(other)));
    }

    private static void countedAgain(HostileViewer viewer, RsaAesVariant variant) {
        if (!variant.encryptsAll()) {
            return; // nothing is counted after the login
        }
        Agreed agreed = agreed(viewer, variant);
        RsaAesSession session = agreed.session(SecureLogin.ownKey());
        viewer.send(hash(session));
        SecureLogin.readToSubtype(viewer, session, 2 + SecureLogin.ownKey().bytes());
        SecureLogin.finish(viewer, session, variant);
        viewer.awaitPaced("to be let in", () -> viewer.stream().phase() == ServerStream.Phase.INIT);
        expectClosed(
                viewer,
                sealed(agreed.session(SecureLogin.ownKey()), hex("01")),
                ((RsaAesLine) viewer.line())::writeRaw);
    }

    private static void expectClosed(HostileViewer viewer, byte[] said, Consumer<byte[]> saying) {
        viewer.mark();
        saying.accept(said);
        Fate.closedSilently().check().accept(viewer);
    }

    /// What is seen of a login: how much came, and when it was closed.
    private record Seen(int bytes, long nanos) {}

    private static void oracle(Stage stage, Transport transport) throws Exception {
        for (RsaAesVariant variant : RsaAesVariant.values()) {
            Map<String, Seen> all = new LinkedHashMap<>();
            for (String kind :
                    List.of("right", "type 1", "a zero early", "no zero", "short", "0", "beyond")) {
                try (HostileViewer viewer = stage.connect(transport).version(8)) {
                    all.put(kind, seen(viewer, variant, kind));
                }
            }
            InputList.expect(all.values().stream().distinct().count() == 1, variant + ": " + all);
        }
    }

    private static Seen seen(HostileViewer viewer, RsaAesVariant variant, String kind) {
        RsaAesKey theirs = SecureLogin.serverKey(viewer, variant);
        viewer.mark();
        long begun = viewer.stage().loop().nanoTime();
        int bytes = theirs.bytes();
        byte[] padded = paddedAsItShouldBe(bytes, variant.random());
        int zero = bytes - variant.keyBytes() - 1;
        switch (kind) {
            case "type 1" -> padded[1] = 1;
            case "a zero early" -> padded[5] = 0;
            case "no zero" -> Arrays.fill(padded, 2, bytes, (byte) 0x77);
            case "short" -> padded[zero + 1] = 0;
            case "0" -> Arrays.fill(padded, (byte) 0);
            default -> {} // as it should be
        }
        BigInteger encrypted =
                new BigInteger(1, padded).modPow(theirs.exponent(), theirs.modulus());
        byte[] said = new byte[bytes];
        if (kind.equals("beyond")) {
            Arrays.fill(said, (byte) 0xff);
        } else {
            byte[] signed = encrypted.toByteArray();
            int count = Math.min(bytes, signed.length);
            System.arraycopy(signed, signed.length - count, said, bytes - count, count);
        }
        byte[] hash = new byte[2 + hashBytes(variant) + TAG];
        hash[1] = (byte) hashBytes(variant);
        viewer.send(join(SecureLogin.ownKey().toByteArray(), hex("%04x".formatted(bytes)), said));
        awaitHash(viewer, variant, 2 + SecureLogin.ownKey().bytes());
        viewer.send(hash);
        viewer.awaitEnd();
        return new Seen(viewer.recent().length, viewer.stage().loop().nanoTime() - begun);
    }

    /// As PKCS #1 version 1.5 has it.
    private static byte[] paddedAsItShouldBe(int bytes, byte[] random) {
        byte[] padded = new byte[bytes];
        Arrays.fill(padded, (byte) 0x77);
        padded[0] = 0;
        padded[1] = 2;
        padded[bytes - random.length - 1] = 0;
        System.arraycopy(random, 0, padded, bytes - random.length, random.length);
        return padded;
    }
}
