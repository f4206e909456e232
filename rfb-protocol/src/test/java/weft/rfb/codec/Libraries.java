package weft.rfb.codec;

/// The native libraries, which the tests need: without one they fail, with one line.
final class Libraries {

    private Libraries() {}

    /// A library is not on this machine. It has no stack trace: its one line says it all.
    private static final class MissingLibraryError extends AssertionError {
        private static final long serialVersionUID = 1;

        MissingLibraryError(String library, String debianPackage) {
            super("missing: %s; install it: apt-get install %s".formatted(library, debianPackage));
            setStackTrace(new StackTraceElement[0]);
        }
    }

    static Deflate isal(int level) {
        if (!Isal.available()) {
            throw new MissingLibraryError("libisal", "libisal2");
        }
        return IsalDeflate.open(level);
    }

    static JpegCodec turbo() {
        return JpegCodecs.TURBO.orElseThrow(
                () -> new MissingLibraryError("libturbojpeg", "libturbojpeg0"));
    }

    static void openH264() {
        if (OpenH264.library().isEmpty()) {
            throw new MissingLibraryError("libopenh264", "libopenh264-7");
        }
    }

    static JpegCodec imageIo() {
        return JpegCodecs.imageIo().orElseThrow();
    }
}
