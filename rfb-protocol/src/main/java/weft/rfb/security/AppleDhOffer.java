package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;

/// The server's message of Apple's authentication, to agree on a key by Diffie-Hellman (rfbproto,
/// Diffie-Hellman Authentication).
///
/// | bytes    | type | field         |
/// |---------:|------|---------------|
/// |        2 | U16  | generator     |
/// |        2 | U16  | key-size      |
/// | key-size | U8   | prime-modulus |
/// | key-size | U8   | public-value  |
///
/// It protects name and password from who only listens, and from nobody who can change what is
/// sent: neither end shows who it is. All after the login is in clear.
///
/// @param generator of the group
/// @param length of a number, in bytes
/// @param prime that is computed by
/// @param publicValue the server's
public record AppleDhOffer(int generator, int length, BigInteger prime, BigInteger publicValue) {

    private static final int SHORTEST = 128;
    private static final int LONGEST = 1024;

    /// Reads an offer that can be answered.
    public static AppleDhOffer read(RfbInput in) {
        int generator = in.u16();
        int length = in.u16();
        if (length < SHORTEST || length > LONGEST) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Numbers of %d bytes for Diffie-Hellman, expected %d to %d"
                            .formatted(length, SHORTEST, LONGEST));
        }
        var prime = new BigInteger(1, in.bytes(length));
        var offer = new AppleDhOffer(generator, length, prime, new BigInteger(1, in.bytes(length)));
        if (generator < 2
                || prime.bitLength() < SHORTEST * Byte.SIZE
                || !prime.testBit(0)
                || !offer.isPublicValue(offer.publicValue)) {
            throw new RfbProtocolException(
                    SECURITY,
                    "A generator of %d, a modulus of %d and a public value of %d bits for"
                                    .formatted(
                                            generator,
                                            prime.bitLength(),
                                            offer.publicValue.bitLength())
                            + " Diffie-Hellman");
        }
        return offer;
    }

    /// Whether a number can be somebody's public value: of 0, 1 and -1 anybody knows what becomes
    /// of them.
    boolean isPublicValue(BigInteger number) {
        return number.compareTo(BigInteger.ONE) > 0
                && number.compareTo(prime.subtract(BigInteger.ONE)) < 0;
    }

    /// Writes the offer.
    public void write(RfbOutput out) {
        out.u16(generator);
        out.u16(length);
        out.bytes(bytes(prime));
        out.bytes(bytes(publicValue));
    }

    /// A number, filled up with zeros from the left.
    byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int count = Math.min(signed.length, length); // a zero for the sign may be before it
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return bytes;
    }
}
