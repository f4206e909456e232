package weft.client.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// The numbers of the form of recordings, see [FbsReader].
final class Fbs {

    /// What a file begins with.
    static final byte[] MAGIC = "FBS 001.000\n".getBytes(US_ASCII);

    /// Blocks begin and end at multiples of so many bytes.
    static final int ALIGNMENT = 4;

    /// More in one block is not believed; our own are far smaller.
    static final int LARGEST_BLOCK = 16 << 20;

    /// The highest time, 49 days; what comes later has this time, too.
    static final long LATEST_MILLIS = 0xffff_ffffL;

    private Fbs() {}

    static int padding(int length) {
        return -length & (ALIGNMENT - 1);
    }

    static boolean isMagic(byte[] start) {
        return Arrays.equals(start, MAGIC);
    }
}
