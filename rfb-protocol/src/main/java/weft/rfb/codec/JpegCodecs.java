package weft.rfb.codec;

import java.util.Optional;

/// The codecs of this JVM.
final class JpegCodecs {

    static final Optional<JpegCodec> TURBO = TurboJpeg.library().map(_ -> new TurboJpegCodec());

    private JpegCodecs() {}

    static Optional<JpegCodec> imageIo() {
        return ImageIo.CODEC;
    }

    /// Apart, because looking for it takes a while.
    private static final class ImageIo {

        /// Its module is optional: without it nothing may be loaded that mentions its classes.
        static final Optional<JpegCodec> CODEC =
                ModuleLayer.boot().findModule("java.desktop").flatMap(_ -> ImageIoCodec.find());
    }
}
