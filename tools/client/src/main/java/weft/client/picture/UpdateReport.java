package weft.client.picture;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Cursor;
import weft.framebuffer.Rect;

import java.util.Optional;

/// What one update brought.
public final class UpdateReport {

    private boolean resized;
    private boolean hasOrigin;
    private @Nullable Cursor cursor;

    UpdateReport() {}

    void resized() {
        resized = true;
    }

    void drawn(Rect rect) {
        hasOrigin |= rect.contains(0, 0);
    }

    void cursor(Cursor shape) {
        cursor = shape;
    }

    /// Whether the screen has a new size, perhaps the same as before.
    public boolean isResized() {
        return resized;
    }

    /// Whether there were pixels for the upper left corner.
    public boolean hasOrigin() {
        return hasOrigin;
    }

    /// The new shape of the pointer, if it has one.
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }
}
