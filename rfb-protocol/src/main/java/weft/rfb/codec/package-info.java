/// Compression of bytes, of pictures and of video: what encodings leave to others, with a native
/// library where the machine has one and the JDK elsewhere.
///
/// ```
///   encoders -> DeflateStream -> Deflate   <- IsalDeflate    (ISA-L, the fast levels)
///                                          <- JdkDeflate     (java.util.zip)
///   encoders, decoders        -> JpegCodec <- TurboJpegCodec (libjpeg-turbo)
///                                          <- ImageIoCodec   (javax.imageio)
///                             -> H264Encoder, H264Decoder    (OpenH264, or none)
///                                H264Decoder <- SequenceParameterSets  (before the library)
/// ```
///
/// The encodings call it. It knows no rectangle, no viewer and no policy. Which of the two is used
/// is decided once for a JVM, see [weft.rfb.codec.Natives]; what they hold outside of the heap is
/// counted in [weft.rfb.codec.NativeMemory]. Start at [weft.rfb.codec.Deflate].
@NullMarked
package weft.rfb.codec;

import org.jspecify.annotations.NullMarked;
