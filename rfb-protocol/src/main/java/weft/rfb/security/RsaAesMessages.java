package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

/// One direction of what RSA-AES encrypts (rfbproto, RSA-AES Security Type).
///
/// | bytes | type | field                                                |
/// |------:|------|------------------------------------------------------|
/// |     2 | U16  | message-length, which the tag covers too             |
/// |     * | U8   | encrypted message                                    |
/// |    16 | U8   | tag of AES-EAX; its nonce counts the messages from 0 |
///
/// For one thread.
public final class RsaAesMessages {

    /// The longest message.
    public static final int LIMIT_BYTES = 0xffff;

    private static final int NONCE = 16;

    private final AesEax eax;
    private final byte[] nonce = new byte[NONCE];

    /// Messages under a session key, from the first on.
    public RsaAesMessages(byte[] key) {
        eax = new AesEax(key);
    }

    /// Writes the next message.
    public void write(RfbOutput out, byte[] message) {
        if (message.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "A message of " + message.length + " bytes > limit " + LIMIT_BYTES);
        }
        out.u16(message.length);
        out.bytes(eax.seal(nonce, header(message.length), message));
        advance();
    }

    /// Reads the next message.
    public byte[] read(RfbInput in) {
        return read(in, in.u16());
    }

    /// Reads the next message, which must be so long; another one is refused before it is read.
    ///
    /// @param what it is, for the message
    public byte[] read(RfbInput in, String what, int length) {
        return read(in, what, length, length);
    }

    /// Reads the next message, whose length must be in a range.
    byte[] read(RfbInput in, String what, int shortest, int longest) {
        int length = in.u16();
        if (length < shortest || length > longest) {
            String expected = shortest == longest ? "" + shortest : shortest + " to " + longest;
            throw new RfbProtocolException(
                    SECURITY,
                    "Expected a %s of %s bytes, got %d".formatted(what, expected, length));
        }
        return read(in, length);
    }

    private byte[] read(RfbInput in, int length) {
        byte[] sealed = in.bytes(length + AesEax.TAG);
        byte[] message =
                eax.open(nonce, header(length), sealed)
                        .orElseThrow(() ->
                                new RfbProtocolException(
                                        SECURITY,
                                        "A message of %d bytes has a wrong tag".formatted(length)));
        advance();
        return message;
    }

    private static byte[] header(int length) {
        return new byte[] {(byte) (length >>> 8), (byte) length};
    }

    /// Little-endian.
    private void advance() {
        int at = 0;
        while (at < NONCE && ++nonce[at] == 0) {
            at++;
        }
    }
}
