package weft.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import weft.cli.needle.AreaText;

import java.util.ArrayList;
import java.util.List;

/// The areas, tags and the click point that a needle gets.
final class NeedleAreaOptions {

    @Option(
            names = "--area",
            paramLabel = "X,Y,W,H[,MATCH[,MARGIN]]",
            converter = ToArea.class,
            description =
                    "To be found with at least MATCH percent (96), at most MARGIN pixels (50)"
                            + " away.")
    private List<AreaText> areas = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "X,Y,W,H",
            converter = ToArea.class,
            description = "Does not matter, also within areas.")
    private List<AreaText> excluded = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "By which tests ask for it.")
    private List<String> tags = new ArrayList<>();

    private static final class ToArea implements ITypeConverter<AreaText> {
        @Override
        public AreaText convert(String text) {
            try {
                return AreaText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    List<AreaText> areas() {
        return areas;
    }

    List<AreaText> excluded() {
        return excluded;
    }

    List<String> tags() {
        return tags;
    }
}
