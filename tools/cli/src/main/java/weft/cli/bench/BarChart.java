package weft.cli.bench;

import weft.framebuffer.font.BitmapFont;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import javax.imageio.ImageIO;

/// Results as horizontal bars. It draws with Weft's own font, so it needs neither a display nor any
/// fonts on the machine.
public final class BarChart {

    /// One bar.
    ///
    /// @param label what it is about
    /// @param value how long it is, not negative
    public record Bar(String label, double value) {}

    /// Bars on a common scale.
    ///
    /// @param title what they show
    /// @param bars from top to bottom
    public record Panel(String title, List<Bar> bars) {}

    private static final int MARGIN = 16;
    private static final int BAR_LENGTH = 480;
    private static final int ROW = 24;
    private static final int LONGEST_LABEL = 48;
    private static final int BACKGROUND = 0xFFFFFF;
    private static final int INK = 0x202020;
    private static final int[] COLOURS = {0x2A6FB0, 0xC05A28};

    private final BitmapFont font = BitmapFont.regular();
    private final List<Panel> panels;

    /// A chart of these panels, from top to bottom.
    public BarChart(List<Panel> panels) {
        this.panels = panels;
    }

    /// The chart of encoding benchmarks.
    public static BarChart ofEncoding(List<EncodeResult> results) {
        return new BarChart(
                List.of(
                        panel("CPU to encode, ns/pixel", results, EncodeResult::nanosPerPixel),
                        panel("Encoded bytes, % of raw", results, r -> r.share() * 100)));
    }

    /// The chart of decoding benchmarks.
    public static BarChart ofDecoding(List<DecodeResult> results) {
        List<Bar> bars = new ArrayList<>();
        for (DecodeResult result : results) {
            bars.add(new Bar(result.file().getFileName().toString(), result.nanosPerPixel()));
        }
        return new BarChart(List.of(new Panel("CPU to decode, ns/pixel", bars)));
    }

    private static Panel panel(
            String title, List<EncodeResult> results, ToDoubleFunction<EncodeResult> value) {
        return new Panel(
                title,
                results.stream()
                        .map(result ->
                                new Bar(
                                        result.file().getFileName()
                                                + " "
                                                + Report.name(
                                                        result.settings().wishes().encoding()),
                                        value.applyAsDouble(result)))
                        .toList());
    }

    /// Writes the chart as PNG.
    public void write(Path file) throws IOException {
        if (!ImageIO.write(draw(), "png", file.toFile())) {
            throw new IOException(file + ": this JDK cannot write PNG");
        }
    }

    BufferedImage draw() {
        int labels = 0;
        int height = MARGIN;
        for (Panel panel : panels) {
            height += (panel.bars.size() + 2) * ROW;
            for (Bar bar : panel.bars) {
                labels = Math.max(labels, shorten(bar.label).length());
            }
        }
        int left = 2 * MARGIN + labels * font.width();
        int width = left + BAR_LENGTH + 12 * font.width();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, width, height, BACKGROUND);
        int y = MARGIN;
        for (int i = 0; i < panels.size(); i++) {
            draw(image, panels.get(i), left, y, COLOURS[i % COLOURS.length]);
            y += (panels.get(i).bars.size() + 2) * ROW;
        }
        return image;
    }

    private void draw(BufferedImage image, Panel panel, int left, int top, int colour) {
        text(image, MARGIN, top, panel.title, font.bold());
        double longest = panel.bars.stream().mapToDouble(Bar::value).max().orElse(0);
        int y = top + ROW;
        for (Bar bar : panel.bars) {
            text(image, MARGIN, y, shorten(bar.label), font);
            int length = longest > 0 ? (int) (bar.value / longest * BAR_LENGTH) : 0;
            fill(image, left, y, Math.max(1, length), font.height(), colour);
            String value = String.format(Locale.ROOT, "%.2f", bar.value);
            text(image, left + length + font.width(), y, value, font);
            y += ROW;
        }
    }

    private static String shorten(String label) {
        return label.length() <= LONGEST_LABEL
                ? label
                : "..." + label.substring(label.length() - LONGEST_LABEL + 3);
    }

    private static void text(BufferedImage image, int left, int y, String text, BitmapFont font) {
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < font.height(); row++) {
                int bits = font.row(text.charAt(i), row);
                for (int x = 0; x < font.width(); x++) {
                    if ((bits >> (font.width() - 1 - x) & 1) != 0) {
                        image.setRGB(left + i * font.width() + x, y + row, INK);
                    }
                }
            }
        }
    }

    private static void fill(BufferedImage image, int x, int y, int width, int height, int rgb) {
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                image.setRGB(column, row, rgb);
            }
        }
    }
}
