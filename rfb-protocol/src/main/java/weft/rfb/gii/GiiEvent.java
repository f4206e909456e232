package weft.rfb.gii;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.RfbProtocolException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Something that a device has done (rfbproto, gii, Injecting Events). All begin alike:
///
/// | bytes | type | field                      |
/// |------:|------|----------------------------|
/// |     1 | U8   | event-size                 |
/// |     1 | U8   | event-type                 |
/// |     2 | EU16 | padding                    |
/// |     4 | EU32 | device-origin              |
public sealed interface GiiEvent {

    /// The number of the device, as the server gave it.
    long device();

    /// What it is of.
    GiiEventType type();

    /// A key, 24 bytes.
    ///
    /// | bytes | type | field     |
    /// |------:|------|-----------|
    /// |     4 | EU32 | modifiers |
    /// |     4 | EU32 | symbol    |
    /// |     4 | EU32 | label     |
    /// |     4 | EU32 | button    |
    ///
    /// @param type press, release or repeat
    /// @param modifiers which modifiers are down, as LibGII counts them
    /// @param symbol what the key means with them: a character, or a code of LibGII
    /// @param label what is printed on the key
    /// @param button which key of the device it is
    record Key(GiiEventType type, long device, long modifiers, long symbol, long label, long button)
            implements GiiEvent {

        /// Takes one of the three types and numbers of 32 bits.
        public Key {
            check(
                    type == GiiEventType.KEY_PRESS
                            || type == GiiEventType.KEY_RELEASE
                            || type == GiiEventType.KEY_REPEAT,
                    type);
            GiiFields.checkU32("device-origin", device);
            GiiFields.checkU32("modifiers", modifiers);
            GiiFields.checkU32("symbol", symbol);
            GiiFields.checkU32("label", label);
            GiiFields.checkU32("button", button);
        }
    }

    /// A pointer, 24 bytes.
    ///
    /// | bytes | type | field |
    /// |------:|------|-------|
    /// |     4 | ES32 | x     |
    /// |     4 | ES32 | y     |
    /// |     4 | ES32 | z     |
    /// |     4 | ES32 | wheel |
    ///
    /// @param relative whether these are movements, and not a place
    record PointerMove(long device, boolean relative, int x, int y, int z, int wheel)
            implements GiiEvent {

        /// Takes a number of 32 bits.
        public PointerMove {
            GiiFields.checkU32("device-origin", device);
        }

        @Override
        public GiiEventType type() {
            return relative ? GiiEventType.POINTER_RELATIVE : GiiEventType.POINTER_ABSOLUTE;
        }
    }

    /// A button, 12 bytes.
    ///
    /// | bytes | type | field         |
    /// |------:|------|---------------|
    /// |     4 | EU32 | button-number |
    ///
    /// @param down whether it was pressed
    /// @param number which one, from 1 on
    record Button(long device, boolean down, long number) implements GiiEvent {

        /// Takes numbers of 32 bits.
        public Button {
            GiiFields.checkU32("device-origin", device);
            GiiFields.checkU32("button-number", number);
        }

        @Override
        public GiiEventType type() {
            return down ? GiiEventType.BUTTON_PRESS : GiiEventType.BUTTON_RELEASE;
        }
    }

    /// Axes, 16 + 4 * count bytes.
    ///
    /// | bytes   | type | field |
    /// |--------:|------|-------|
    /// |       4 | EU32 | first |
    /// |       4 | EU32 | count |
    /// | count*4 | ES32 | value |
    ///
    /// @param relative whether these are changes, and not values
    /// @param first the number of the first axis; the others follow
    /// @param values of each, at most [#MOST_VALUES]
    record Valuators(long device, boolean relative, long first, List<Integer> values)
            implements GiiEvent {

        /// An event has no room for more.
        public static final int MOST_VALUES = 59;

        /// Takes numbers and a list that there is room for.
        public Valuators {
            GiiFields.checkU32("device-origin", device);
            GiiFields.checkU32("first", first);
            values = List.copyOf(values);
            if (values.size() > MOST_VALUES) {
                throw new IllegalArgumentException(
                        values.size() + " values, expected at most " + MOST_VALUES);
            }
        }

        @Override
        public GiiEventType type() {
            return relative ? GiiEventType.VALUATOR_RELATIVE : GiiEventType.VALUATOR_ABSOLUTE;
        }
    }

