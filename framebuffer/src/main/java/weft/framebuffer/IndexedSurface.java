package weft.framebuffer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// Pixels of 8 bits that choose from a palette of 256 colours. In wider elements the lowest 8 bits
/// count.
///
/// A change of the palette changes every pixel that uses the colour, without the host drawing or
/// saying anything else: the framebuffer that shows the surface compares all of it. To change many
/// colours at once, [#setColours] compares once.
public final class IndexedSurface implements Surface {

    /// How many colours a palette has.
    public static final int COLOURS = 256;

    private final PixelMemory memory;
    private final List<Runnable> observers = new CopyOnWriteArrayList<>();

    /// Replaced as a whole, so that a reader on another thread sees one palette or the other.
    private volatile int[] palette;

    /// A surface over `memory`, which is not copied, with a copy of the `palette` of up to 256
    /// colours 0x00RRGGBB; those that are missing are black.
    public IndexedSurface(PixelMemory memory, int[] palette) {
        this.memory = memory;
        this.palette = withColours(new int[COLOURS], 0, palette);
    }

    /// The surface whose rows follow each other without a gap.
    public static IndexedSurface of(byte[] pixels, int width, int height, int[] palette) {
        return new IndexedSurface(PixelMemory.of(pixels, width, height), palette);
    }

    @Override
    public int width() {
        return memory.width();
    }

    @Override
    public int height() {
        return memory.height();
    }

    public int colour(int index) {
        return palette[index];
    }

    /// Changes one colour to 0x00RRGGBB.
    public void setColour(int index, int rgb) {
        setColours(index, rgb);
    }

    /// Changes the colours from `first` on. Host threads that do so take turns.
    public void setColours(int first, int... rgb) {
        synchronized (observers) {
            int[] changed = withColours(palette, first, rgb);
            if (Arrays.equals(changed, palette)) {
                return;
            }
            palette = changed;
        }
        observers.forEach(Runnable::run);
    }

    private static int[] withColours(int[] palette, int first, int[] rgb) {
        Objects.checkFromIndexSize(first, rgb.length, COLOURS);
        int[] result = palette.clone();
        for (int i = 0; i < rgb.length; i++) {
            result[first + i] = rgb[i] & 0xFFFFFF;
        }
        return result;
    }

    @Override
    public void read(Rect area, int[] dst, int dstOffset, int dstStride) {
        Limits.checkWithin(area, this);
        memory.read(area, dst, dstOffset, dstStride);
        int[] colours = palette;
        for (int row = 0; row < area.height(); row++) {
            int to = dstOffset + row * dstStride;
            for (int x = to; x < to + area.width(); x++) {
                dst[x] = colours[dst[x] & 0xFF];
            }
        }
    }

    @Override
    public void checkShared() {
        memory.checkShared();
    }

    /// Names who is told after the palette has changed.
    void addObserver(Runnable observer) {
        observers.add(observer);
    }

    void removeObserver(Runnable observer) {
        observers.remove(observer);
    }
}
