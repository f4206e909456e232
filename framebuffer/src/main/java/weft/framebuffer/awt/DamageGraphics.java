package weft.framebuffer.awt;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;

/// A `Graphics2D` of an image that tells the display which shows it what it drew.
///
/// It draws exactly what the image's own does, and reports at least the pixels that changed: a box
/// around each shape as it is transformed, with its stroke, within the box of the clip. What it
/// cannot know the size of, such as a stroke of the host's own, counts as all of the clip. What
/// `copyArea` moves is reported as moved.
///
/// As any `Graphics2D` it is for one thread at a time; another thread takes another one.
public final class DamageGraphics extends StateGraphics {

    /// Antialiasing, normalised strokes and hinted glyphs may reach so many pixels beyond.
    private static final int MARGIN = 2;

    /// Told of what was drawn, in the pixels of the image.
    interface Listener {
        void drawn(Rect area);

        void moved(Rect destination, int dx, int dy);
    }

    private final Rect image;
    private final Listener listener;

    private DamageGraphics(Graphics2D target, Rect image, Listener listener) {
        super(target);
        this.image = image;
        this.listener = listener;
    }

    /// One that draws into `image`, which `framebuffer` shows by [ImageSurface]; to be disposed of.
    public static Graphics2D of(BufferedImage image, Framebuffer framebuffer) {
        return of(
                image,
                new Listener() {
                    @Override
                    public void drawn(Rect area) {
                        framebuffer.damage(area);
                    }

                    @Override
                    public void moved(Rect destination, int dx, int dy) {
                        framebuffer.copied(destination, dx, dy);
                    }
                });
    }

    static Graphics2D of(BufferedImage image, Listener listener) {
        return new DamageGraphics(
                image.createGraphics(), Rect.ofSize(image.getWidth(), image.getHeight()), listener);
    }

    @Override
    public Graphics create() {
        return new DamageGraphics((Graphics2D) target.create(), image, listener);
    }

    /* Where something is drawn. */

    /// The pixels that the clip leaves.
    private Rect clip() {
        Shape clip = target.getClip();
        return clip == null ? image : pixels(clip.getBounds2D(), target.getTransform());
    }

