package weft.framebuffer.match;

/// The perceived difference of two colours: "Measuring perceived color difference using YIQ NTSC
/// transmission color space in mobile applications", Y. Kotsarenko and F. Ramos, 2010.
final class Yiq {

    /// The largest that there is.
    static final double MAX_DELTA = 35215;

    private Yiq() {}

    /// The square of the distance of two colours, 0 to [#MAX_DELTA]; what is in the top bytes does
    /// not matter.
    static double delta(int one, int other) {
        int red = (one >> 16 & 0xFF) - (other >> 16 & 0xFF);
        int green = (one >> 8 & 0xFF) - (other >> 8 & 0xFF);
        int blue = (one & 0xFF) - (other & 0xFF);
        double y = 0.29889531 * red + 0.58662247 * green + 0.11448223 * blue;
        double i = 0.59597799 * red - 0.27417610 * green - 0.32180189 * blue;
        double q = 0.21147017 * red - 0.52261711 * green + 0.31114694 * blue;
        return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q;
    }

    /// How bright a colour is, 0 to 255.
    static double brightness(int rgb) {
        return 0.29889531 * (rgb >> 16 & 0xFF)
                + 0.58662247 * (rgb >> 8 & 0xFF)
                + 0.11448223 * (rgb & 0xFF);
    }
}
