package weft.rfb.codec;

import java.util.List;
import java.util.Locale;

/// Which native libraries are in use. They are looked for once, when the first is needed.
///
/// They are off with the system property `weft.natives=off` or the environment variable
/// `WEFT_NATIVES=off`, and where the JVM does not allow this module native access
/// (`--enable-native-access=weft.rfb`, or `=ALL-UNNAMED` on the class path).
public final class Natives {

    private static final boolean SWITCHED_OFF =
            isOff(System.getProperty("weft.natives", ""))
                    || isOff(System.getenv().getOrDefault("WEFT_NATIVES", ""));

    private Natives() {}

    private static boolean isOff(String value) {
        return value.toLowerCase(Locale.ROOT).equals("off");
    }

    /// Whether to look for libraries at all. Without access the JVM would allow it, this time, but
    /// print a warning.
    static boolean allowed() {
        return !SWITCHED_OFF && Natives.class.getModule().isNativeAccessEnabled();
    }

    /// One line for each of deflate, JPEG and H.264: what is in use and how to get something
    /// faster, or anything.
    public static List<String> describe() {
        return List.of(
                "deflate "
                        + Isal.library()
                                .map(library -> "ISA-L (" + library.name() + "), java.util.zip")
                                .orElse("java.util.zip" + hint("libisal2", "speed")),
                "jpeg "
                        + TurboJpeg.library()
                                .map(library -> "libjpeg-turbo (" + library.name() + ")")
                                .orElse(
                                        JpegCodecs.imageIo().isPresent()
                                                ? "javax.imageio" + hint("libturbojpeg0", "speed")
                                                : "none" + hint("libturbojpeg0", "speed")),
                "h264 "
                        + OpenH264.library()
                                .map(library -> "OpenH264 (" + library.name() + ")")
                                .orElse("none" + hint("libopenh264-7", "video")));
    }

    private static String hint(String debianPackage, String purpose) {
        if (SWITCHED_OFF) {
            return " (native libraries are switched off)";
        }
        return allowed()
                ? " (install " + debianPackage + " for " + purpose + ")"
                : " (start java with --enable-native-access=" + who() + " for " + purpose + ")";
    }

    private static String who() {
        Module module = Natives.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }
}
