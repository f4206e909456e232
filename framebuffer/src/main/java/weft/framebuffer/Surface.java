package weft.framebuffer;

/// The memory that a host draws into, in the format that suits the host.
///
/// A surface is a view: it copies nothing, and whoever reads it sees what the memory holds at that
/// moment. All are read as 0x00RRGGBB. A host may write its own, for a format that is not here.
///
/// Snapshots read it on the server's threads, one at a time, without any lock, while the host may
/// be drawing: [#read] must return soon and wait for nobody. If it throws, the display stays as it
/// was, and the host hears of it, see [Framebuffer].
public interface Surface {

    /// How many pixels there are in a row; never changes.
    int width();

    /// How many rows there are; never changes.
    int height();

    /// Copies the pixels of `area` into `dst` as 0x00RRGGBB, the first to `offset`, each row
    /// `stride` after the one above.
    ///
    /// @throws IndexOutOfBoundsException if the area is not within the surface
    /// @throws UnreadableSurfaceException if the memory is gone
    void read(Rect area, int[] dst, int offset, int stride);

    /// Refuses to be shown if not every thread may read it.
    ///
    /// @throws IllegalArgumentException that says so
    default void checkShared() {}

    /// A copy of all pixels, row by row.
    default int[] copyPixels() {
        int[] copy = new int[width() * height()];
        read(Rect.ofSize(width(), height()), copy, 0, width());
        return copy;
    }
}
