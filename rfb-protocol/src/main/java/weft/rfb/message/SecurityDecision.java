package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.REFUSED;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

/// The security type that a server decides on, in version 3.3 (RFC 6143 §7.1.2, appendix A).
///
/// | bytes | type | field         |
/// |------:|------|---------------|
/// |     4 | U32  | security-type |
///
/// Zero refuses the connection; then reason-length (U32) and reason-string follow.
///
/// @param number the type
public record SecurityDecision(int number) {

    /// Takes a number from 1 to 255.
    public SecurityDecision {
        Fields.u8("security-type", number);
        if (number == 0) {
            throw new IllegalArgumentException("No security type: write a refusal instead");
        }
    }

    /// Reads the decision; a refusal becomes an exception with the server's reason.
    public static SecurityDecision read(RfbInput in) {
        long number = in.u32();
        if (number == 0) {
            throw new RfbProtocolException(REFUSED, BoundedString.read(in, "Reason"));
        }
        if (number > 0xff) {
            throw new RfbProtocolException(
                    RfbProtocolException.Reason.SECURITY,
                    "Expected a security type below 256, got " + number);
        }
        return new SecurityDecision((int) number);
    }

    /// Writes the decision.
    public void write(RfbOutput out) {
        out.u32(number);
    }

    /// Writes a refusal instead.
    public static void writeRefusal(RfbOutput out, String reason) {
        BoundedString.check("Reason", reason);
        out.u32(0);
        BoundedString.write(out, reason);
    }
}
