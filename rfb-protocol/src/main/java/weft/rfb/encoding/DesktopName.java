package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import static java.nio.charset.StandardCharsets.UTF_8;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.RectangleHeader;

/// A pseudo-rectangle with the desktop's new name (rfbproto, DesktopName Pseudo-encoding); its
/// header has zeros.
///
/// | bytes       | type | field              |
/// |------------:|------|--------------------|
/// |           4 | U32  | name-length        |
/// | name-length | U8   | name-string, UTF-8 |
///
/// @param name what viewers show; at most 4096 bytes of UTF-8 can be sent
public record DesktopName(String name) {

    /// The longest name, in bytes of UTF-8.
    public static final int LIMIT_BYTES = 4096;

    /// Refuses a name that is too long.
    ///
    /// @throws IllegalArgumentException that says how long it is
    public static void check(String name) {
        int length = name.getBytes(UTF_8).length;
        if (length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "Name of " + length + " bytes > limit " + LIMIT_BYTES);
        }
    }

    /// Reads what follows the header.
    public static DesktopName read(RfbInput in) {
        long length = in.u32();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "Name of " + length + " bytes > limit " + LIMIT_BYTES);
        }
        return new DesktopName(new String(in.bytes((int) length), UTF_8));
    }

    /// Writes the header and what follows it.
    public void write(RfbOutput out) {
        check(name); // not before: what is no UTF-8 grows when it is read
        new RectangleHeader(0, 0, 0, 0, Encoding.DESKTOP_NAME.number()).write(out);
        byte[] bytes = name.getBytes(UTF_8);
        out.u32(bytes.length);
        out.bytes(bytes);
    }
}
