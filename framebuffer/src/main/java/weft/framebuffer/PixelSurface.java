package weft.framebuffer;

/// Pixels of any layout in any memory: `short[]`, direct buffers, native memory, mapped files, and
/// `int[]` in an order that [XrgbSurface] does not know.
///
/// Reading takes each value from the host's memory once; nothing is kept.
public final class PixelSurface implements Surface {

    private final PixelMemory memory;
    private final PixelLayout layout;

    /// @throws IllegalArgumentException if the elements of the memory are too narrow
    public PixelSurface(PixelMemory memory, PixelLayout layout) {
        if (memory.pixelBytes() < layout.bytes()) {
            throw new IllegalArgumentException(
                    "a pixel of %s has %d bytes, not %d"
                            .formatted(layout, layout.bytes(), memory.pixelBytes()));
        }
        this.memory = memory;
        this.layout = layout;
    }

    @Override
    public int width() {
        return memory.width();
    }

    @Override
    public int height() {
        return memory.height();
    }

    @Override
    public void read(Rect area, int[] dst, int offset, int stride) {
        Limits.checkWithin(area, this);
        memory.read(area, dst, offset, stride);
        if (stride == area.width()) {
            layout.toRgb(dst, offset, area.width() * area.height());
        } else {
            for (int row = 0; row < area.height(); row++) {
                layout.toRgb(dst, offset + row * stride, area.width());
            }
        }
    }

    @Override
    public void checkShared() {
        memory.checkShared();
    }
}
