package weft.rfb.message;

/// Checks of values that are about to be put into fields of a message.
final class Fields {

    private static final int LARGEST_U16 = 0xffff;

    private Fields() {}

    static void u8(String name, int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException(name + " " + value + ", expected 0 to 255");
        }
    }

    static void u16(String name, int value) {
        if (value < 0 || value > LARGEST_U16) {
            throw new IllegalArgumentException(name + " " + value + ", expected 0 to 65535");
        }
    }

    static void u32(String name, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(name + " " + value + ", expected 0 to 2^32-1");
        }
    }
}
