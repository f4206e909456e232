package weft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import weft.cli.source.Size;
import weft.server.SharePolicy;

import java.util.Arrays;

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
