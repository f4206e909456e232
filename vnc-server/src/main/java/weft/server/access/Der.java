package weft.server.access;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes the few types of ASN.1 that keys and certificates are made of, by its distinguished
/// encoding rules (X.690).
final class Der {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;

    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return tagged(SEQUENCE, join(elements));
    }

    static byte[] set(byte[]... elements) {
        return tagged(SET, join(elements));
    }

    static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    static byte[] isTrue() {
        return TRUE.clone();
    }

    /// An object identifier as `1.2.840.10045.4.3.2`.
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        var body = new ByteArrayOutputStream();
        body.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            writeBase128(body, Integer.parseInt(arcs[i]));
        }
        return tagged(OID, body.toByteArray());
    }

    private static void writeBase128(ByteArrayOutputStream out, int value) {
        if (value >= 0x80) {
            writeHigh(out, value >>> 7);
        }
        out.write(value & 0x7f);
    }

    private static void writeHigh(ByteArrayOutputStream out, int value) {
        if (value >= 0x80) {
            writeHigh(out, value >>> 7);
        }
        out.write(0x80 | (value & 0x7f));
    }

    static byte[] octets(byte[] content) {
        return tagged(OCTET_STRING, content);
    }

    /// @param unused how many of the last bits do not count
    static byte[] bits(int unused, byte[] content) {
        return tagged(BIT_STRING, join(new byte[] {(byte) unused}, content));
    }

    static byte[] utf8(String text) {
        return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A time as certificates have it (RFC 5280 §4.1.2.5).
    static byte[] time(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        boolean isFar = utc.getYear() >= FIRST_YEAR_OF_GENERALIZED_TIME;
        String text =
                DateTimeFormatter.ofPattern(isFar ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'")
                        .format(utc);
        return tagged(
                isFar ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int zeros = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | (bytes.length - zeros));
            out.write(bytes, zeros, bytes.length - zeros);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... elements) {
        var out = new ByteArrayOutputStream();
        for (byte[] one : elements) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }
}
