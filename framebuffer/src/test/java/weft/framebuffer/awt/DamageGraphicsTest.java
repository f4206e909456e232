package weft.framebuffer.awt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.font.TextAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Whatever is drawn, all pixels that changed are in what is reported, and they are those that the
/// image's own graphics draws.
class DamageGraphicsTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    private final BufferedImage image =
            new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final BufferedImage plain =
            new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final BufferedImage sprite = new BufferedImage(20, 15, BufferedImage.TYPE_INT_ARGB);
    private final List<Rect> reported = new ArrayList<>();
    private final DamageGraphics.Listener listener =
            new DamageGraphics.Listener() {
                @Override
                public void drawn(Rect area) {
                    reported.add(area);
                }

                @Override
                public void moved(Rect destination, int dx, int dy) {
                    reported.add(destination);
                }
            };

    private static int[] pixels(BufferedImage of) {
        return ((DataBufferInt) of.getRaster().getDataBuffer()).getData();
    }

    /// Changes how things are drawn.
    private void state(Graphics2D g, Random random) {
        switch (random.nextInt(14)) {
            case 0 -> g.setColor(new Color(random.nextInt(1 << 24)));
            case 1 -> g.setPaint(new GradientPaint(0, 0, Color.RED, 40, 30, Color.BLUE, true));
            case 2 ->
                    g.setStroke(
                            new BasicStroke(
                                    random.nextInt(12),
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    1 + random.nextInt(9)));
            case 3 -> {
                BasicStroke outer = new BasicStroke(9);
                BasicStroke inner = new BasicStroke(2);
                g.setStroke(shape -> inner.createStrokedShape(outer.createStrokedShape(shape)));
            }
            case 4 ->
                    g.setRenderingHint(
                            RenderingHints.KEY_ANTIALIASING,
                            random.nextBoolean()
                                    ? RenderingHints.VALUE_ANTIALIAS_ON
                                    : RenderingHints.VALUE_ANTIALIAS_OFF);
            case 5 ->
                    g.setRenderingHint(
                            RenderingHints.KEY_TEXT_ANTIALIASING,
                            random.nextBoolean()
                                    ? RenderingHints.VALUE_TEXT_ANTIALIAS_LCD_HRGB
                                    : RenderingHints.VALUE_TEXT_ANTIALIAS_GASP);
            case 6 -> g.rotate(random.nextDouble(), 40, 40);
            case 7 -> g.scale(0.5 + random.nextDouble(), 0.5 + random.nextDouble());
            case 8 -> g.translate(random.nextInt(30) - 15, random.nextInt(30) - 15);
            case 9 -> g.shear(random.nextDouble() - 0.5, 0);
            case 10 -> g.setTransform(new AffineTransform());
            case 11 -> g.setClip(new Ellipse2D.Double(10, 20, 90, 60));
            case 12 -> g.clip(new Rectangle2D.Double(random.nextInt(90), 5, 50, 90));
            default -> {
                g.setClip(null);
                g.setComposite(
                        random.nextBoolean()
                                ? AlphaComposite.SrcOver
                                : AlphaComposite.getInstance(AlphaComposite.SRC, 0.5f));
            }
        }
    }

    private void draw(Graphics2D g, Random random) {
        int x = random.nextInt(WIDTH) - 20;
        int y = random.nextInt(HEIGHT) - 20;
        int w = random.nextInt(60);
        int h = random.nextInt(50);
        int[] xs = {x, x + w, x + 3};
        int[] ys = {y, y + 5, y + h};
        g.setFont(new Font(Font.SERIF, random.nextInt(4), 6 + random.nextInt(30)));
        switch (random.nextInt(30)) {
            case 0 -> g.drawLine(x, y, x + w, y - h);
            case 1 -> g.drawRect(x, y, w, h);
            case 2 -> g.fillRect(x, y, w, h);
            case 3 -> g.clearRect(x, y, w, h);
            case 4 -> g.drawRoundRect(x, y, w, h, 9, 7);
            case 5 -> g.fillRoundRect(x, y, w, h, 9, 7);
            case 6 -> g.drawOval(x, y, w, h);
            case 7 -> g.fillOval(x, y, w, h);
            case 8 -> g.drawArc(x, y, w, h, 30, 200);
            case 9 -> g.fillArc(x, y, w, h, 30, 200);
            case 10 -> g.drawPolyline(xs, ys, 3);
            case 11 -> g.drawPolygon(xs, ys, 3);
            case 12 -> g.fillPolygon(new Polygon(xs, ys, 3));
            case 13 -> g.draw(new CubicCurve2D.Double(x, y, x + 90, y, x - 70, y + h, x + w, y));
            case 14 -> g.fill(new CubicCurve2D.Double(x, y, x + 90, y, x - 70, y + h, x + w, y));
            case 15 -> g.draw3DRect(x, y, w, h, random.nextBoolean());
            case 16 -> g.fill3DRect(x, y, w, h, random.nextBoolean());
            case 17 -> g.drawString("fgÅj e\u0301\u0323", x, y);
            case 18 -> g.drawString("שלום Weft", x + 0.3f, y + 0.7f);
            case 19 -> {
                var text = new AttributedString("underlined f", g.getFont().getAttributes());
                text.addAttribute(TextAttribute.UNDERLINE, TextAttribute.UNDERLINE_ON, 0, 5);
                g.drawString(text.getIterator(), x, y);
            }
            case 20 -> g.drawChars("chars".toCharArray(), 1, 3, x, y);
            case 21 ->
                    g.drawGlyphVector(
                            g.getFont().createGlyphVector(g.getFontRenderContext(), "Qf"), x, y);
            case 22 -> g.drawImage(sprite, x, y, null);
            case 23 -> g.drawImage(sprite, x, y, -w, h, Color.PINK, null);
            case 24 -> g.drawImage(sprite, x + w, y, x, y + h, 1, 1, 19, 14, null);
            case 25 -> {
                var turn = AffineTransform.getRotateInstance(1, x, y);
                g.drawImage(sprite, turn, null);
                g.drawRenderedImage(sprite, AffineTransform.getTranslateInstance(x, y));
            }
            case 26 -> {
                var larger = AffineTransform.getScaleInstance(2, 1.5);
                g.drawImage(sprite, new AffineTransformOp(larger, null), x, y);
            }
            case 27 -> {
                // the JDK knows no others
                if (g.getTransform().getShearX() == 0 && g.getTransform().getShearY() == 0) {
                    g.copyArea(x, y, w, h, 13, -9);
                }
            }
            case 28 -> {
                Graphics2D part = (Graphics2D) g.create(x, y, w, h);
                part.fillOval(-5, -5, 40, 40);
                part.dispose();
            }
            default -> {
                g.setXORMode(Color.GREEN);
                g.fillRect(x, y, w, h);
                g.setPaintMode();
            }
        }
    }

    @RepeatedTest(20)
    void anyDrawing_isThatOfTheImageAndReported(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        for (int i = 0; i < 20 * 15; i++) {
            sprite.setRGB(i % 20, i / 20, random.nextInt());
        }
        Graphics2D g = DamageGraphics.of(image, listener);
        Graphics2D reference = plain.createGraphics();
        for (int i = 0; i < 400; i++) {
            int[] before = pixels(image).clone();
            reported.clear();
            long seed = random.nextLong();
            if (random.nextBoolean()) {
                state(g, new Random(seed));
                state(reference, new Random(seed));
                assertEquals(List.of(), reported);
                continue;
            }
            draw(g, new Random(seed));
            draw(reference, new Random(seed));
            assertArrayEquals(pixels(plain), pixels(image));
            checkReported(
                    before, "step %d of seed %d with %s".formatted(i, seed, g.getTransform()));
        }
        g.dispose();
        reference.dispose();
    }

    private void checkReported(int[] before, String message) {
        Region region = Region.of(reported);
        int[] after = pixels(image);
        for (int at = 0; at < after.length; at++) {
            if (after[at] != before[at]) {
                int x = at % WIDTH;
                int y = at / WIDTH;
                assertTrue(
                        region.rects().stream().anyMatch(rect -> rect.contains(x, y)),
                        () -> "%s: %d,%d of %s".formatted(message, x, y, region));
            }
        }
    }

    @Test
    void smallShapes_areSmallDamage() {
        Graphics2D g = DamageGraphics.of(image, listener);
        g.translate(50, 40);
        g.fillRect(1, 2, 3, 4);
        g.setClip(0, 0, 5, 5);
        g.fill(new Rectangle2D.Double(-1e9, -1e9, 2e9, 2e9));
        g.drawString("", 5, 5);
        g.setClip(0, 500, 5, 5);
        g.fillRect(0, 0, 100, 100);

        assertEquals(List.of(new Rect(49, 40, 7, 8), new Rect(48, 38, 9, 9)), reported);
    }

    @Test
    void whatHasNoSize_isAllOfTheClip() {
        Graphics2D g = DamageGraphics.of(image, listener);
        g.scale(Double.NaN, 1);
        g.fillRect(1, 2, 3, 4);

        assertEquals(List.of(new Rect(0, 0, WIDTH, HEIGHT)), reported);
    }

    @Test
    void drawingThatFails_isReported() {
        Graphics2D g = DamageGraphics.of(image, listener);
        g.setComposite((source, destination, hints) -> {
            throw new ArithmeticException();
        });
        assertThrows(ArithmeticException.class, () -> g.fillRect(10, 10, 5, 5));

        assertEquals(List.of(new Rect(8, 8, 9, 9)), reported);
    }

    @Test
    void display_showsWhatIsDrawn_andWhatMoved() {
        Framebuffer framebuffer = new Framebuffer(ImageSurface.of(image));
        Frame _ = framebuffer.snapshot();
        Graphics2D g = DamageGraphics.of(image, framebuffer);
        g.setPaint(new GradientPaint(0, 0, Color.RED, 90, 60, Color.BLUE));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        assertArrayEquals(ImageSurface.of(image).copyPixels(), framebuffer.snapshot().pixels());
        g.copyArea(0, 16, WIDTH, HEIGHT - 16, 0, -16);
        Frame frame = framebuffer.snapshot();
        g.dispose();

        assertArrayEquals(ImageSurface.of(image).copyPixels(), frame.pixels());
        assertEquals(-16, frame.copies().getFirst().dy());
    }
}
