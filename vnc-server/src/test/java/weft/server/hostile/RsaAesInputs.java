package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesVariant;
import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/// F: RSA-AES, up to where both have agreed on a key.
final class RsaAesInputs {
    private static final int LENGTH = 2048;
    private static final BigInteger E = BigInteger.valueOf(65_537);
    private static final int LOGINS = 100;

    /// As long as the hash of SHA-256, sealed, and of nothing.
    private static final byte[] NO_HASH = join(hex("0020"), new byte[32 + 16]);

    private RsaAesInputs() {}

    static List<HostileInput> all() {
        Consumer<HostileViewer> asked = chosen(RsaAesVariant.RA2_256);
        var list = new InputList().over(EnumSet.of(Transport.RA2)).to(Setting.PASSWORD, asked);
        lengths(list);
        numbers(list);
        randoms(list);
        return list.to(Setting.PASSWORD, viewer -> viewer.version(8))
                .said(
                        "F24",
                        "RA2ne_256, where all must be encrypted",
                        join(hex("82"), new byte[300]),
                        SecurityInputs.notOffered(""))
                .said(
                        "F24/b",
                        "RA2ne, where all must be encrypted",
                        join(hex("06"), new byte[300]),
                        SecurityInputs.notOffered(""))
                .story(
                        "F25",
                        LOGINS + " logins at the same time",
                        "none gets in, and nobody waits for them",
                        RsaAesInputs::crowded)
                .inputs();
    }

    /// Has got the server's key.
    private static Consumer<HostileViewer> chosen(RsaAesVariant variant) {
        return viewer -> {
            RsaAesKey _ = SecureLogin.serverKey(viewer.version(8), variant);
        };
    }

    private static void lengths(InputList list) {
        Fate closed = Fate.closedSilently();
        list.said("F1", "a key of no bits", hex("00000000"), closed)
                .said("F2", "a key of 1023 bits", key(1023, odd(1023), E), closed)
                .said("F3", "a key of 512 bits", key(512, odd(512), E), closed)
                .said("F4", "a key of 8192 bits", key(8192, odd(8192), E), closed)
                .said("F5", "a key of 4 294 967 295 bits", hex("ffffffff"), closed);
    }

    private static void numbers(InputList list) {
        BigInteger n = odd(LENGTH);
        number(list, "F6", "a modulus of 0", BigInteger.ZERO, E);
        number(list, "F7", "a modulus that is even", n.clearBit(0), E);
        number(list, "F8", "a modulus of 1", BigInteger.ONE, E);
        number(list, "F9/0", "an exponent of 0", n, BigInteger.ZERO);
        number(list, "F9/1", "an exponent of 1", n, BigInteger.ONE);
        number(list, "F9/2", "an exponent of 2", n, BigInteger.TWO);
        number(list, "F10", "an exponent of 2048 bits", n, BigInteger.TWO.pow(2047).setBit(0));
        number(list, "F11", "an exponent beyond the modulus", n.clearBit(2047).clearBit(9), n);
    }

    private static void number(
            InputList list, String id, String what, BigInteger modulus, BigInteger exponent) {
        list.said(id, what, key(LENGTH, modulus, exponent), Fate.closedSilently());
    }

    private static void randoms(InputList list) {
        byte[] ours = SecureLogin.ownKey().toByteArray();
        int random = 2 + SecureLogin.ownKey().bytes();
        list.said(
                        "F13",
                        "a random of another length than the server's key",
                        join(ours, hex("00ff"), new byte[255]),
                        closedAfter("closed before it is looked at", random))
                .said(
                        "F13/b",
                        "a random of no bytes",
                        join(ours, hex("0000")),
                        closedAfter("closed before it is looked at", random))
                .said(
                        "F14",
                        "a random that is not less than the server's modulus",
                        join(ours, hex("0100"), hex("ff".repeat(256)), NO_HASH),
                        closedAfter("closed when its hash has come, and no sooner", random + 50));
    }

    /// Closed, with so many bytes before that nobody can foretell.
    private static Fate closedAfter(String what, int bytes) {
        return new Fate(
                what,
                viewer -> {
                    viewer.awaitEnd();
                    int got = viewer.recent().length;
                    InputList.expect(got == bytes, got + " bytes came and not " + bytes);
                });
    }

    private static BigInteger odd(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    /// A key's message, by hand.
    private static byte[] key(int length, BigInteger modulus, BigInteger exponent) {
        int bytes = Math.ceilDiv(length, Byte.SIZE);
        return join(hex("%08x".formatted(length)), padded(modulus, bytes), padded(exponent, bytes));
    }

    private static byte[] padded(BigInteger number, int bytes) {
        byte[] signed = number.toByteArray();
        byte[] padded = new byte[bytes];
        int count = Math.min(bytes, signed.length);
        System.arraycopy(signed, signed.length - count, padded, bytes - count, count);
        return padded;
    }

    private static void crowded(Stage stage, Transport transport) throws Exception {
        RsaAesKey theirs;
        try (HostileViewer first = stage.connect(transport).version(8)) {
            theirs = SecureLogin.serverKey(first, RsaAesVariant.RA2_256);
        }
        var said = new RfbBuffer();
        said.bytes(HostileViewer.V8);
        said.u8(RsaAesVariant.RA2_256.type().number());
        SecureLogin.ownKey().write(said);
        theirs.writeEncrypted(said, new byte[32]);
        said.bytes(NO_HASH);
        List<HostileViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < LOGINS; i++) {
                HostileViewer viewer = stage.connect(transport);
                viewers.add(viewer);
                viewer.stream().choiceSaid(RsaAesVariant.RA2_256.type().number());
                viewer.send(said.toByteArray());
                if (i % 10 == 0) {
                    InputList.expectNone(stage.tick());
                }
            }
            InputList.expectNone(stage.tick());
            for (HostileViewer viewer : viewers) {
                viewer.awaitEndPaced();
                InputList.expect(
                        viewer.stream().phase() == Phase.OTHER,
                        "it came to " + viewer.stream().phase());
            }
        } finally {
            for (HostileViewer viewer : viewers) {
                viewer.close();
            }
        }
    }
}
