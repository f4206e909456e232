package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The screens of a display. All calls are under the global lock.
public final class Screens {
    private List<Screen> screens = List.of();

    /// What a viewer has chosen last, and who.
    private @Nullable ScreenLayout chosen;

    private @Nullable Session chooser;

    /// What [#layout] has answered last: it is asked before every update.
    private @Nullable ScreenLayout lastLayout;

    /// What the host has been asked for and has not decided yet.
    private final Map<Session, ScreenLayout> wanted = new HashMap<>();

    /// Made by a display that has one screen for all of its picture.
    public Screens() {}

    /// The host says which screens there are, of a picture that has them all; none for a single one
    /// of the picture's size.
    public void set(List<Screen> all) {
        screens = List.copyOf(all);
        lastLayout = null;
        chosen = null;
        chooser = null;
    }

    /// The host is asked for what a viewer wants.
    void ask(ScreenLayout layout, Session viewer) {
        wanted.put(viewer, layout);
    }

    /// The host has decided, or the viewer is gone.
    void decided(Session viewer) {
        wanted.remove(viewer);
    }

    /// A viewer has chosen, and the host agrees.
    void choose(ScreenLayout layout, Session viewer) {
        screens = layout.screens();
        lastLayout = null;
        chosen = layout;
        chooser = viewer;
    }

    /// The screens of a frame: a single one if it has not room for those that were set.
    ScreenLayout layout(Frame frame) {
        ScreenLayout last = lastLayout;
        if (last == null || last.width() != frame.width() || last.height() != frame.height()) {
            last = newLayout(frame);
            lastLayout = last;
        }
        return last;
    }

    private ScreenLayout newLayout(Frame frame) {
        var layout = new ScreenLayout(frame.width(), frame.height(), screens);
        if (layout.problem().isEmpty()) {
            return layout;
        }
        long id = screens.isEmpty() ? 0 : screens.get(0).id();
        return new ScreenLayout(
                frame.width(),
                frame.height(),
                List.of(new Screen(id, 0, 0, frame.width(), frame.height())));
    }

    /// Whether another viewer than this one has chosen the layout. The picture may have the size
    /// that it wants before the host has said that it agrees.
    boolean isOfAnother(Session viewer, ScreenLayout layout) {
        if (chooser != null && chooser != viewer && layout.equals(chosen)) {
            return true;
        }
        for (Map.Entry<Session, ScreenLayout> one : wanted.entrySet()) {
            if (one.getKey() != viewer && layout.isSameSize(one.getValue())) {
                return true;
            }
        }
        return false;
    }
}
