package weft.cli.probe;

import weft.framebuffer.Frame;
import weft.framebuffer.image.Images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/// How a terminal can show a picture.
public enum TerminalPicture {
    /// Not at all.
    NONE,
    /// Each character is two pixels, one above the other, in colours of 24 bits.
    BLOCKS,
    /// The graphics protocol of kitty.
    KITTY,
    /// The inline images of iTerm2.
    ITERM;

    private static final String ESC = "\u001b";
    private static final String HALF = "\u2580";

    /// Kitty takes no longer pieces.
    private static final int PIECE = 4096;

    /// What a terminal says of itself. None is asked: its answer would have to be waited for.
    ///
    /// @param environment variables
    /// @param isTerminal whether standard output is one
    public static TerminalPicture of(Map<String, String> environment, boolean isTerminal) {
        String term = environment.getOrDefault("TERM", "");
        String program = environment.getOrDefault("TERM_PROGRAM", "");
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        if (!isTerminal || noColour || term.isEmpty() || term.equals("dumb")) {
            return NONE;
        }
        if (environment.containsKey("KITTY_WINDOW_ID") || term.equals("xterm-kitty")) {
            return KITTY;
        }
        return program.equals("iTerm.app") || program.equals("WezTerm") ? ITERM : BLOCKS;
    }

    /// What shows a picture, with the end of its line; empty for [#NONE].
    ///
    /// @param columns how wide it may be
    public String show(Frame frame, int columns) {
        return switch (this) {
            case NONE -> "";
            case BLOCKS -> blocks(frame, columns);
            case KITTY -> kitty(Base64.getEncoder().encodeToString(png(frame)), columns);
            case ITERM ->
                    ESC
                            + "]1337;File=inline=1;width="
                            + columns
                            + ":"
                            + Base64.getEncoder().encodeToString(png(frame))
                            + "\u0007\n";
        };
    }

    private static byte[] png(Frame frame) {
        var out = new ByteArrayOutputStream();
        try {
            Images.writePng(frame.pixels(), frame.width(), frame.height(), out);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }

    private static String kitty(String png, int columns) {
        var text = new StringBuilder();
        for (int at = 0; at < png.length(); at += PIECE) {
            int end = Math.min(at + PIECE, png.length());
            text.append(ESC).append("_G");
            if (at == 0) {
                text.append("a=T,f=100,c=").append(columns).append(',');
            }
            text.append("m=").append(end < png.length() ? 1 : 0).append(';');
            text.append(png, at, end).append(ESC).append('\\');
        }
        return text.append('\n').toString();
    }

    private static String blocks(Frame frame, int columns) {
        int width = Math.max(1, Math.min(columns, frame.width()));
        int height = Math.max(1, Math.round((float) frame.height() * width / frame.width()));
        int[] pixels = frame.pixels();
        var text = new StringBuilder();
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x++) {
                int upper = mean(pixels, frame, x, y, width, height);
                text.append(colour(38, upper));
                if (y + 1 < height) {
                    text.append(colour(48, mean(pixels, frame, x, y + 1, width, height)));
                }
                text.append(HALF);
            }
            text.append(ESC).append("[0m\n");
        }
        return text.toString();
    }

    private static String colour(int which, int rgb) {
        return "%s[%d;2;%d;%d;%dm"
                .formatted(ESC, which, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /// The mean colour of the pixels that become one.
    private static int mean(int[] pixels, Frame frame, int x, int y, int width, int height) {
        int left = (int) ((long) x * frame.width() / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * frame.width() / width));
        int top = (int) ((long) y * frame.height() / height);
        int bottom = Math.max(top + 1, (int) ((long) (y + 1) * frame.height() / height));
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int rgb = pixels[row * frame.width() + column];
                red += rgb >> 16 & 0xff;
                green += rgb >> 8 & 0xff;
                blue += rgb & 0xff;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (int) ((red / count) << 16 | (green / count) << 8 | (blue / count));
    }
}
