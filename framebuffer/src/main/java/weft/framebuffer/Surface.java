package weft.framebuffer;

/// The memory that a host draws into, in the format that suits the host.
///
/// A surface is a view: it copies nothing, and whoever reads it sees what the memory holds at that
/// moment. All are read as 0x00RRGGBB.
public sealed interface Surface
        permits XrgbSurface,
                ImageSurface,
                Rgb565Surface,
                Rgb555Surface,
                IndexedSurface,
                Heads.Together {

    int width();

    int height();

    /// Copies the pixels of `area` into `dst` as 0x00RRGGBB, the first to `offset`, each row
    /// `stride` after the one above.
    ///
    /// @throws IndexOutOfBoundsException if the area is not within the surface
    void read(Rect area, int[] dst, int offset, int stride);

    /// A copy of all pixels, row by row.
    default int[] copyPixels() {
        int[] copy = new int[width() * height()];
        read(Rect.ofSize(width(), height()), copy, 0, width());
        return copy;
    }
}
