package weft.rfb.gii;

import java.nio.ByteBuffer;

/// An axis of a device: a stick's, a pen's pressure, a wheel (rfbproto, gii, VALUATOR).
///
/// | bytes | type     | field        |
/// |------:|----------|--------------|
/// |     4 | EU32     | index        |
/// |    74 | U8 array | long-name    |
/// |     1 | U8       | 0            |
/// |     4 | U8 array | short-name   |
/// |     1 | U8       | 0            |
/// |     4 | ES32     | range-min    |
/// |     4 | ES32     | range-center |
/// |     4 | ES32     | range-max    |
/// |     4 | EU32     | SI-unit      |
/// |     4 | ES32     | SI-add       |
/// |     4 | ES32     | SI-mul       |
/// |     4 | ES32     | SI-div       |
/// |     4 | ES32     | SI-shift     |
///
/// @param index its number, by which events name it
/// @param longName what it is called, at most 74 characters of Latin-1
/// @param shortName the same in at most 4
/// @param min its least value
/// @param center its value at rest
/// @param max its largest value; if that is not more than the least, its range is not known
/// @param siUnit the number of its unit in the specification, 0 if that is not known
/// @param siAdd see [#si]
/// @param siMul 0 if the factor is not known
/// @param siDiv see [#si]
/// @param siShift see [#si]
public record GiiValuator(
        long index,
        String longName,
        String shortName,
        int min,
        int center,
        int max,
        long siUnit,
        int siAdd,
        int siMul,
        int siDiv,
        int siShift) {

    static final int BYTES = 116;

    private static final int LONG_NAME_BYTES = 75;
    private static final int SHORT_NAME_BYTES = 5;

    /// Takes texts and numbers that there is room for.
    public GiiValuator {
        GiiFields.checkU32("index", index);
        GiiFields.checkU32("SI-unit", siUnit);
        longName = GiiFields.latin1("long-name", longName, LONG_NAME_BYTES);
        shortName = GiiFields.latin1("short-name", shortName, SHORT_NAME_BYTES);
    }

    /// One in the middle of its range at rest, without a unit.
    public static GiiValuator of(int index, String name, int min, int max) {
        String shortName = name.substring(0, Math.min(name.length(), SHORT_NAME_BYTES - 1));
        int center = (int) (((long) min + max) / 2);
        return new GiiValuator(index, name, shortName, min, center, max, 0, 0, 0, 0, 0);
    }

    static GiiValuator read(ByteBuffer in) {
        return new GiiValuator(
                GiiFields.u32(in),
                GiiFields.text(in, LONG_NAME_BYTES),
                GiiFields.text(in, SHORT_NAME_BYTES),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                GiiFields.u32(in),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt());
    }

    void write(ByteBuffer out) {
        out.putInt((int) index);
        GiiFields.text(out, longName, LONG_NAME_BYTES);
        GiiFields.text(out, shortName, SHORT_NAME_BYTES);
        out.putInt(min);
        out.putInt(center);
        out.putInt(max);
        out.putInt((int) siUnit);
        out.putInt(siAdd);
        out.putInt(siMul);
        out.putInt(siDiv);
        out.putInt(siShift);
    }

    /// The nearest value within the range, if that is known.
    public int clamp(int value) {
        return min < max ? Math.clamp(value, min, max) : value;
    }

    /// A value in its unit; NaN if the factor is not known.
    public double si(int value) {
        return siMul == 0 || siDiv == 0
                ? Double.NaN
                : ((double) siAdd + value) * siMul / siDiv * Math.pow(2, siShift);
    }
}
