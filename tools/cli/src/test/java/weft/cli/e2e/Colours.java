package weft.cli.e2e;

/// What becomes of colours on a display that has fewer of them: for each channel the nearest
/// intensity that there is. Made for the tests, so that they do not ask the code under test.
final class Colours {

    private Colours() {}

    /// What a program makes of a level that it shows on a channel of 8 bits.
    enum Widening {
        /// The nearest intensity.
        ROUNDED {
            @Override
            int widen(int level, int max) {
                return (int) Math.round(level * 255.0 / max);
            }
        },
        /// The nearest intensity below.
        TRUNCATED {
            @Override
            int widen(int level, int max) {
                return level * 255 / max;
            }
        };

        abstract int widen(int level, int max);
    }

    /// `picture` as it looks with `redMax` + 1 reds and so on: the server takes the nearest level,
    /// the viewer widens it again.
    static Picture reduce(
            Picture picture, Widening widening, int redMax, int greenMax, int blueMax) {
        return picture.map(rgb ->
                widening.widen(level(rgb >> 16, redMax), redMax) << 16
                        | widening.widen(level(rgb >> 8, greenMax), greenMax) << 8
                        | widening.widen(level(rgb, blueMax), blueMax));
    }

    /// Which of the `max` + 1 levels is nearest to the intensity in the low 8 bits.
    static int level(int intensity, int max) {
        return (int) Math.round((intensity & 0xff) * max / 255.0);
    }
}
