package weft.rfb.audio;

import java.util.Arrays;

/// Turns sound of one format into another, a block at a time. What it keeps between blocks makes
/// the result the same however the sound was cut; so it is for one stream and one thread at a time.
///
/// Where frequencies are equal the result is exact, as far as the samples of the other format can
/// be; else it is what a band-limited signal is between its samples ([Resampler]), some hundred
/// microseconds to milliseconds later: [#drain] brings the end.
public final class PcmConverter {

    /// How long the way from what was heard last to what comes after a gap is.
    private static final int RAMP_MILLIS = 3;

    private final PcmFormat from;
    private final PcmFormat to;
    private final boolean same;
    private final Resampler[] resamplers;
    private final int rampFrames;

    /// The last frame that came, in the range of 32 bits.
    private final double[] last;

    /// What is left of the step at the end of a gap, in each channel, and for how many frames.
    private final double[] step;

    private int rampLeft;
    private boolean gap;

    /// A converter that has had nothing yet.
    public PcmConverter(PcmFormat from, PcmFormat to) {
        this.from = from;
        this.to = to;
        same = from.equals(to);
        rampFrames = from.frequency() * RAMP_MILLIS / 1000;
        last = new double[to.channels()];
        step = new double[to.channels()];
        resamplers = new Resampler[from.frequency() == to.frequency() ? 0 : to.channels()];
        Arrays.setAll(resamplers, channel -> new Resampler(from.frequency(), to.frequency()));
    }

    /// Whether it turns the one format into the other.
    public boolean isFor(PcmFormat source, PcmFormat target) {
        return from.equals(source) && to.equals(target);
    }

    /// Whether it does no more than to write samples in another form: it takes next to no time.
    public boolean isQuick() {
        return resamplers.length == 0;
    }

    /// What comes next does not follow what came last. The way there is made a short ramp, or it
    /// would be heard as a click.
    public void gap() {
        gap = true;
    }

    /// Converts whole frames; the result may be empty.
    ///
    /// @param len how many bytes of `src` from `off` on; what is beyond a whole frame is left out
    public byte[] convert(byte[] src, int off, int len) {
        int frames = len / from.frameBytes();
        if (frames == 0) {
            return new byte[0];
        }
        if (same && !gap && rampLeft == 0) {
            return copy(src, off, frames);
        }
        double[][] channels = read(src, off, frames);
        ramp(channels, frames);
        for (int channel = 0; channel < channels.length; channel++) {
            double[] samples = channels[channel];
            last[channel] = samples[frames - 1];
            if (resamplers.length > 0) {
                channels[channel] = resamplers[channel].convert(samples);
            }
        }
        return write(channels);
    }

    private byte[] copy(byte[] src, int off, int frames) {
        double[][] end = read(src, off + (frames - 1) * from.frameBytes(), 1);
        for (int channel = 0; channel < last.length; channel++) {
            last[channel] = end[channel][0];
        }
        return Arrays.copyOfRange(src, off, off + frames * from.frameBytes());
    }

    /// What is still on its way at the end of the sound. What follows begins anew.
    public byte[] drain() {
        double[][] channels = new double[to.channels()][0];
        for (int channel = 0; channel < resamplers.length; channel++) {
            channels[channel] = resamplers[channel].drain();
        }
        Arrays.fill(last, 0);
        rampLeft = 0;
        gap = false;
        return write(channels);
    }

    /// The samples of each channel of the result, in the range of 32 bits.
    private double[][] read(byte[] src, int off, int frames) {
        double[][] channels = new double[to.channels()][frames];
        int size = from.samples().bytes();
        for (int i = 0; i < frames; i++) {
            int at = off + i * from.frameBytes();
            double left = from.samples().read(src, at);
            double right = from.channels() == 1 ? left : from.samples().read(src, at + size);
            if (to.channels() == 1) {
                channels[0][i] = (left + right) / 2;
            } else {
                channels[0][i] = left;
                channels[1][i] = right;
            }
        }
        return channels;
    }

    private void ramp(double[][] channels, int frames) {
        if (gap) {
            gap = false;
            rampLeft = rampFrames;
            for (int channel = 0; channel < channels.length; channel++) {
                step[channel] = last[channel] - channels[channel][0];
            }
        }
        int count = Math.min(rampLeft, frames);
        for (int channel = 0; channel < channels.length; channel++) {
            for (int i = 0; i < count; i++) {
                channels[channel][i] += step[channel] * (rampLeft - i) / rampFrames;
            }
        }
        rampLeft -= count;
    }

    private byte[] write(double[][] channels) {
        int frames = channels[0].length;
        byte[] bytes = new byte[frames * to.frameBytes()];
        int size = to.samples().bytes();
        int at = 0;
        for (int i = 0; i < frames; i++) {
            for (double[] channel : channels) {
                to.samples().write(channel[i], bytes, at);
                at += size;
            }
        }
        return bytes;
    }
}
