package weft.framebuffer;

/// What the host says that it moved: the pixels of `destination` were `dx`, `dy` up and left of it
/// in the frame before.
///
/// It is a hint. Whoever uses it compares the pixels first, so a wrong one costs time and never a
/// wrong picture.
///
/// @param destination where the pixels are now
/// @param dx how far they moved to the right, or to the left when negative
/// @param dy how far they moved down, or up when negative
public record CopyHint(Rect destination, int dx, int dy) {

    /// Where the pixels were.
    public Rect source() {
        return Rect.between(
                (long) destination.x() - dx,
                (long) destination.y() - dy,
                (long) destination.right() - dx,
                (long) destination.bottom() - dy);
    }
}
