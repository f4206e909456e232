package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The server takes input devices, or has taken one (rfbproto, gii Server Message).
///
/// | bytes | type | field                                                            |
/// |------:|------|------------------------------------------------------------------|
/// |     1 | U8   | message-type = 253                                               |
/// |     1 | U8   | endian-and-sub-type: 128 if the rest is big endian, and sub-type |
/// |     2 | EU16 | length = 4                                                       |
/// |     4 |      | 1: EU16 maximum-version, EU16 minimum-version                    |
/// |       |      | 2: EU32 device-origin                                            |
///
/// @param order of the bytes from the length on
/// @param reply what it says
public record ServerGii(ByteOrder order, Reply reply) implements ServerMessage {

    /// The version that there is.
    public static final int VERSION = 1;

    /// What a server can say.
    public sealed interface Reply {}

    /// It speaks these versions.
    public record Versions(int maximum, int minimum) implements Reply {

        /// Takes numbers of 16 bits.
        public Versions {
            Fields.u16("maximum-version", maximum);
            Fields.u16("minimum-version", minimum);
        }
    }

    /// It has taken a device, and this is its number; 0 if it has not.
    public record DeviceCreated(long device) implements Reply {

        /// Takes a number of 32 bits.
        public DeviceCreated {
            Fields.u32("device-origin", device);
        }
    }

    private static final int LENGTH = 4;

    /// A message in the order of the bytes that all others have.
    public ServerGii(Reply reply) {
        this(ByteOrder.BIG_ENDIAN, reply);
    }

    /// Says that the version that there is is spoken.
    public static ServerGii versions() {
        return new ServerGii(new Versions(VERSION, VERSION));
    }

    static ServerGii read(RfbInput in) {
        ServerMessageType.GII.expect(in);
        GiiHeader header = GiiHeader.read(in);
        if (header.length() != LENGTH) {
            throw new RfbProtocolException(
                    LIMIT, "gii message of " + header.length() + " bytes, expected 4");
        }
        ByteBuffer body = header.body(in);
        return new ServerGii(
                header.order(),
                switch (header.subType()) {
                    case 1 -> new Versions(body.getShort() & 0xffff, body.getShort() & 0xffff);
                    case 2 -> new DeviceCreated(Integer.toUnsignedLong(body.getInt()));
                    default ->
                            throw new RfbProtocolException(
                                    MESSAGE_TYPE,
                                    "Expected gii sub-type 1 or 2, got " + header.subType());
                });
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.GII.number());
        new GiiHeader(reply instanceof Versions ? 1 : 2, order, LENGTH).write(out, this::write);
    }

    private void write(ByteBuffer body) {
        switch (reply) {
            case Versions(int maximum, int minimum) ->
                    body.putShort((short) maximum).putShort((short) minimum);
            case DeviceCreated(long device) -> body.putInt((int) device);
        }
    }
}
