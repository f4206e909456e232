package weft.cli.needle;

import weft.framebuffer.Rect;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An area of a needle as it is written on a command line: `X,Y,W,H[,MATCH[,MARGIN]]`.
///
/// @param match the least similarity in percent
/// @param margin how far away it may be
public record AreaText(Rect rect, Optional<BigDecimal> match, Optional<Integer> margin) {

    private static final int LARGEST = 65_535;
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /// Reads an area.
    ///
    /// @throws IllegalArgumentException if it is none
    public static AreaText parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < 4 || parts.length > 6) {
            throw wrong(text);
        }
        try {
            Optional<BigDecimal> match =
                    parts.length > 4 ? Optional.of(new BigDecimal(parts[4])) : Optional.empty();
            if (match.filter(percent -> percent.signum() < 0 || percent.compareTo(ALL) > 0)
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "a match is from 0 to 100, not '%s'".formatted(parts[4]));
            }
            return new AreaText(
                    new Rect(
                            number(parts[0], 0, text),
                            number(parts[1], 0, text),
                            number(parts[2], 1, text),
                            number(parts[3], 1, text)),
                    match,
                    parts.length > 5 ? Optional.of(number(parts[5], 0, text)) : Optional.empty());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static int number(String part, int least, String text) {
        int number = Integer.parseInt(part);
        if (number < least || number > LARGEST) {
            throw wrong(text);
        }
        return number;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "expected X,Y,W,H[,MATCH[,MARGIN]], got '%s'".formatted(text));
    }

    /// The area as it is in a needle's file.
    Map<String, Object> toJson(String type) {
        Map<String, Object> area = new LinkedHashMap<>();
        area.put("xpos", rect.x());
        area.put("ypos", rect.y());
        area.put("width", rect.width());
        area.put("height", rect.height());
        area.put("type", type);
        match.ifPresent(percent -> area.put("match", percent));
        margin.ifPresent(pixels -> area.put("margin", pixels));
        return area;
    }
}
