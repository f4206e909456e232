package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The first message of TLS, made by hand: as no engine of Java's would say it (RFC 5246 §7.4.1.2,
/// RFC 8446 §4.1.2).
final class TlsHello {
    static final int TLS_1_0 = 0x0301;
    static final int TLS_1_1 = 0x0302;
    static final int TLS_1_2 = 0x0303;

    /// One that every server of today takes.
    static final String GOOD_SUITE = "c02b";

    private static final int LARGEST_RECORD = 1 << 14;

    private TlsHello() {}

    /// The records of a ClientHello.
    ///
    /// @param version the highest that it speaks
    /// @param suites what it offers, four hex digits each
    /// @param more extensions behind those that any server needs
    static byte[] records(int version, String suites, byte[]... more) {
        byte[] needed =
                join(
                        extension(10, hex("0004 0017 0018")), // groups: secp256r1, secp384r1
                        extension(11, hex("01 00")), // points as they are
                        extension(13, hex("0008 0403 0503 0804 0401"))); // signatures
        byte[] extensions = join(needed, join(more));
        byte[] offered = hex(suites);
        byte[] random = new byte[32];
        Arrays.fill(random, (byte) 0x5a);
        byte[] body =
                join(
                        hex("%04x".formatted(version)),
                        random,
                        hex("00 %04x".formatted(offered.length)),
                        offered,
                        hex("01 00 %04x".formatted(extensions.length)),
                        extensions);
        return inRecords(join(hex("01 %06x".formatted(body.length)), body));
    }

    /// A handshake message, in as many records as it takes.
    private static byte[] inRecords(byte[] message) {
        var all = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += LARGEST_RECORD) {
            int end = Math.min(message.length, at + LARGEST_RECORD);
            all.writeBytes(hex("16 0301 %04x".formatted(end - at)));
            all.write(message, at, end - at);
        }
        return all.toByteArray();
    }

    static byte[] extension(int type, byte[] body) {
        return join(hex("%04x %04x".formatted(type, body.length)), body);
    }

    /// The name of the server that is looked for, so long.
    static byte[] serverName(int length) {
        byte[] name = new byte[length];
        Arrays.fill(name, (byte) 'a');
        byte[] entry = join(hex("00 %04x".formatted(length)), name);
        return extension(0, join(hex("%04x".formatted(entry.length)), entry));
    }

    /// So many that no server knows.
    static byte[] unknownExtensions(int count) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(extension(0x5000 + i, "x".getBytes(StandardCharsets.US_ASCII)));
        }
        return all.toByteArray();
    }
}
