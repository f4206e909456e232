package weft.framebuffer.match;

/// What the cells of a picture look like, whatever their colours: which pixels have not the colour
/// of the one at the top left.
final class Cells {

    static final int MAX_WIDTH = 32;
    static final int MAX_HEIGHT = 64;

    /// The look of a cell of one colour.
    static final String PLAIN = "";

    /// The look of a cell of more than two colours, which no glyph has.
    static final String MIXED = "?";

    private final int width;
    private final int height;
    private final char[] look;

    Cells(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_WIDTH || height > MAX_HEIGHT) {
            throw new IllegalArgumentException(
                    "a character's cell has 1x1 to %dx%d pixels, not %dx%d"
                            .formatted(MAX_WIDTH, MAX_HEIGHT, width, height));
        }
        this.width = width;
        this.height = height;
        this.look = new char[2 * height];
    }

    /// The look of the cell whose top left pixel is at `start`: two numbers of 16 bits for each
    /// row.
    String look(int[] pixels, int start, int stride) {
        int ground = pixels[start];
        int ink = ground;
        for (int y = 0; y < height; y++) {
            int row = start + y * stride;
            int bits = 0;
            for (int x = 0; x < width; x++) {
                int pixel = pixels[row + x];
                if (pixel != ground) {
                    if (ink == ground) {
                        ink = pixel;
                    } else if (pixel != ink) {
                        return MIXED;
                    }
                    bits |= 1 << x;
                }
            }
            look[2 * y] = (char) bits;
            look[2 * y + 1] = (char) (bits >>> 16);
        }
        return ink == ground ? PLAIN : new String(look);
    }
}
