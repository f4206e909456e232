package weft.rfb.encoding;

import weft.rfb.RfbBuffer;
import weft.rfb.codec.DeflateStream;

import java.util.Arrays;

/// Writes what [TightGradient] reads, for pixels of three bytes: the difference of each intensity
/// from what its neighbours to the left, above and above left let expect. It is small where a
/// picture is smooth, and small numbers compress better than a photo's intensities.
///
/// Pixels of two bytes are left as they are: TigerVNC's viewer does not read them as rfbproto has
/// them.
final class TightGradientEncoder {

    /// How many bytes a pixel must have.
    static final int PIXEL = 3;

    /// The highest compression level that is of use: there is little to be found in noise, and
    /// zlib's better levels look for it twenty times as long.
    static final int HIGHEST_LEVEL = 5;

    /// Fewer pixels than this say too little about themselves.
    private static final int SMALLEST = 32 * 32;

    /// So many bytes are handed to the compressor at once, about.
    private static final int CHUNK = 1 << 15;

    /// Of so many rows one is looked at.
    private static final int SAMPLE = 8;

    private TightGradientEncoder() {}

    /// Appends all pixels of a source, filtered and compressed, some rows at a time.
    static void deflate(Pixels pixels, WireSource source, DeflateStream stream, RfbBuffer out) {
        int length = pixels.width() * PIXEL;
        int rows = Math.max(1, CHUNK / length);
        int filtered = (rows + 1) * length;
        byte[] bytes = Scratch.ofThread().bytes(filtered + rows * length);
        for (int y = 0; y < pixels.height(); y += rows) {
            int count = Math.min(rows, pixels.height() - y);
            if (y == 0) {
                Arrays.fill(bytes, 0, length, (byte) 0);
                source.write(0, count, bytes, length);
            } else {
                source.write(y - 1, count + 1, bytes, 0);
            }
            for (int row = 0; row < count; row++) {
                filter(bytes, (row + 1) * length, length, filtered + row * length);
            }
            stream.write(bytes, filtered, count * length, out);
        }
        stream.flush(out);
    }

    /// Filters the row at `from`; the one above it lies before it.
    private static void filter(byte[] bytes, int from, int length, int to) {
        int above = from - length;
        for (int i = 0; i < PIXEL; i++) {
            bytes[to + i] = (byte) (bytes[from + i] - bytes[above + i]);
        }
        for (int i = PIXEL; i < length; i++) {
            int left = bytes[from + i - PIXEL] & 0xff;
            int up = bytes[above + i] & 0xff;
            int upLeft = bytes[above + i - PIXEL] & 0xff;
            int expected = Math.max(0, Math.min(left + up - upLeft, 0xff));
            bytes[to + i] = (byte) (bytes[from + i] - expected);
        }
    }

    /// Whether the filter makes the pixels much shorter: the differences need at most two thirds of
    /// the bits of the intensities, and too few pixels are as the one before them for a compressor
    /// to find more than that in the pixels themselves, as it does in text.
    static boolean pays(Pixels pixels, WireSource source) {
        if (pixels.width() * pixels.height() < SMALLEST || pixels.height() < 2) {
            return false;
        }
        int length = pixels.width() * PIXEL;
        byte[] bytes = Scratch.ofThread().bytes(3 * length);
        int[] intensities = new int[256];
        int[] differences = new int[256];
        int looked = 0;
        int repeated = 0;
        for (int y = 1; y < pixels.height(); y += SAMPLE) {
            source.write(y - 1, 2, bytes, 0);
            filter(bytes, length, length, 2 * length);
            for (int i = length; i < 2 * length; i++) {
                intensities[bytes[i] & 0xff]++;
                differences[bytes[length + i] & 0xff]++;
            }
            looked += pixels.width();
            repeated += repeated(bytes, length, length);
        }
        return repeated * 5L < looked * 3L && bits(differences) * 3 < bits(intensities) * 2;
    }

    /// How many pixels of a row are as the one before.
    private static int repeated(byte[] bytes, int from, int length) {
        int repeated = 0;
        for (int i = from + PIXEL; i < from + length; i += PIXEL) {
            boolean same =
                    bytes[i] == bytes[i - 3]
                            && bytes[i + 1] == bytes[i - 2]
                            && bytes[i + 2] == bytes[i - 1];
            repeated += same ? 1 : 0;
        }
        return repeated;
    }

    /// How many bits values take that occur so often, if each is coded for itself.
    private static double bits(int[] occurrences) {
        double all = 0;
        double sum = 0;
        for (int count : occurrences) {
            if (count > 0) {
                all += count;
                sum += count * Math.log(count);
            }
        }
        return (all * Math.log(all) - sum) / Math.log(2);
    }
}
