package weft.sound;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;

import java.util.Arrays;
import java.util.Optional;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;

/// Which formats lines may have, and how their frames become those of Weft.
final class LineFormats {

    /// What is played where nobody says what.
    static final AudioFormat DEFAULT = new AudioFormat(44_100, 16, 2, true, false);

    private LineFormats() {}

    /// All, with any frequency.
    static AudioFormat[] all() {
        var formats = new AudioFormat[24];
        int count = 0;
        for (int channels = 1; channels <= 2; channels++) {
            for (int bits = 8; bits <= 32; bits += 8) {
                for (boolean bigEndian : bits == 8 ? new boolean[1] : new boolean[] {false, true}) {
                    formats[count++] = of(bits, channels, bigEndian, true);
                    if (bits != 24) {
                        formats[count++] = of(bits, channels, bigEndian, false);
                    }
                }
            }
        }
        return Arrays.copyOf(formats, count);
    }

    private static AudioFormat of(int bits, int channels, boolean bigEndian, boolean signed) {
        return new AudioFormat(
                signed ? AudioFormat.Encoding.PCM_SIGNED : AudioFormat.Encoding.PCM_UNSIGNED,
                AudioSystem.NOT_SPECIFIED,
                bits,
                channels,
                channels * bits / 8,
                AudioSystem.NOT_SPECIFIED,
                bigEndian);
    }

    /// What frames of a format are once they are [#littleEndian]; empty if lines cannot have it.
    static Optional<PcmFormat> pcm(AudioFormat format) {
        boolean signed = format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED);
        boolean unsigned = format.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED);
        int bits = format.getSampleSizeInBits();
        int channels = format.getChannels();
        float rate = format.getSampleRate();
        boolean isKnown =
                (signed || unsigned)
                        && (channels == 1 || channels == 2)
                        && rate >= PcmFormat.LOWEST_FREQUENCY
                        && rate <= PcmFormat.HIGHEST_FREQUENCY
                        && (bits == 8 || bits == 16 || (bits == 24 && signed) || bits == 32)
                        && format.getFrameSize() == channels * bits / 8;
        if (!isKnown) {
            return Optional.empty();
        }
        SampleFormat samples =
                switch (bits) {
                    case 8 -> signed ? SampleFormat.S8 : SampleFormat.U8;
                    case 16 -> signed ? SampleFormat.S16 : SampleFormat.U16;
                    default -> signed ? SampleFormat.S32 : SampleFormat.U32;
                };
        return Optional.of(new PcmFormat(samples, channels, Math.round(rate)));
    }

    /// Frames as Weft has them: the least significant byte first, 24 bits in 32.
    static byte[] littleEndian(AudioFormat format, byte[] frames) {
        int from = format.getSampleSizeInBits() / 8;
        int to = from == 3 ? 4 : from;
        if (from == to && (!format.isBigEndian() || from == 1)) {
            return frames;
        }
        byte[] turned = new byte[frames.length / from * to];
        for (int sample = 0; sample < frames.length / from; sample++) {
            for (int i = 0; i < from; i++) {
                int place = format.isBigEndian() ? from - 1 - i : i;
                turned[sample * to + to - from + i] = frames[sample * from + place];
            }
        }
        return turned;
    }
}