    private static void check(boolean holds, GiiEventType type) {
        if (!holds) {
            throw new IllegalArgumentException("expected a key's event-type, got " + type);
        }
    }

    /// The same, done by another device.
    default GiiEvent by(long other) {
        return switch (this) {
            case Key(var type, _, long modifiers, long symbol, long label, long button) ->
                    new Key(type, other, modifiers, symbol, label, button);
            case PointerMove(_, boolean relative, int x, int y, int z, int wheel) ->
                    new PointerMove(other, relative, x, y, z, wheel);
            case Button(_, boolean down, long pressed) -> new Button(other, down, pressed);
            case Valuators(_, boolean relative, long first, var values) ->
                    new Valuators(other, relative, first, values);
        };
    }

    /// How many bytes it takes.
    default int bytes() {
        return switch (this) {
            case Key _, PointerMove _ -> 24;
            case Button _ -> 12;
            case Valuators valuators -> 16 + 4 * valuators.values.size();
        };
    }

    /// Reads one that begins here.
    static GiiEvent read(ByteBuffer in) {
        int left = in.remaining();
        int size = left < 8 ? 0 : in.get(in.position()) & 0xff;
        if (size < 8 || size > left) {
            throw new RfbProtocolException(
                    DATA, "gii event of %d bytes where %d are left".formatted(size, left));
        }
        in.get();
        GiiEventType type = GiiEventType.byNumber(in.get() & 0xff);
        in.getShort();
        long device = GiiFields.u32(in);
        return switch (type) {
            case KEY_PRESS, KEY_RELEASE, KEY_REPEAT -> {
                expectSize(24, size, type);
                yield new Key(
                        type,
                        device,
                        GiiFields.u32(in),
                        GiiFields.u32(in),
                        GiiFields.u32(in),
                        GiiFields.u32(in));
            }
            case POINTER_RELATIVE, POINTER_ABSOLUTE -> {
                expectSize(24, size, type);
                yield new PointerMove(
                        device,
                        type == GiiEventType.POINTER_RELATIVE,
                        in.getInt(),
                        in.getInt(),
                        in.getInt(),
                        in.getInt());
            }
            case BUTTON_PRESS, BUTTON_RELEASE -> {
                expectSize(12, size, type);
                yield new Button(device, type == GiiEventType.BUTTON_PRESS, GiiFields.u32(in));
            }
            case VALUATOR_RELATIVE, VALUATOR_ABSOLUTE -> valuators(in, size, type, device);
        };
    }

    private static Valuators valuators(ByteBuffer in, int size, GiiEventType type, long device) {
        if (size < 16) {
            expectSize(16, size, type);
        }
        long first = GiiFields.u32(in);
        long count = GiiFields.u32(in);
        if (size != 16 + 4 * count) {
            throw new RfbProtocolException(
                    DATA,
                    "gii event of %d bytes with %d values, expected 16 + 4 for each"
                            .formatted(size, count));
        }
        List<Integer> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(in.getInt());
        }
        return new Valuators(device, type == GiiEventType.VALUATOR_RELATIVE, first, values);
    }

    private static void expectSize(int expected, int size, GiiEventType type) {
        if (size != expected) {
            throw new RfbProtocolException(
                    DATA, "gii event %s of %d bytes, expected %d".formatted(type, size, expected));
        }
    }

    /// Writes it.
    static void write(GiiEvent event, ByteBuffer out) {
        out.put((byte) event.bytes());
        out.put((byte) event.type().number());
        out.putShort((short) 0);
        out.putInt((int) event.device());
        switch (event) {
            case Key key -> {
                out.putInt((int) key.modifiers);
                out.putInt((int) key.symbol);
                out.putInt((int) key.label);
                out.putInt((int) key.button);
            }
            case PointerMove move -> {
                out.putInt(move.x);
                out.putInt(move.y);
                out.putInt(move.z);
                out.putInt(move.wheel);
            }
            case Button button -> out.putInt((int) button.number);
            case Valuators valuators -> {
                out.putInt((int) valuators.first);
                out.putInt(valuators.values.size());
                valuators.values.forEach(out::putInt);
            }
        }
    }
}
