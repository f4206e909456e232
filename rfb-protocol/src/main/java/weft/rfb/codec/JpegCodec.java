package weft.rfb.codec;

import weft.rfb.RfbBuffer;

import java.util.Optional;

/// Pictures in JPEG (ITU-T T.81), baseline, with the quantisation tables of the standard. Any
/// number of threads may use it.
public interface JpegCodec {

    /// The coarsest quality.
    int COARSEST = 1;

    /// The finest quality.
    int FINEST = 100;

    /// The widest and highest picture.
    int MAX_SIZE = 0xffff;

    /// How many bits of colour there are.
    enum Subsampling {
        /// Colour for each pixel, 4:4:4.
        S444,
        /// Colour for two pixels beside each other, 4:2:2.
        S422,
        /// Colour for squares of four pixels, 4:2:0.
        S420,
        /// No colour.
        GRAY
    }

    /// The fastest that there is: none without libjpeg-turbo and without the module java.desktop.
    static Optional<JpegCodec> find() {
        return JpegCodecs.TURBO.or(() -> JpegCodecs.imageIo());
    }

    /// Appends a picture.
    ///
    /// @param pixels 0xRRGGBB; the upper 8 bits are ignored
    /// @param offset the index of the first pixel
    /// @param stride from one row's first pixel to the next one's
    /// @param quality from [#COARSEST] to [#FINEST], as libjpeg scales its tables
    void encode(
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height,
            int quality,
            Subsampling subsampling,
            RfbBuffer out);

    /// Decodes a picture into 0xRRGGBB; the upper 8 bits are undefined.
    ///
    /// @throws weft.rfb.RfbProtocolException if it is damaged in any way, or of another size; the
    ///   pixels may be overwritten then
    void decode(
            byte[] jpeg,
            int off,
            int len,
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height);
}
