package weft.cli.e2e;

import weft.cli.e2e.Colours.Widening;
import weft.rfb.PixelFormat;

import java.util.List;

/// A pixel format of viewers, and what is left of a picture's colours in it.
///
/// @param wire what the viewer asks for
record ViewerFormat(PixelFormat wire, Widening widening, int redMax, int greenMax, int blueMax) {

    static final ViewerFormat XRGB =
            new ViewerFormat(PixelFormat.XRGB8888, Widening.ROUNDED, 255, 255, 255);

    /// 32 bits, most significant byte first, blue in the highest.
    static final ViewerFormat BIG_ENDIAN =
            new ViewerFormat(
                    new PixelFormat(32, 24, true, true, 255, 255, 255, 0, 8, 16),
                    Widening.ROUNDED,
                    255,
                    255,
                    255);

    static final ViewerFormat RGB565 =
            new ViewerFormat(PixelFormat.RGB565, Widening.ROUNDED, 31, 63, 31);

    static final ViewerFormat BGR233 =
            new ViewerFormat(PixelFormat.BGR233, Widening.ROUNDED, 7, 7, 3);

    static final ViewerFormat COLOUR_MAP =
            new ViewerFormat(PixelFormat.COLOUR_MAP, Widening.TRUNCATED, 7, 7, 3);

    static final List<ViewerFormat> ALL = List.of(XRGB, BIG_ENDIAN, RGB565, BGR233, COLOUR_MAP);

    /// What the viewer shows where the server shows `picture`.
    Picture seen(Picture picture) {
        return redMax == 255
                ? picture
                : Colours.reduce(picture, widening, redMax, greenMax, blueMax);
    }
}
