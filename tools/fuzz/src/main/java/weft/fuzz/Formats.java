package weft.fuzz;

import weft.rfb.PixelFormat;

import java.util.List;

/// Pixel formats of every kind.
final class Formats {

    static final List<PixelFormat> ALL =
            List.of(
                    PixelFormat.XRGB8888,
                    PixelFormat.RGB565,
                    PixelFormat.BGR233,
                    PixelFormat.COLOUR_MAP,
                    new PixelFormat(32, 24, true, true, 255, 255, 255, 0, 8, 16),
                    new PixelFormat(32, 24, false, true, 255, 255, 255, 24, 16, 8),
                    new PixelFormat(16, 15, true, true, 31, 31, 31, 10, 5, 0),
                    new PixelFormat(32, 8, true, true, 7, 7, 3, 29, 20, 2),
                    new PixelFormat(16, 3, false, true, 1, 1, 1, 15, 7, 0),
                    new PixelFormat(32, 30, false, true, 1023, 1023, 1023, 20, 10, 0));

    private Formats() {}

    static PixelFormat of(int number) {
        return ALL.get(number % ALL.size());
    }
}
