package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

/// The server can switch the machine that it shows, or could not do what a [ClientXvp] wanted
/// (rfbproto, xvp Server Message). There is no message that it could.
///
/// | bytes | type | field                         |
/// |------:|------|-------------------------------|
/// |     1 | U8   | message-type = 250            |
/// |     1 |      | padding                       |
/// |     1 | U8   | xvp-extension-version         |
/// |     1 | U8   | xvp-message-code, see [Code]  |
///
/// @param version of the extension: the highest that the server has, or that of the request
/// @param code which of the two
public record ServerXvp(int version, Code code) implements ServerMessage {

    /// What a server has to say.
    public enum Code {
        /// It could not do what was wanted.
        FAIL(0),
        /// It takes requests.
        INIT(1);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        private static Code byNumber(int number) {
            for (Code code : values()) {
                if (code.number == number) {
                    return code;
                }
            }
            throw new RfbProtocolException(
                    DATA, "Expected xvp-message-code 0 (FAIL) or 1 (INIT), got " + number);
        }
    }

    /// Takes a number of 8 bits.
    public ServerXvp {
        Fields.u8("xvp-extension-version", version);
    }

    /// Says that requests are taken.
    public static ServerXvp init() {
        return new ServerXvp(ClientXvp.VERSION, Code.INIT);
    }

    /// Says that this request could not be done.
    public static ServerXvp fail(ClientXvp request) {
        return new ServerXvp(request.version(), Code.FAIL);
    }

    static ServerXvp read(RfbInput in) {
        ServerMessageType.XVP.expect(in);
        in.skip(1);
        return new ServerXvp(in.u8(), Code.byNumber(in.u8()));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.XVP.number());
        out.pad(1);
        out.u8(version);
        out.u8(code.number);
    }
}
