package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.ProtocolVersion;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

/// How the security exchange went (RFC 6143 §7.1.3). With security type None it is sent from
/// version 3.8 on only.
///
/// | bytes | type | field                                     |
/// |------:|------|-------------------------------------------|
/// |     4 | U32  | status: 0 OK, 1 failed, 2 too many attempts |
///
/// After a failure, from version 3.8 on:
///
/// | bytes | type | field         |
/// |------:|------|---------------|
/// |     4 | U32  | reason-length |
/// |     * | U8   | reason-string |
///
/// @param status the number
/// @param reason why it failed, empty if it did not or the version gives no reason
public record SecurityResult(int status, String reason) {

    /// The exchange succeeded.
    public static final SecurityResult OK = new SecurityResult(0, "");

    private static final int FAILED = 1;
    private static final int TOO_MANY = 2;

    /// Takes a known status and a reason of bounded length.
    public SecurityResult {
        if (status < 0 || status > TOO_MANY) {
            throw new IllegalArgumentException("status " + status + ", expected 0, 1 or 2");
        }
        BoundedString.check("Reason", reason);
    }

    /// The exchange failed.
    public static SecurityResult failed(String reason) {
        return new SecurityResult(FAILED, reason);
    }

    /// Whether the exchange succeeded.
    public boolean isOk() {
        return status == 0;
    }

    /// Reads a result as `version` sends it.
    public static SecurityResult read(RfbInput in, ProtocolVersion version) {
        long status = in.u32();
        if (status > TOO_MANY) {
            throw new RfbProtocolException(
                    SECURITY, "Expected SecurityResult 0, 1 or 2, got " + status);
        }
        boolean explained = status != 0 && version.isAtLeast(ProtocolVersion.V3_8);
        return new SecurityResult((int) status, explained ? BoundedString.read(in, "Reason") : "");
    }

    /// Writes the result as `version` wants it.
    public void write(RfbOutput out, ProtocolVersion version) {
        out.u32(status);
        if (!isOk() && version.isAtLeast(ProtocolVersion.V3_8)) {
            BoundedString.write(out, reason);
        }
    }
}
