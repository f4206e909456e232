package weft.rfb.security;

import static weft.rfb.security.ScramMessage.malformed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The parts of a message of SCRAM between its commas, one after the other (RFC 5802 §5.1).
final class ScramAttributes {

    private final String text;
    private int position;

    ScramAttributes(String text) {
        this.text = text;
    }

    static String text(byte[] message) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8");
        }
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed("it is not Base64: " + e.getMessage());
        }
    }

    String next() {
        if (position > text.length()) {
            throw malformed("it ends too early");
        }
        int comma = text.indexOf(',', position);
        int end = comma < 0 ? text.length() : comma;
        String part = text.substring(position, end);
        position = end + 1;
        return part;
    }

    String next(char name) {
        String part = next();
        if (part.length() < 2 || part.charAt(0) != name || part.charAt(1) != '=') {
            throw malformed("expected '" + name + "='");
        }
        return part.substring(2);
    }

    String nonce() {
        String nonce = next('r');
        if (!nonce.matches("[!-+\\--~]{1,512}")) {
            throw malformed("expected a nonce of 1 to 512 printable characters");
        }
        return nonce;
    }

    /// The rest, in which nothing may have to be understood: that is `m=`.
    void skipExtensions() {
        while (position <= text.length()) {
            if (!next().matches("[A-Za-ln-z]=.+")) {
                throw malformed("an extension that is not known");
            }
        }
    }
}
