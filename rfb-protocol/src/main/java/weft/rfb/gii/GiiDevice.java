package weft.rfb.gii;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A device as it is described to a server (rfbproto, gii, Device Creation).
///
/// | bytes             | type       | field                           |
/// |------------------:|------------|---------------------------------|
/// |                31 | U8 array   | device-name                     |
/// |                 1 | U8         | 0                               |
/// |                 4 | EU32       | vendor-id                       |
/// |                 4 | EU32       | product-id                      |
/// |                 4 | EVENT_MASK | can-generate                    |
/// |                 4 | EU32       | num-registers                   |
/// |                 4 | EU32       | num-valuators                   |
/// |                 4 | EU32       | num-buttons                     |
/// | num-valuators*116 | VALUATOR   | see [GiiValuator]               |
///
/// @param name what it is called, at most 31 characters of Latin-1
/// @param vendorId who made it, as of USB
/// @param productId what it is, as of USB
/// @param canGenerate the bits of the events that it makes, see [GiiEventType#bit]
/// @param registers how many registers it has
/// @param valuators its axes, at most [#MOST_VALUATORS]: there is no room for more in a message
/// @param buttons how many it has; they are numbered from 1
public record GiiDevice(
        String name,
        long vendorId,
        long productId,
        int canGenerate,
        long registers,
        List<GiiValuator> valuators,
        long buttons) {

    /// The most axes that a message has room for.
    public static final int MOST_VALUATORS = 564;

    static final int BYTES_WITHOUT_VALUATORS = 56;
    private static final int NAME_BYTES = 32;

    /// Takes a name, numbers and a list that there is room for.
    public GiiDevice {
        name = GiiFields.latin1("device-name", name, NAME_BYTES);
        GiiFields.checkU32("vendor-id", vendorId);
        GiiFields.checkU32("product-id", productId);
        GiiFields.checkU32("num-registers", registers);
        GiiFields.checkU32("num-buttons", buttons);
        valuators = List.copyOf(valuators);
        if (valuators.size() > MOST_VALUATORS) {
            throw new IllegalArgumentException(
                    valuators.size() + " valuators, expected at most " + MOST_VALUATORS);
        }
    }

    /// A game pad or another device with buttons and axes that tell their values.
    public static GiiDevice of(String name, int buttons, List<GiiValuator> valuators) {
        return new GiiDevice(
                name,
                0,
                0,
                mask(
                        GiiEventType.BUTTON_PRESS,
                        GiiEventType.BUTTON_RELEASE,
                        GiiEventType.VALUATOR_RELATIVE,
                        GiiEventType.VALUATOR_ABSOLUTE),
                0,
                valuators,
                buttons);
    }

    /// The bits of some events.
    public static int mask(GiiEventType... types) {
        int mask = 0;
        for (GiiEventType type : types) {
            mask |= type.bit();
        }
        return mask;
    }

    /// Whether it says that it makes such events.
    public boolean can(GiiEventType type) {
        return (canGenerate & type.bit()) != 0;
    }

    /// The axis with a number, if it has one.
    public Optional<GiiValuator> valuator(long index) {
        for (GiiValuator valuator : valuators) {
            if (valuator.index() == index) {
                return Optional.of(valuator);
            }
        }
        return Optional.empty();
    }

    int bytes() {
        return BYTES_WITHOUT_VALUATORS + valuators.size() * GiiValuator.BYTES;
    }

    /// Reads what must fill the buffer.
    static GiiDevice read(ByteBuffer in) {
        int length = in.remaining();
        if (length < BYTES_WITHOUT_VALUATORS) {
            throw new RfbProtocolException(
                    LIMIT, "gii device of %d bytes, expected 56 at least".formatted(length));
        }
        String name = GiiFields.text(in, NAME_BYTES);
        long vendorId = GiiFields.u32(in);
        long productId = GiiFields.u32(in);
        int canGenerate = in.getInt();
        long registers = GiiFields.u32(in);
        long count = GiiFields.u32(in);
        long buttons = GiiFields.u32(in);
        if (count * GiiValuator.BYTES != in.remaining()) {
            throw new RfbProtocolException(
                    DATA,
                    "gii device of %d bytes with %d valuators, expected 56 + 116 for each"
                            .formatted(length, count));
        }
        List<GiiValuator> valuators = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            valuators.add(GiiValuator.read(in));
        }
        return new GiiDevice(name, vendorId, productId, canGenerate, registers, valuators, buttons);
    }

    void write(ByteBuffer out) {
        GiiFields.text(out, name, NAME_BYTES);
        out.putInt((int) vendorId);
        out.putInt((int) productId);
        out.putInt(canGenerate);
        out.putInt((int) registers);
        out.putInt(valuators.size());
        out.putInt((int) buttons);
        for (GiiValuator valuator : valuators) {
            valuator.write(out);
        }
    }
}
