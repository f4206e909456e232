package weft.rfb;

/// The colour map that Weft gives to viewers without true colour: 3 bits of red, 3 of green, 2 of
/// blue, from the most significant bit of the index.
public final class FixedColourMap {

    /// How many colours there are.
    public static final int SIZE = 256;

    private FixedColourMap() {}

    /// The colours as `0x00RRGGBB`, by index, in a new array.
    public static int[] colours() {
        int[] colours = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int red = (i >> 5) * 255 / 7;
            int green = (i >> 2 & 7) * 255 / 7;
            int blue = (i & 3) * 255 / 3;
            colours[i] = red << 16 | green << 8 | blue;
        }
        return colours;
    }
}
