package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The messages of SASL (rfbproto, SASL). What is in their data is the mechanism's own matter, see
/// [ScramServer] and [SaslPlain].
///
/// ```
/// client                                  server
///   <------------------------------- mechanisms
///   mechanism, data ---------------------------->
///   <--------------- data, whether it is complete
///   data --------------------------------------->   // as often as it is not complete
///   <--------------- data, whether it is complete
/// ```
///
/// Data is behind its length of 32 bits and has a zero more at its end, so that none at all, with a
/// length of 0, is not the same as empty.
public final class Sasl {

    /// The most data in one message, with the zero.
    public static final int LIMIT_BYTES = 4096;

    /// The longest name of a mechanism that QEMU takes.
    private static final int LONGEST_NAME = 100;

    /// The longest list that gtk-vnc and LibVNCServer's client take.
    private static final int LONGEST_LIST = 300;

    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]+");

    private Sasl() {}

    /// The client's first message.
    ///
    /// | bytes | type | field                  |
    /// |------:|------|------------------------|
    /// |     4 | U32  | mechname-length        |
    /// |     * | U8   | mechname-string        |
    /// |     4 | U32  | clientout-length       |
    /// |     * | U8   | clientout-data, a zero |
    ///
    /// @param mechanism one of the server's, if the client keeps to the protocol
    public record Start(String mechanism, Optional<byte[]> data) {

        /// Reads the message.
        public static Start read(RfbInput in) {
            return new Start(name(text(in, "name of a mechanism", LONGEST_NAME)), readData(in));
        }

        /// Writes the message.
        public void write(RfbOutput out) {
            text(out, mechanism, LONGEST_NAME);
            writeData(out, data);
        }
    }

    /// The server's answer to a message of the client.
    ///
    /// | bytes | type | field                  |
    /// |------:|------|------------------------|
    /// |     4 | U32  | serverout-length       |
    /// |     * | U8   | serverout-data, a zero |
    /// |     1 | U8   | complete-flag          |
    ///
    /// @param isComplete whether SecurityResult is next
    public record Reply(Optional<byte[]> data, boolean isComplete) {

        /// Reads the message.
        public static Reply read(RfbInput in) {
            return new Reply(readData(in), in.u8() != 0);
        }

        /// Writes the message.
        public void write(RfbOutput out) {
            writeData(out, data);
            out.u8(isComplete ? 1 : 0);
        }
    }

    /// Reads the mechanisms that a server offers.
    ///
    /// | bytes | type | field                                |
    /// |------:|------|--------------------------------------|
    /// |     4 | U32  | mechlist-length                      |
    /// |     * | U8   | mechlist-string, with commas between |
    public static List<String> readMechanisms(RfbInput in) {
        String list = text(in, "list of mechanisms", LONGEST_LIST);
        return Arrays.stream(list.split(",", -1)).map(Sasl::name).toList();
    }

    /// Writes the mechanisms that a server offers.
    public static void writeMechanisms(RfbOutput out, List<String> mechanisms) {
        text(out, String.join(",", mechanisms), LONGEST_LIST);
    }

    /// Reads a further message of the client.
    public static Optional<byte[]> readStep(RfbInput in) {
        return readData(in);
    }

    /// Writes a further message of the client.
    public static void writeStep(RfbOutput out, Optional<byte[]> data) {
        writeData(out, data);
    }

    private static Optional<byte[]> readData(RfbInput in) {
        int length = length(in, "message", LIMIT_BYTES);
        if (length == 0) {
            return Optional.empty();
        }
        byte[] data = in.bytes(length - 1);
        int end = in.u8();
        if (end != 0) {
            throw new RfbProtocolException(
                    SECURITY, "Expected a zero at the end of a message of SASL, got " + end);
        }
        return Optional.of(data);
    }

    private static void writeData(RfbOutput out, Optional<byte[]> data) {
        if (data.isEmpty()) {
            out.u32(0);
            return;
        }
        byte[] bytes = data.get();
        if (bytes.length >= LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "A message of SASL of %d bytes > limit %d"
                            .formatted(bytes.length, LIMIT_BYTES - 1));
        }
        out.u32(bytes.length + 1L);
        out.bytes(bytes);
        out.u8(0);
    }

    private static String text(RfbInput in, String what, int limit) {
        int length = length(in, what, limit);
        if (length == 0) {
            throw new RfbProtocolException(SECURITY, "An empty " + what + " of SASL");
        }
        return new String(in.bytes(length), StandardCharsets.ISO_8859_1);
    }

    private static void text(RfbOutput out, String text, int limit) {
        if (text.isEmpty() || text.length() > limit) {
            throw new IllegalArgumentException(
                    "Mechanisms of %d characters, expected 1 to %d"
                            .formatted(text.length(), limit));
        }
        out.u32(text.length());
        out.bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int length(RfbInput in, String what, int limit) {
        long length = in.u32();
        if (length > limit) {
            throw new RfbProtocolException(
                    LIMIT, "A %s of SASL of %d bytes > limit %d".formatted(what, length, limit));
        }
        return (int) length;
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new RfbProtocolException(
                    SECURITY,
                    "The name of a mechanism of SASL has other characters than A-Z 0-9 - _");
        }
        return text;
    }
}
