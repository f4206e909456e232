package weft.cli.source;

import weft.framebuffer.Limits;
import weft.framebuffer.XrgbSurface;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The size of a picture, written `WIDTHxHEIGHT`.
///
/// @param width in pixels, within the [Limits]
/// @param height in pixels, within the [Limits]
public record Size(int width, int height) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})[xX](\\d{1,9})");

    public Size {
        Limits.checkSize(width, height);
    }

    /// Reads `1024x768`.
    ///
    /// @throws IllegalArgumentException that says what is wrong with it
    public static Size parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a size is WIDTHxHEIGHT, such as 1024x768, not '" + text + "'");
        }
        return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /// A black picture of this size.
    XrgbSurface newPicture() {
        return XrgbSurface.of(new int[width * height], width, height);
    }

    /// How many bytes a raw picture has.
    public long bytes() {
        return 4L * width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
