package weft.rfb.gii;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a client says of its devices: the part of a [weft.rfb.message.ClientGii] behind the length.
public sealed interface GiiRequest {

    /// It speaks this version, 2 bytes (EU16 version).
    record Version(int version) implements GiiRequest {}

    /// It has a device.
    record CreateDevice(GiiDevice device) implements GiiRequest {}

    /// It has it no longer, 4 bytes (EU32 device-origin).
    record DestroyDevice(long device) implements GiiRequest {

        /// Takes a number of 32 bits.
        public DestroyDevice {
            GiiFields.checkU32("device-origin", device);
        }
    }

    /// Devices have done something, one event after the other.
    record Events(List<GiiEvent> events) implements GiiRequest {

        /// Takes as many as there is room for.
        public Events {
            events = List.copyOf(events);
            int bytes = events.stream().mapToInt(GiiEvent::bytes).sum();
            if (bytes > 0xffff) {
                throw new IllegalArgumentException(
                        "gii events of " + bytes + " bytes, expected at most 65535");
            }
        }
    }

    /// The sub-type on the wire.
    default int subType() {
        return switch (this) {
            case Events _ -> 0;
            case Version _ -> 1;
            case CreateDevice _ -> 2;
            case DestroyDevice _ -> 3;
        };
    }

    /// How many bytes it takes.
    default int bytes() {
        return switch (this) {
            case Events(var events) -> events.stream().mapToInt(GiiEvent::bytes).sum();
            case Version _ -> 2;
            case CreateDevice(var device) -> device.bytes();
            case DestroyDevice _ -> 4;
        };
    }

    /// Reads what must fill the buffer.
    static GiiRequest read(int subType, ByteBuffer in) {
        return switch (subType) {
            case 0 -> {
                List<GiiEvent> events = new ArrayList<>();
                while (in.hasRemaining()) {
                    events.add(GiiEvent.read(in));
                }
                yield new Events(events);
            }
            case 1 -> new Version(expectLength(2, in, "version").getShort() & 0xffff);
            case 2 -> new CreateDevice(GiiDevice.read(in));
            case 3 -> new DestroyDevice(GiiFields.u32(expectLength(4, in, "destruction")));
            default ->
                    throw new RfbProtocolException(
                            MESSAGE_TYPE, "Expected gii sub-type 0 to 3, got " + subType);
        };
    }

    private static ByteBuffer expectLength(int expected, ByteBuffer in, String what) {
        if (in.remaining() != expected) {
            throw new RfbProtocolException(
                    LIMIT,
                    "gii %s of %d bytes, expected %d".formatted(what, in.remaining(), expected));
        }
        return in;
    }

    /// Writes it.
    static void write(GiiRequest request, ByteBuffer out) {
        switch (request) {
            case Events(var events) -> events.forEach(event -> GiiEvent.write(event, out));
            case Version(int version) -> out.putShort((short) version);
            case CreateDevice(var device) -> device.write(out);
            case DestroyDevice(long device) -> out.putInt((int) device);
        }
    }
}
