package weft.framebuffer.awt;

import org.jspecify.annotations.Nullable;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.Map;

/// A `Graphics2D` that leaves to another one all that draws nothing: clip, transform, colours,
/// hints.
abstract class StateGraphics extends Graphics2D {

    final Graphics2D target;

    StateGraphics(Graphics2D target) {
        this.target = target;
    }

    @Override
    public boolean hit(Rectangle rect, Shape shape, boolean onStroke) {
        return target.hit(rect, shape, onStroke);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return target.getDeviceConfiguration();
    }

    @Override
    public void setComposite(Composite composite) {
        target.setComposite(composite);
    }

    @Override
    public Composite getComposite() {
        return target.getComposite();
    }

    @Override
    public void setPaint(@Nullable Paint paint) {
        target.setPaint(paint);
    }

    @Override
    public Paint getPaint() {
        return target.getPaint();
    }

    @Override
    public void setStroke(Stroke stroke) {
        target.setStroke(stroke);
    }

    @Override
    public Stroke getStroke() {
        return target.getStroke();
    }

    @Override
    public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
        target.setRenderingHint(key, value);
    }

    @Override
    public @Nullable Object getRenderingHint(RenderingHints.Key key) {
        return target.getRenderingHint(key);
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {
        target.setRenderingHints(hints);
    }

    @Override
    public void addRenderingHints(Map<?, ?> hints) {
        target.addRenderingHints(hints);
    }

    @Override
    public RenderingHints getRenderingHints() {
        return target.getRenderingHints();
    }

    @Override
    public void translate(int x, int y) {
        target.translate(x, y);
    }

    @Override
    public void translate(double x, double y) {
        target.translate(x, y);
    }

    @Override
    public void rotate(double theta) {
        target.rotate(theta);
    }

    @Override
    public void rotate(double theta, double x, double y) {
        target.rotate(theta, x, y);
    }

    @Override
    public void scale(double x, double y) {
        target.scale(x, y);
    }

    @Override
    public void shear(double x, double y) {
        target.shear(x, y);
    }

    @Override
    public void transform(AffineTransform transform) {
        target.transform(transform);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        target.setTransform(transform);
    }

    @Override
    public AffineTransform getTransform() {
        return target.getTransform();
    }

    @Override
    public void setBackground(Color colour) {
        target.setBackground(colour);
    }

    @Override
    public Color getBackground() {
        return target.getBackground();
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return target.getFontRenderContext();
    }

    @Override
    public Color getColor() {
        return target.getColor();
    }

    @Override
    public void setColor(@Nullable Color colour) {
        target.setColor(colour);
    }

    @Override
    public void setPaintMode() {
        target.setPaintMode();
    }

    @Override
    public void setXORMode(Color colour) {
        target.setXORMode(colour);
    }

    @Override
    public Font getFont() {
        return target.getFont();
    }

    @Override
    public void setFont(@Nullable Font font) {
        target.setFont(font);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return target.getFontMetrics(font);
    }

    @Override
    public @Nullable Rectangle getClipBounds() {
        return target.getClipBounds();
    }

    @Override
    public void clip(@Nullable Shape shape) {
        target.clip(shape);
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        target.clipRect(x, y, width, height);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        target.setClip(x, y, width, height);
    }

    @Override
    public @Nullable Shape getClip() {
        return target.getClip();
    }

    @Override
    public void setClip(@Nullable Shape clip) {
        target.setClip(clip);
    }

    @Override
    public void dispose() {
        target.dispose();
    }
}
