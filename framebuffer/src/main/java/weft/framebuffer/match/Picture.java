package weft.framebuffer.match;

import weft.framebuffer.Frame;
import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Path;

/// An immutable picture to compare, to look for, or to look in.
///
/// A pixel can be masked: then nothing is expected there. Masked are the pixels of an image file
/// that are not fully opaque, and what [#masked(Rect...)] covers.
///
/// A part of a picture shares its pixels. Those of a frame lie in tiles, so they are copied once;
/// ask for the part that is needed.
public final class Picture {

    /// Set in what is masked; 0 elsewhere.
    static final int MASK = 0xFF00_0000;

    private static final int OPAQUE = 0xFF;

    private final int[] pixels;
    private final int offset;
    private final int stride;
    private final int width;
    private final int height;
    private final boolean hasMask;

    private Picture(int[] pixels, int offset, int stride, int width, int height, boolean hasMask) {
        this.pixels = pixels;
        this.offset = offset;
        this.stride = stride;
        this.width = width;
        this.height = height;
        this.hasMask = hasMask;
    }

    /// All of a frame.
    public static Picture of(Frame frame) {
        return of(frame, frame.area());
    }

    /// A part of a frame.
    ///
    /// @throws IndexOutOfBoundsException if it is not within the frame
    public static Picture of(Frame frame, Rect area) {
        Limits.checkSize(area.width(), area.height());
        int[] pixels = new int[(int) area.area()];
        frame.read(area, pixels, 0, area.width());
        return new Picture(pixels, 0, area.width(), area.width(), area.height(), false);
    }

    /// A picture with these pixels 0xxxRRGGBB, row by row, which are copied.
    public static Picture of(int[] pixels, int width, int height) {
        int[] copy = XrgbSurface.of(pixels, width, height).copyPixels();
        return new Picture(copy, 0, width, width, height, false);
    }

    /// The picture in a file; pixels that are not fully opaque are masked.
    ///
    /// @throws IOException whose message says in one line what is wrong with which file
    public static Picture read(Path file) throws IOException {
        XrgbSurface surface = Images.readArgb(file);
        int[] pixels = surface.pixels();
        boolean masked = false;
        for (int i = 0; i < pixels.length; i++) {
            boolean opaque = pixels[i] >>> 24 == OPAQUE;
            masked |= !opaque;
            pixels[i] = opaque ? pixels[i] & ~MASK : pixels[i] | MASK;
        }
        return owning(pixels, surface.width(), surface.height(), masked);
    }

    /// A picture that takes the array over.
    static Picture owning(int[] pixels, int width, int height, boolean hasMask) {
        Limits.checkSize(width, height);
        return new Picture(pixels, 0, width, width, height, hasMask);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Rect area() {
        return Rect.ofSize(width, height);
    }

    public boolean sameSize(Picture other) {
        return width == other.width && height == other.height;
    }

    /// A part of this picture, without a copy.
    ///
    /// @throws IndexOutOfBoundsException if it is empty or not within the picture
    public Picture part(Rect area) {
        if (area.isEmpty() || !area().contains(area)) {
            throw new IndexOutOfBoundsException(
                    "%s is no part of a picture of %dx%d".formatted(area, width, height));
        }
        int start = index(area.x(), area.y());
        return new Picture(pixels, start, stride, area.width(), area.height(), hasMask);
    }

    /// This picture with these areas masked, as far as they lie within it.
    public Picture masked(Rect... areas) {
        int[] copy = copyPixels();
        for (Rect area : areas) {
            Rect inside = area.intersect(area());
            for (int y = inside.y(); y < inside.bottom(); y++) {
                for (int x = inside.x(); x < inside.right(); x++) {
                    copy[y * width + x] |= MASK;
                }
            }
        }
        return owning(copy, width, height, hasMask || areas.length > 0);
    }

    /// This picture with nothing masked.
    public Picture unmasked() {
        return hasMask ? of(copyPixels(), width, height) : this;
    }

    /// The colour 0x00RRGGBB of a pixel, masked or not.
    public int pixel(int x, int y) {
        return pixels[checkedIndex(x, y)] & ~MASK;
    }

    /// Whether nothing is expected of a pixel.
    public boolean isMasked(int x, int y) {
        return (pixels[checkedIndex(x, y)] & MASK) != 0;
    }

    /// All colours 0x00RRGGBB, row by row: a copy.
    public int[] pixels() {
        return unmasked().copyPixels();
    }

    /// Writes the colours in the format that the file's name ends with.
    ///
    /// @throws IOException if it is no format that can be written, or the file cannot be
    public void write(Path file) throws IOException {
        Images.write(pixels(), width, height, file);
    }

    /// The array in which the pixels are; not to be changed.
    int[] array() {
        return pixels;
    }

    /// Where a pixel is in [#array()].
    int index(int x, int y) {
        return offset + y * stride + x;
    }

    /// From one row to the next in [#array()].
    int stride() {
        return stride;
    }

    /// Whether there may be masked pixels.
    boolean hasMask() {
        return hasMask;
    }

    /// The pixels, row by row, with the mask.
    int[] copyPixels() {
        int[] copy = new int[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, index(0, y), copy, y * width, width);
        }
        return copy;
    }

    private int checkedIndex(int x, int y) {
        if (!area().contains(x, y)) {
            throw new IndexOutOfBoundsException(
                    "%d,%d is not within a picture of %dx%d".formatted(x, y, width, height));
        }
        return index(x, y);
    }

    @Override
    public String toString() {
        return "picture of %dx%d".formatted(width, height);
    }
}
