package weft.rfb.codec;

import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

/// Looks for the sequence parameter sets in a stream of H.264 before a decoder reads it, which
/// makes room for whatever pictures they announce: 4096x2304 sixteen times takes 40 bytes.
///
/// | bytes  | type | field of a unit (ITU-T H.264 §7.3.1, annex B)              |
/// |-------:|------|------------------------------------------------------------|
/// |      3 |      | start code: 00 00 01, behind any number of zeros           |
/// |      1 | U8   | 1 bit 0, 2 bits nal_ref_idc, 5 bits nal_unit_type: 7 and 15 |
/// |        |      | are sequence parameter sets                                |
/// |      * | U8   | up to the next start code                                  |
final class SequenceParameterSets {

    private static final int START_CODE = 3;
    private static final int TYPE = 0x1f;
    private static final int SEQUENCE_PARAMETER_SET = 7;
    private static final int SUBSET_SEQUENCE_PARAMETER_SET = 15;

    /// The most macroblocks of all pictures that are kept, at level 5.2 (table A-1, MaxDpbMbs).
    private static final long MOST_MACROBLOCKS = 184_320;

    private static final int MOST_REFERENCE_FRAMES = 16;

    /// Pictures besides: the one that is decoded, and one to make up for what is damaged.
    private static final int SPARE = 2;

    /// So many bytes OpenH264 takes for each pixel of each picture, with what it keeps of its
    /// motion, and so many for the coefficients of the one that is decoded; measured at 1920x1080
    /// and 4096x2304.
    private static final int PER_PIXEL = 2;

    private static final int COEFFICIENTS_PER_PIXEL = 6;

    private long pictureBytes;

    /// Checks all that are in these bytes: whatever fits into the rectangle is of the same size,
    /// but for what is cut off.
    ///
    /// @param width of the rectangle that the pictures are for, which may fill macroblocks partly
    /// @param height of the rectangle
    void check(byte[] data, int off, int len, int width, int height) {
        int end = off + len;
        int unit = behindStartCode(data, off, end);
        while (unit < end) {
            int next = behindStartCode(data, unit, end);
            int type = data[unit] & TYPE;
            if (type == SEQUENCE_PARAMETER_SET || type == SUBSET_SEQUENCE_PARAMETER_SET) {
                int stop = next > end ? end : next - START_CODE;
                check(
                        SequenceParameterSet.read(new RbspReader(data, unit + 1, stop)),
                        width,
                        height);
            }
            unit = next;
        }
    }

    /// What follows the next start code; if there is none, more than the end.
    private static int behindStartCode(byte[] data, int from, int end) {
        for (int i = from; i + START_CODE <= end; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                return i + START_CODE;
            }
        }
        return end + 1;
    }

    private void check(SequenceParameterSet set, int width, int height) {
        if (set.width() < width || set.height() < height) {
            throw refused(set.width(), set.height(), "at least %dx%d".formatted(width, height));
        }
        int mostWidth = roundUp(width);
        int mostHeight = roundUp(height);
        if (set.codedWidth() > mostWidth || set.codedHeight() > mostHeight) {
            throw refused(
                    set.codedWidth(),
                    set.codedHeight(),
                    "at most %dx%d for %dx%d".formatted(mostWidth, mostHeight, width, height));
        }
        long macroblocks =
                set.codedWidth()
                        * set.codedHeight()
                        / (SequenceParameterSet.MACROBLOCK * SequenceParameterSet.MACROBLOCK);
        long mostFrames = Math.clamp(MOST_MACROBLOCKS / macroblocks, 1, MOST_REFERENCE_FRAMES);
        if (set.referenceFrames() > mostFrames) {
            throw new RfbProtocolException(
                    Reason.DATA,
                    "H.264 of %d reference frames > limit %d for %dx%d"
                            .formatted(
                                    set.referenceFrames(),
                                    mostFrames,
                                    set.codedWidth(),
                                    set.codedHeight()));
        }
        long area = set.codedWidth() * set.codedHeight();
        long perPixel = (set.referenceFrames() + SPARE) * PER_PIXEL + COEFFICIENTS_PER_PIXEL;
        pictureBytes = Math.max(pictureBytes, area * perPixel);
    }

    private static int roundUp(int size) {
        return (size + SequenceParameterSet.MACROBLOCK - 1)
                / SequenceParameterSet.MACROBLOCK
                * SequenceParameterSet.MACROBLOCK;
    }

    private static RfbProtocolException refused(long width, long height, String expected) {
        return new RfbProtocolException(
                Reason.DATA, "H.264 of %dx%d, expected %s".formatted(width, height, expected));
    }

    /// What a decoder takes for pictures, about: 0 before anything was announced.
    long pictureBytes() {
        return pictureBytes;
    }
}
