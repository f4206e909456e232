package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// Whether the client leaves others connected (RFC 6143 §7.3.1).
///
/// | bytes | type | field       |
/// |------:|------|-------------|
/// |     1 | U8   | shared-flag |
///
/// @param shared whether others may stay
public record ClientInit(boolean shared) {

    /// Reads the message.
    public static ClientInit read(RfbInput in) {
        return new ClientInit(in.u8() != 0);
    }

    /// Writes the message.
    public void write(RfbOutput out) {
        out.u8(shared ? 1 : 0);
    }
}
