package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;

import weft.rfb.security.AppleDhKey;
import weft.rfb.security.AppleDhOffer;
import weft.rfb.security.SecurityType;
import weft.server.hostile.InputList.Fate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// G: Apple's Diffie-Hellman.
final class AppleDhInputs {
    private static final int FIELDS = 128;
    private static final BigInteger P = AppleDhKey.create().offer().prime();
    private static final int BYTES = P.bitLength() / Byte.SIZE;

    private AppleDhInputs() {}

    static List<HostileInput> all() {
        var list = new InputList().to(Setting.APPLE_DH, AppleDhInputs::offered);
        value(list, "AD1/0", "a public value of 0", BigInteger.ZERO);
        value(list, "AD1/1", "a public value of 1", BigInteger.ONE);
        value(list, "AD1/p-1", "a public value of p-1", P.subtract(BigInteger.ONE));
        value(list, "AD1/p", "a public value of p", P);
        value(list, "AD1/p+1", "a public value of p+1", P.add(BigInteger.ONE));
        value(
                list,
                "AD1/ff",
                "a public value of all ones",
                BigInteger.TWO.pow(P.bitLength()).subtract(BigInteger.ONE));
        String fails = "fails with the reason after a second, closed";
        return list.story(
                        "AD2",
                        "name and password without a NUL in 64 bytes",
                        fails,
                        (stage, transport) -> said(stage, transport, text("a".repeat(FIELDS))))
                .story(
                        "AD2/b",
                        "name and password that are not UTF-8",
                        fails,
                        (stage, transport) -> said(stage, transport, hex("c3".repeat(FIELDS))))
                .story(
                        "AD2/c",
                        "neither a name nor a password",
                        fails,
                        (stage, transport) -> said(stage, transport, new byte[FIELDS]))
                .said(
                        "AD3",
                        "a public value that is too short, then silence",
                        new byte[FIELDS + BYTES - 1],
                        VncAuthInputs.closedAt(
                                30, "closed without a word when the login's time is over"))
                .inputs();
    }

    private static void value(InputList list, String id, String what, BigInteger value) {
        list.said(
                id,
                what,
                join(new byte[FIELDS], padded(value)),
                Fate.closedSilently()
                        .and(viewer ->
                                InputList.expect(
                                        viewer.stage().host().count() == 0, "the host was asked")));
    }

    private static byte[] padded(BigInteger value) {
        return hex("0".repeat(2 * BYTES - value.toString(16).length()) + value.toString(16));
    }

    /// Has got the server's offer.
    private static void offered(HostileViewer viewer) {
        viewer.version(8).mark();
        viewer.chooseAlone(SecurityType.APPLE_DH.number());
        viewer.await("the offer", () -> viewer.recent().length >= 4 + 2 * BYTES);
    }

    /// Says these fields, encrypted as they should be.
    private static void said(Stage stage, Transport transport, byte[] fields) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            offered(viewer);
            AppleDhOffer offer = AppleDhOffer.read(SecureLogin.input(viewer.recent()));
            BigInteger secret = BigInteger.valueOf(0x5eed_5eed_5eedL);
            BigInteger ours = BigInteger.valueOf(offer.generator()).modPow(secret, P);
            byte[] shared = padded(offer.publicValue().modPow(secret, P));
            viewer.stage().host().clear();
            viewer.mark();
            viewer.stream().inside(1);
            viewer.send(join(encrypted(shared, fields), padded(ours)));
            VncAuthInputs.fails(0).check().accept(viewer);
            InputList.expect(stage.host().count() == 1, "the host was not asked once");
        }
    }

    // The protocol prescribes hash and cipher.
    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] encrypted(byte[] shared, byte[] fields) throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("MD5").digest(shared);
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(fields);
    }
}
