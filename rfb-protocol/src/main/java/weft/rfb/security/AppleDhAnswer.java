package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;

/// The client's message of Apple's authentication, the answer to an [AppleDhOffer].
///
/// | bytes    | type | field                                                          |
/// |---------:|------|----------------------------------------------------------------|
/// |      128 | U8   | name and password in AES-128-ECB, by the MD5 of what both know |
/// | key-size | U8   | public-value                                                   |
///
/// Name and password are 64 bytes each, in UTF-8, a zero behind them, then anything.
public final class AppleDhAnswer {

    private static final int FIELDS = 128;

    private final byte[] encrypted;
    private final BigInteger publicValue;
    private final AppleDhOffer offer;

    AppleDhAnswer(byte[] encrypted, BigInteger publicValue, AppleDhOffer offer) {
        this.encrypted = encrypted;
        this.publicValue = publicValue;
        this.offer = offer;
    }

    /// Reads the answer to an offer.
    public static AppleDhAnswer read(RfbInput in, AppleDhOffer offer) {
        byte[] encrypted = in.bytes(FIELDS);
        var publicValue = new BigInteger(1, in.bytes(offer.length()));
        if (!offer.isPublicValue(publicValue)) {
            throw new RfbProtocolException(
                    SECURITY,
                    "A public value of %d bits for Diffie-Hellman that is none"
                            .formatted(publicValue.bitLength()));
        }
        return new AppleDhAnswer(encrypted, publicValue, offer);
    }

    /// Writes the answer.
    public void write(RfbOutput out) {
        out.bytes(encrypted);
        out.bytes(offer.bytes(publicValue));
    }

    byte[] encrypted() {
        return encrypted;
    }

    BigInteger publicValue() {
        return publicValue;
    }
}
