package weft.cli.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands behind `raw:`: `FILE@WIDTHxHEIGHT@FPS`, where the file may have an `@` in its name.
///
/// @param file the file's name; `-` is standard input
/// @param size of each picture
/// @param fps how many pictures a second
record RawSpec(String file, Size size, double fps) {

    private static final double MAX_FPS = 1000;
    private static final Pattern TEXT = Pattern.compile("(.+)@([^@]*)@([^@]*)", Pattern.DOTALL);
    private static final Pattern FPS = Pattern.compile("\\d{1,4}(\\.\\d{1,6})?");

    static RawSpec parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a raw source is raw:FILE@WxH@FPS, not 'raw:" + text + "'");
        }
        return new RawSpec(
                matcher.group(1), Size.parse(matcher.group(2)), parseFps(matcher.group(3)));
    }

    private static double parseFps(String text) {
        double fps = FPS.matcher(text).matches() ? Double.parseDouble(text) : 0;
        if (!(fps > 0 && fps <= MAX_FPS)) {
            throw new IllegalArgumentException(
                    "a raw source has more than 0 and at most 1000 pictures a second, not '"
                            + text
                            + "'");
        }
        return fps;
    }

    boolean isStandardInput() {
        return file.equals("-");
    }
}
