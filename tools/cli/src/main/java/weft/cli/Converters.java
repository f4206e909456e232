package weft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import weft.cli.bench.scene.Scene;
import weft.cli.source.Size;
import weft.client.address.ServerAddress;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.keyboard.KeyboardLayout;
import weft.server.SharePolicy;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.User;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    static final class ToLayout implements ITypeConverter<KeyboardLayout> {
        @Override
        public KeyboardLayout convert(String text) {
            try {
                return KeyboardLayout.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ToKeyboard implements ITypeConverter<KeyboardGroups> {
        @Override
        public KeyboardGroups convert(String text) {
            try {
                return KeyboardGroups.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ToKeyDelay implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[0-9]{1,3}|1000")) {
                throw new TypeConversionException(
                        "expected a number of milliseconds from 0 to 1000, not '%s'"
                                .formatted(text));
            }
            return Duration.ofMillis(Long.parseLong(text));
        }
    }

    static final class ToAddress implements ITypeConverter<ServerAddress> {
        @Override
        public ServerAddress convert(String text) {
            try {
                return ServerAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ToRole implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            return Role.byName(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "expected one of %s, not '%s'"
                                            .formatted(Arrays.toString(Role.values()), text)));
        }
    }

    static final class ToInstant implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return User.time(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ToSecurity implements ITypeConverter<Security> {
        @Override
        public Security convert(String text) {
            return Security.byName(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'%s' is no security type of this server, which has %s"
                                            .formatted(
                                                    text,
                                                    Arrays.stream(Security.values())
                                                            .map(Security::toString)
                                                            .collect(Collectors.joining(", ")))));
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
                Map.ofEntries(
                        Map.entry("tight", Encoding.TIGHT),
                        Map.entry("zrle", Encoding.ZRLE),
                        Map.entry("zywrle", Encoding.ZYWRLE),
                        Map.entry("h264", Encoding.OPEN_H264),
                        Map.entry("hextile", Encoding.HEXTILE),
                        Map.entry("zlib", Encoding.ZLIB),
                        Map.entry("rre", Encoding.RRE),
                        Map.entry("corre", Encoding.CORRE),
                        Map.entry("trle", Encoding.TRLE),
                        Map.entry("jpeg", Encoding.JPEG),
                        Map.entry("tightpng", Encoding.TIGHT_PNG),
                        Map.entry("copyrect", Encoding.COPY_RECT),
                        Map.entry("raw", Encoding.RAW));

        @Override
        public Encoding convert(String text) {
            return byName(BY_NAME, text);
        }
    }

    static final class ToPixelFormat implements ITypeConverter<PixelFormat> {

        private static final Map<String, PixelFormat> BY_NAME =
                Map.of(
                        "xrgb8888", PixelFormat.XRGB8888,
                        "bgrx8888", PixelFormat.XRGB8888, // the same, as bytes
                        "rgbx8888", new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16),
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

    static final class ToCompression implements ITypeConverter<OptionalInt> {
        @Override
        public OptionalInt convert(String text) {
            return level("compression", text);
        }
    }

    static final class ToQuality implements ITypeConverter<OptionalInt> {
        @Override
        public OptionalInt convert(String text) {
            return level("quality", text);
        }
    }

    private static OptionalInt level(String what, String text) {
        if (!text.matches("\\d|none")) {
            throw new TypeConversionException(
                    "expected a %s from 0 to 9 or none, not '%s'".formatted(what, text));
        }
        return text.equals("none") ? OptionalInt.empty() : OptionalInt.of(text.charAt(0) - '0');
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

    abstract static class ToNumber implements ITypeConverter<Integer> {

        private final String what;
        private final int least;
        private final int most;

        ToNumber(String what, int least, int most) {
            this.what = what;
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(String text) {
            int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
            if (value < least || value > most) {
                throw new TypeConversionException(
                        "expected %s from %d to %d, not '%s'".formatted(what, least, most, text));
            }
            return value;
        }
    }

    static final class ToSeconds extends ToNumber {
        ToSeconds() {
            super("seconds", 0, 9999);
        }
    }

    static final class ToMilliseconds extends ToNumber {
        ToMilliseconds() {
            super("milliseconds", 0, 1000);
        }
    }

    static final class ToDelay extends ToNumber {
        ToDelay() {
            super("milliseconds", 0, 3_600_000);
        }
    }

    static final class ToTime implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (text.matches("\\d{0,9}(\\.\\d{0,9})?") && text.matches(".*[1-9].*")) {
                return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue());
            }
            throw new TypeConversionException(
                    "expected a number of seconds, more than 0, not '%s'".formatted(text));
        }
    }

    static final class ToCount extends ToNumber {
        ToCount() {
            super("a number", 1, 999_999_999);
        }
    }

    static final class ToViewers extends ToNumber {
        ToViewers() {
            super("viewers", 1, 1000);
        }
    }

    static final class ToManyViewers extends ToNumber {
        ToManyViewers() {
            super("viewers", 1, 100_000);
        }
    }

    static final class ToLevel extends ToNumber {
        ToLevel() {
            super("a level", 0, 9);
        }
    }

    static final class ToFps extends ToNumber {
        ToFps() {
            super("pictures a second", 1, 1000);
        }
    }

    /// Bytes a second: `500k`, `2M`.
    static final class ToRate implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Matcher matcher = Pattern.compile("(\\d{1,6})([kM]?)").matcher(text);
            long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
            if (number == 0) {
                throw new TypeConversionException(
                        "expected bytes a second, such as 500k or 2M, not '" + text + "'");
            }
            return switch (matcher.group(2)) {
                case "k" -> number * 1_000;
                case "M" -> number * 1_000_000;
                default -> number;
            };
        }
    }
}