    /// The pixels of the image around a box, all of them if it is no proper one.
    private Rect pixels(Rectangle2D box, AffineTransform transform) {
        double[] corners = {
            box.getMinX(), box.getMinY(), box.getMaxX(), box.getMinY(),
            box.getMinX(), box.getMaxY(), box.getMaxX(), box.getMaxY()
        };
        transform.transform(corners, 0, corners, 0, 4);
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < corners.length; i += 2) {
            left = Math.min(left, corners[i]);
            top = Math.min(top, corners[i + 1]);
            right = Math.max(right, corners[i]);
            bottom = Math.max(bottom, corners[i + 1]);
        }
        if (Double.isNaN(left + right) || Double.isNaN(top + bottom)) {
            return image;
        }
        return Rect.between(
                        (long) Math.floor(left) - MARGIN,
                        (long) Math.floor(top) - MARGIN,
                        (long) Math.ceil(right) + MARGIN,
                        (long) Math.ceil(bottom) + MARGIN)
                .intersect(image);
    }

    /// A box in the coordinates of the caller, whichever way round it is.
    private static Rectangle2D box(double x, double y, double width, double height) {
        var box = new Rectangle2D.Double();
        box.setFrameFromDiagonal(x, y, x + width, y + height);
        return box;
    }

    private static Rectangle2D box(int[] xs, int[] ys, int count) {
        var box = new Rectangle2D.Double(xs[0], ys[0], 0, 0);
        for (int i = 1; i < count; i++) {
            box.add(xs[i], ys[i]);
        }
        return box;
    }

    /// Draws the outline of something within a box.
    private void outline(Rectangle2D box, Runnable drawing) {
        if (target.getStroke() instanceof BasicStroke stroke) {
            draw(stroked(box, stroke), drawing);
        } else {
            draw(image, drawing); // anywhere
        }
    }

    private Rectangle2D stroked(Rectangle2D box, BasicStroke basic) {
        // Thin lines are drawn with a pen of one pixel.
        AffineTransform way = target.getTransform();
        double scale =
                Math.max(
                        Math.hypot(way.getScaleX(), way.getShearY()),
                        Math.hypot(way.getShearX(), way.getScaleY()));
        double reach = Math.max(basic.getLineWidth(), 1 / scale) / 2;
        double tips = basic.getLineJoin() == BasicStroke.JOIN_MITER ? basic.getMiterLimit() : 1;
        double ends = basic.getEndCap() == BasicStroke.CAP_SQUARE ? 2 : 1;
        return grown(box, reach * Math.max(tips, ends));
    }

    /// With room around it as high as the text: glyphs are fitted to pixels, which makes them
    /// larger.
    private static Rectangle2D text(TextLayout layout, double x, double y) {
        Rectangle2D box = layout.getBounds();
        box.setRect(x + box.getX(), y + box.getY(), box.getWidth(), box.getHeight());
        double ascent = layout.getAscent();
        double height = ascent + layout.getDescent();
        box.add(box(x, y - ascent, layout.getAdvance(), height));
        return grown(box, height);
    }

    private static Rectangle2D grown(Rectangle2D box, double reach) {
        return new Rectangle2D.Double(
                box.getX() - reach,
                box.getY() - reach,
                box.getWidth() + 2 * reach,
                box.getHeight() + 2 * reach);
    }

    /// Draws, and says so even if that fails half-way.
    private void draw(Rectangle2D box, Runnable drawing) {
        draw(pixels(box, target.getTransform()), drawing);
    }

    private void draw(Rect area, Runnable drawing) {
        Rect visible = area.intersect(clip());
        try {
            drawing.run();
        } finally {
            if (!visible.isEmpty()) {
                listener.drawn(visible);
            }
        }
    }

    /// An image, all of which may not be there yet: then it counts as all of the clip.
    private boolean image(
            @Nullable Image drawn, double x, double y, double width, double height, Images how) {
        boolean[] complete = {false};
        boolean known = drawn == null || (drawn.getWidth(null) >= 0 && drawn.getHeight(null) >= 0);
        Rect area = known ? pixels(box(x, y, width, height), target.getTransform()) : image;
        draw(area, () -> complete[0] = how.draw());
        return complete[0];
    }

    /// Draws an image; whether all of it is there.
    private interface Images {
        boolean draw();
    }

    private static int width(@Nullable Image drawn) {
        return drawn == null ? 0 : drawn.getWidth(null);
    }

    private static int height(@Nullable Image drawn) {
        return drawn == null ? 0 : drawn.getHeight(null);
    }

    /* Shapes. */

    @Override
    public void draw(Shape shape) {
        outline(shape.getBounds2D(), () -> target.draw(shape));
    }

    @Override
    public void fill(Shape shape) {
        draw(shape.getBounds2D(), () -> target.fill(shape));
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        outline(
                box(x1, y1, (double) x2 - x1, (double) y2 - y1),
                () -> target.drawLine(x1, y1, x2, y2));
    }

    @Override
    public void drawRect(int x, int y, int width, int height) {
        outline(box(x, y, width, height), () -> target.drawRect(x, y, width, height));
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        draw(box(x, y, width, height), () -> target.fillRect(x, y, width, height));
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        draw(box(x, y, width, height), () -> target.clearRect(x, y, width, height));
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        outline(
                box(x, y, width, height),
                () -> target.drawRoundRect(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        draw(
                box(x, y, width, height),
                () -> target.fillRoundRect(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        outline(box(x, y, width, height), () -> target.drawOval(x, y, width, height));
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        draw(box(x, y, width, height), () -> target.fillOval(x, y, width, height));
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int arc) {
        outline(box(x, y, width, height), () -> target.drawArc(x, y, width, height, start, arc));
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int arc) {
        draw(box(x, y, width, height), () -> target.fillArc(x, y, width, height, start, arc));
    }

    @Override
    public void drawPolyline(int[] xs, int[] ys, int count) {
        if (count > 0) {
            outline(box(xs, ys, count), () -> target.drawPolyline(xs, ys, count));
        }
    }

    @Override
    public void drawPolygon(int[] xs, int[] ys, int count) {
        if (count > 0) {
            outline(box(xs, ys, count), () -> target.drawPolygon(xs, ys, count));
        }
    }

    @Override
    public void fillPolygon(int[] xs, int[] ys, int count) {
        if (count > 0) {
            draw(box(xs, ys, count), () -> target.fillPolygon(xs, ys, count));
        }
    }

    @Override
    public void drawPolygon(Polygon polygon) {
        drawPolygon(polygon.xpoints, polygon.ypoints, polygon.npoints);
    }

    @Override
    public void fillPolygon(Polygon polygon) {
        fillPolygon(polygon.xpoints, polygon.ypoints, polygon.npoints);
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        AffineTransform transform = target.getTransform();
        Rect visible = pixels(box(x + dx, y + dy, width, height), transform).intersect(clip());
        int left = (int) transform.getTranslateX();
        int top = (int) transform.getTranslateY();
        boolean exact = transform.equals(AffineTransform.getTranslateInstance(left, top));
        try {
            target.copyArea(x, y, width, height, dx, dy);
        } finally {
            if (exact) {
                Rect moved = Rect.clamped(x + dx + left, y + dy + top, width, height);
                listener.moved(moved.intersect(visible), dx, dy);
            } else {
                listener.drawn(visible);
            }
        }
    }

    /* Text. */

    @Override
    public void drawString(String text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (text.isEmpty()) {
            return;
        }
        var layout = new TextLayout(text, target.getFont(), target.getFontRenderContext());
        draw(text(layout, x, y), () -> target.drawString(text, x, y));
    }

    @Override
    public void drawString(AttributedCharacterIterator text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public void drawString(AttributedCharacterIterator text, float x, float y) {
        if (text.getBeginIndex() == text.getEndIndex()) {
            return;
        }
        var layout = new TextLayout(text, target.getFontRenderContext());
        draw(text(layout, x, y), () -> target.drawString(text, x, y));
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        Rectangle2D box = glyphs.getVisualBounds();
        box.setRect(x + box.getX(), y + box.getY(), box.getWidth(), box.getHeight());
        double height = glyphs.getLogicalBounds().getHeight();
        draw(grown(box, height), () -> target.drawGlyphVector(glyphs, x, y));
    }

    /* Images. */

    @Override
    public boolean drawImage(
            @Nullable Image drawn, int x, int y, @Nullable ImageObserver observer) {
        return image(
                drawn,
                x,
                y,
                width(drawn),
                height(drawn),
                () -> target.drawImage(drawn, x, y, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            int x,
            int y,
            @Nullable Color ground,
            @Nullable ImageObserver observer) {
        return image(
                drawn,
                x,
                y,
                width(drawn),
                height(drawn),
                () -> target.drawImage(drawn, x, y, ground, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            int x,
            int y,
            int width,
            int height,
            @Nullable ImageObserver observer) {
        return image(
                drawn,
                x,
                y,
                width,
                height,
                () -> target.drawImage(drawn, x, y, width, height, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            int x,
            int y,
            int width,
            int height,
            @Nullable Color ground,
            @Nullable ImageObserver observer) {
        return image(
                drawn,
                x,
                y,
                width,
                height,
                () -> target.drawImage(drawn, x, y, width, height, ground, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            @Nullable ImageObserver observer) {
        return image(
                drawn,
                dx1,
                dy1,
                (double) dx2 - dx1,
                (double) dy2 - dy1,
                () -> target.drawImage(drawn, dx1, dy1, dx2, dy2, sx1, sy1, sx2, sy2, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            @Nullable Color ground,
            @Nullable ImageObserver observer) {
        return image(
                drawn,
                dx1,
                dy1,
                (double) dx2 - dx1,
                (double) dy2 - dy1,
                () ->
                        target.drawImage(
                                drawn, dx1, dy1, dx2, dy2, sx1, sy1, sx2, sy2, ground, observer));
    }

    @Override
    public boolean drawImage(
            @Nullable Image drawn,
            @Nullable AffineTransform way,
            @Nullable ImageObserver observer) {
        Rectangle2D box = box(0, 0, width(drawn), height(drawn));
        Rectangle2D placed = way == null ? box : way.createTransformedShape(box).getBounds2D();
        return image(
                drawn,
                placed.getX(),
                placed.getY(),
                placed.getWidth(),
                placed.getHeight(),
                () -> target.drawImage(drawn, way, observer));
    }

    @Override
    public void drawImage(BufferedImage drawn, @Nullable BufferedImageOp filter, int x, int y) {
        Rectangle2D box =
                filter == null
                        ? box(0, 0, drawn.getWidth(), drawn.getHeight())
                        : filter.getBounds2D(drawn);
        draw(
                box(x + box.getX(), y + box.getY(), box.getWidth(), box.getHeight()),
                () -> target.drawImage(drawn, filter, x, y));
    }

    @Override
    public void drawRenderedImage(RenderedImage drawn, AffineTransform way) {
        Rectangle2D box =
                box(drawn.getMinX(), drawn.getMinY(), drawn.getWidth(), drawn.getHeight());
        draw(
                way.createTransformedShape(box).getBounds2D(),
                () -> target.drawRenderedImage(drawn, way));
    }

    @Override
    public void drawRenderableImage(RenderableImage drawn, AffineTransform way) {
        draw(image, () -> target.drawRenderableImage(drawn, way));
    }
}
