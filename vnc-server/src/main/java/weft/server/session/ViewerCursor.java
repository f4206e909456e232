package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.server.access.Right;
import weft.server.update.CursorRectangle;

import java.util.List;
import java.util.Optional;

/// How one viewer gets to see the display's pointer, if that has a shape.
///
/// A viewer that can draw one is told the shape and draws it where its user points to. A pointer
/// that somebody else has moved is elsewhere: a viewer that knows of places is told where; for
/// others it is painted into the picture, and what they draw is hidden until they move it
/// themselves. For a viewer that can draw none it is always painted.
///
/// All calls are under the global lock.
final class ViewerCursor {
    private static final Cursor HIDDEN = Cursor.invisible();

    /// The best first: only the first two keep all of the transparency.
    private static final List<Encoding> FORMS =
            List.of(
                    Encoding.CURSOR_WITH_ALPHA,
                    Encoding.VMWARE_CURSOR,
                    Encoding.CURSOR,
                    Encoding.X_CURSOR);

    private final Session session;
    private final Display display;
    private Optional<Encoding> form = Optional.empty();
    private boolean knowsPlaces;

    /// What the viewer draws; null before it was told.
    private @Nullable Cursor told;

    /// The pointer as it is in the viewer's picture.
    private Optional<Painted> painted = Optional.empty();

    private record Painted(Cursor shape, int x, int y) {}

    ViewerCursor(Session session, Display display) {
        this.session = session;
        this.display = display;
    }

    void encodings(EncodingPreferences preferences) {
        Optional<Encoding> before = form;
        form = FORMS.stream().filter(preferences::supports).findFirst();
        knowsPlaces =
                preferences.supports(Encoding.POINTER_POS)
                        || preferences.supports(Encoding.VMWARE_CURSOR_POSITION);
        if (before.isEmpty()) {
            told = null;
        }
    }

    private Optional<Cursor> shape() {
        return session.may(Right.SEE) ? display.framebuffer().cursor() : Optional.empty();
    }

    /// Whether the pointer belongs into the viewer's picture.
    private boolean isPainted() {
        PointerPlace place = display.pointer().place().orElse(null);
        if (place == null) {
            return false;
        }
        return form.isEmpty() || (place.viewer() != session && !knowsPlaces);
    }

    private Optional<Painted> toPaint() {
        return isPainted()
                ? shape().flatMap(shape ->
                        display.pointer()
                                .place()
                                .map(place -> new Painted(shape, place.x(), place.y())))
                : Optional.empty();
    }

    /// What the viewer is shown of a frame.
    Frame paint(Frame frame) {
        painted = toPaint();
        return painted.isPresent() ? display.pointer().paint(frame, painted.get().shape()) : frame;
    }

    /// Whether the viewer does not see the pointer as it is.
    boolean hasNews() {
        return !painted.equals(toPaint()) || news().isPresent();
    }

    /// The shape that the viewer is to be told.
    Optional<CursorRectangle> news() {
        if (form.isEmpty()) {
            return Optional.empty();
        }
        Cursor draws = told == null ? null : HIDDEN;
        Optional<Cursor> shape = shape();
        if (shape.isPresent()) {
            draws = isPainted() ? HIDDEN : shape.get();
        }
        return draws == null || draws == told
                ? Optional.empty()
                : Optional.of(new CursorRectangle(draws, form.get()));
    }

    /// The viewer has been told.
    void told(CursorRectangle rectangle) {
        told = rectangle.shape();
    }
}
