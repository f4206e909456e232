package weft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import weft.cli.bench.scene.Scene;
import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.server.SharePolicy;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/// Options' texts as values; what is wrong with one is said in its own words.
final class Converters {

    private Converters() {}

    static final class ToSize implements ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            try {
                return Size.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ToSharePolicy implements ITypeConverter<SharePolicy> {
        @Override
        public SharePolicy convert(String text) {
            return Arrays.stream(SharePolicy.values())
                    .filter(policy -> policy.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "expected one of %s, not '%s'"
                                            .formatted(
                                                    Arrays.toString(SharePolicy.values()), text)));
        }
    }

    static final class ToEncoding implements ITypeConverter<Encoding> {

        private static final Map<String, Encoding> BY_NAME =
                Map.of(
                        "tight", Encoding.TIGHT,
                        "zrle", Encoding.ZRLE,
                        "hextile", Encoding.HEXTILE,
                        "zlib", Encoding.ZLIB,
                        "rre", Encoding.RRE,
                        "corre", Encoding.CORRE,
                        "trle", Encoding.TRLE,
                        "jpeg", Encoding.JPEG,
                        "tightpng", Encoding.TIGHT_PNG,
                        "raw", Encoding.RAW);

        @Override
        public Encoding convert(String text) {
            return byName(BY_NAME, text);
        }
    }

    static final class ToPixelFormat implements ITypeConverter<PixelFormat> {

        private static final Map<String, PixelFormat> BY_NAME =
                Map.of(
                        "xrgb8888", PixelFormat.XRGB8888,
                        "rgb565", PixelFormat.RGB565,
                        "rgb555", PixelFormat.RGB555,
                        "bgr233", PixelFormat.BGR233);

        @Override
        public PixelFormat convert(String text) {
            return byName(BY_NAME, text);
        }
    }

    /// Whether native libraries are to be used; picocli has its own ideas of a boolean option.
    enum Natives {
        ON,
        OFF
    }

    static final class ToNatives implements ITypeConverter<Natives> {
        @Override
        public Natives convert(String text) {
            return byName(Map.of("on", Natives.ON, "off", Natives.OFF), text);
        }
    }

    static final class ToLevel implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d")) {
                throw new TypeConversionException(
                        "expected a level from 0 to 9, not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }

    static final class ToQuality implements ITypeConverter<OptionalInt> {
        @Override
        public OptionalInt convert(String text) {
            if (!text.matches("\\d|none")) {
                throw new TypeConversionException(
                        "expected a quality from 0 to 9 or none, not '" + text + "'");
            }
            return text.equals("none") ? OptionalInt.empty() : OptionalInt.of(text.charAt(0) - '0');
        }
    }

    private static <T> T byName(Map<String, T> all, String text) {
        T value = all.get(text);
        if (value == null) {
            throw new TypeConversionException(
                    "expected one of %s, not '%s'".formatted(new TreeSet<>(all.keySet()), text));
        }
        return value;
    }

    static final class ToSceneKind implements ITypeConverter<Scene.Kind> {
        @Override
        public Scene.Kind convert(String text) {
            Map<String, Scene.Kind> byName = new TreeMap<>();
            for (Scene.Kind kind : Scene.Kind.values()) {
                byName.put(kind.toString(), kind);
            }
            return byName(byName, text);
        }
    }

    static final class ToSeconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,4}")) {
                throw new TypeConversionException(
                        "expected seconds from 0 to 9999, not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }

    static final class ToCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
                throw new TypeConversionException(
                        "expected a number from 1 to 999999999, not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }
}
