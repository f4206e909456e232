package weft.cli.x11;

import java.util.List;

/// The server's answer to a request that it does not fulfil (X protocol, Errors).
public final class XErrorException extends XException {
    private static final long serialVersionUID = 1;

    private static final List<String> NAMES =
            List.of(
                    "Success",
                    "Request",
                    "Value",
                    "Window",
                    "Pixmap",
                    "Atom",
                    "Cursor",
                    "Font",
                    "Match",
                    "Drawable",
                    "Access",
                    "Alloc",
                    "Colormap",
                    "GContext",
                    "IDChoice",
                    "Name",
                    "Length",
                    "Implementation");

    private XErrorException(String message) {
        super(message);
    }

    /// Reads an error packet: 0, code, sequence number, bad value, minor and major opcode.
    static XErrorException read(XData error) throws XException {
        error.skip(1);
        int code = error.u8();
        error.skip(2);
        long value = error.u32();
        int minor = error.u16();
        int major = error.u8();
        String name = code < NAMES.size() ? "Bad" + NAMES.get(code) : "error " + code;
        return new XErrorException(
                "the X server answers %s to request %d.%d, about 0x%x"
                        .formatted(name, major, minor, value));
    }
}
