package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.util.Optional;

/// The client wants the machine to shut down, to reboot or to be reset (rfbproto, xvp Client
/// Message).
///
/// | bytes | type | field                                    |
/// |------:|------|------------------------------------------|
/// |     1 | U8   | message-type = 250                       |
/// |     1 |      | padding                                  |
/// |     1 | U8   | xvp-extension-version = 1                |
/// |     1 | U8   | xvp-message-code, see [PowerAction]      |
///
/// @param version of the extension; as it came, it may be one that there is not
/// @param code what is wanted; as it came, it may be nothing that there is, which is answered and
///   no fault
public record ClientXvp(int version, int code) implements ClientMessage {

    /// The version that there is.
    public static final int VERSION = 1;

    /// Takes numbers of 8 bits.
    public ClientXvp {
        Fields.u8("xvp-extension-version", version);
        Fields.u8("xvp-message-code", code);
    }

    /// A request in the version that there is.
    public ClientXvp(PowerAction action) {
        this(VERSION, action.number());
    }

    static ClientXvp read(RfbInput in) {
        ClientMessageType.XVP.expect(in);
        in.skip(1);
        return new ClientXvp(in.u8(), in.u8());
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.XVP.number());
        out.pad(1);
        out.u8(version);
        out.u8(code);
    }

    /// What is wanted, if it is something that this version has.
    public Optional<PowerAction> action() {
        return version == VERSION ? PowerAction.byNumber(code) : Optional.empty();
    }
}
