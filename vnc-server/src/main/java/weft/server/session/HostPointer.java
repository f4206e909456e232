package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;

import java.util.Optional;

/// Where the pointer of a display is, and the picture with the pointer in it. All calls are under
/// the global lock.
public final class HostPointer {
    private final Framebuffer framebuffer;
    private Optional<PointerPlace> place = Optional.empty();
    private @Nullable Painted painted;

    /// The last frame that the pointer was painted into.
    private record Painted(Frame under, Cursor shape, int x, int y, Frame frame) {}

    /// The pointer of what a framebuffer shows.
    public HostPointer(Framebuffer framebuffer) {
        this.framebuffer = framebuffer;
    }

    /// Where it is, if anybody has ever said so.
    Optional<PointerPlace> place() {
        return place;
    }

    /// It is somewhere else now. Says whether that is new to anybody who sees it.
    public boolean move(PointerPlace to) {
        boolean isNew = !place.equals(Optional.of(to));
        place = Optional.of(to);
        return isNew && (to.viewer() == null || framebuffer.cursor().isPresent());
    }

    /// Where it is only the guest knows.
    public void lose() {
        place = Optional.empty();
    }

    /// A frame with the pointer in it; the same one for the same frame, shape and place.
    Frame paint(Frame frame, Cursor shape) {
        int x = place.orElseThrow().x();
        int y = place.orElseThrow().y();
        Painted last = painted;
        if (last != null
                && last.under == frame
                && last.shape == shape
                && last.x == x
                && last.y == y) {
            return last.frame;
        }
        Frame made = framebuffer.withCursor(frame, shape, x, y);
        painted = new Painted(frame, shape, x, y, made);
        return made;
    }
}
