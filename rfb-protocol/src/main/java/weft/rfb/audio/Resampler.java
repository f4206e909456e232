package weft.rfb.audio;

import java.util.Arrays;

/// One channel at another frequency: each result is what the signal is at that time, out of the
/// samples around it (a windowed sinc, as in J. O. Smith, Digital Audio Resampling).
///
/// Time is counted in whole numbers, so that nothing is lost however long it runs. The end of a
/// block is kept until what follows has come.
final class Resampler {

    /// So many zero crossings of the sinc on each side.
    private static final int CROSSINGS = 16;

    /// How fine the filter's table is; between its entries lie straight lines.
    private static final int STEPS = 512;

    /// The part of the lower frequency's band that passes; what is above fades out.
    private static final double BAND = 0.92;

    /// The shape of the Kaiser window: what is beyond the band is 80 dB down.
    private static final double BETA = 8;

    /// One wing of the filter.
    private static final double[] WING = wing();

    private final int from;
    private final int to;

    /// How fast the filter is run through for a step of a sample.
    private final double scale;

    /// How many samples on each side count.
    private final int reach;

    /// The samples that still count, behind `reach` of silence at the beginning.
    private double[] window;

    private int filled;

    /// Where in the window the next result is: a sample, and so many parts of `to` behind it.
    private int position;

    private int phase;
    private boolean fresh = true;

    Resampler(int from, int to) {
        this.from = from;
        this.to = to;
        scale = BAND * Math.min(1, (double) to / from);
        reach = (int) Math.ceil(CROSSINGS / scale);
        window = new double[4 * reach];
        begin();
    }

    private void begin() {
        Arrays.fill(window, 0, reach, 0);
        filled = reach;
        position = reach;
        phase = 0;
        fresh = true;
    }

    double[] convert(double[] samples) {
        fresh &= samples.length == 0;
        int wanted = filled + samples.length;
        if (wanted > window.length) {
            window = Arrays.copyOf(window, 2 * wanted);
        }
        System.arraycopy(samples, 0, window, filled, samples.length);
        filled = wanted;
        double[] results = results(filled - reach);
        int passed = Math.min(position, filled) - reach;
        if (passed > 0) {
            System.arraycopy(window, passed, window, 0, filled - passed);
            filled -= passed;
            position -= passed;
        }
        return results;
    }

    /// The results before the end of the samples that have come.
    double[] drain() {
        if (fresh) {
            return new double[0];
        }
        int end = filled;
        if (end + reach > window.length) {
            window = Arrays.copyOf(window, end + reach);
        }
        Arrays.fill(window, end, end + reach, 0);
        double[] results = results(end);
        begin();
        return results;
    }

    /// The results at places before `end`.
    private double[] results(int end) {
        if (position >= end) {
            return new double[0];
        }
        long parts = (long) (end - position) * to - phase;
        int count = (int) ((parts + from - 1) / from);
        double[] results = new double[count];
        for (int i = 0; i < count; i++) {
            results[i] = at(position, (double) phase / to);
            long next = (long) phase + from;
            position += (int) (next / to);
            phase = (int) (next % to);
        }
        return results;
    }

    private double at(int index, double fraction) {
        double before = 0;
        double x = fraction * scale * STEPS;
        double step = scale * STEPS;
        for (int i = index; x < WING.length - 1; i--, x += step) {
            before += window[i] * filter(x);
        }
        double after = 0;
        x = (1 - fraction) * scale * STEPS;
        for (int i = index + 1; x < WING.length - 1; i++, x += step) {
            after += window[i] * filter(x);
        }
        return (before + after) * scale;
    }

    private static double filter(double x) {
        int entry = (int) x;
        double rest = x - entry;
        return WING[entry] + rest * (WING[entry + 1] - WING[entry]);
    }

    private static double[] wing() {
        double[] wing = new double[CROSSINGS * STEPS + 1];
        double most = bessel(BETA);
        for (int i = 0; i < wing.length; i++) {
            double x = (double) i / STEPS;
            double sinc = i == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
            double edge = x / CROSSINGS;
            wing[i] = sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - edge * edge))) / most;
        }
        return wing;
    }

    /// The modified Bessel function of the first kind, of order 0.
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int i = 1; term > sum * 1e-12; i++) {
            term *= x * x / (4.0 * i * i);
            sum += term;
        }
        return sum;
    }
}
