package weft.rfb.audio;

/// What uncompressed sound looks like: frames of one sample for each channel, so many a second.
///
/// @param samples what one sample is
/// @param channels 1 (mono) or 2 (stereo: left, right)
/// @param frequency how many frames a second, from [#LOWEST_FREQUENCY] to [#HIGHEST_FREQUENCY]
public record PcmFormat(SampleFormat samples, int channels, int frequency) {

    /// The lowest frequency.
    public static final int LOWEST_FREQUENCY = 1000;

    /// The highest frequency.
    public static final int HIGHEST_FREQUENCY = 192_000;

    /// What viewers get that say nothing of a format, as from QEMU: S16, stereo, 44100.
    public static final PcmFormat DEFAULT = new PcmFormat(SampleFormat.S16, 2, 44_100);

    /// Takes mono or stereo of a frequency within the limits.
    public PcmFormat {
        if (channels != 1 && channels != 2) {
            throw new IllegalArgumentException("%d channels, expected 1 or 2".formatted(channels));
        }
        if (frequency < LOWEST_FREQUENCY || frequency > HIGHEST_FREQUENCY) {
            throw new IllegalArgumentException(
                    "a frequency of %d Hz, expected %d to %d"
                            .formatted(frequency, LOWEST_FREQUENCY, HIGHEST_FREQUENCY));
        }
    }

    /// How many bytes a frame has: a sample for each channel.
    public int frameBytes() {
        return samples.bytes() * channels;
    }

    /// How many frames there are in a time.
    public long frames(long nanos) {
        return nanos / 1_000_000_000 * frequency
                + nanos % 1_000_000_000 * frequency / 1_000_000_000;
    }

    @Override
    public String toString() {
        return "%s %s %d Hz".formatted(samples, channels == 1 ? "mono" : "stereo", frequency);
    }
}
