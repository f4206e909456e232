package weft.server.hostile;

import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServerBuilder;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The host of a server that is attacked: notes what it is told, and what the server throws at it.
class Host {
    private static final int LARGEST_SIDE = 512;

    /// So many events are kept; more are counted.
    private static final int MOST = 1000;

    private final Set<Long> keys = new TreeSet<>();
    private final List<String> events = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private long count;
    private int buttons;
    private int changes;
    private ResizeStatus answer = ResizeStatus.OK;
    private Stage stage;

    /// Takes part in everything in which a host can.
    void takePart(VncServerBuilder builder) {
        builder.onKey((keysym, down) -> guarded(() -> key(keysym, down)))
                .onPointer((x, y, mask) -> guarded(() -> pointer(x, y, mask)))
                .onClipboard(contents -> guarded(() -> clipboard(contents)))
                .onPower(action -> {
                    guarded(() -> note("power " + action));
                    return false;
                })
                .onResize(this::resize);
    }

    void of(Stage attacked) {
        stage = attacked;
    }

    private synchronized void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            thrown.add(e);
        }
    }

    /// Who gives these credentials.
    ///
    /// @param isAsked whether it is noted, and only the one is known who is
    Optional<Identity> known(Credentials given, boolean isAsked, Role role) {
        if (isAsked) {
            note("asked for " + given.user());
        }
        boolean isKnown =
                given.user().equals(Setting.USER)
                        && Setting.PASSWORD_OF_USER.equals(new String(given.password()));
        return isKnown || !isAsked
                ? Optional.of(new Identity(given.user(), role.rights()))
                : Optional.empty();
    }

    void key(long keysym, boolean down) {
        if (down) {
            keys.add(keysym);
        } else {
            keys.remove(keysym);
        }
        note((down ? "+" : "-") + Long.toHexString(keysym));
    }

    void pointer(int x, int y, int mask) {
        changes += buttons == mask ? 0 : 1;
        buttons = mask;
        note(x + "," + y + ":" + mask);
    }

    private void clipboard(ClipboardContents contents) {
        note("clipboard " + contents.formats());
        contents.requestText(
                text -> guarded(() -> note("text " + text.map(String::length).orElse(-1))));
    }

    private ResizeStatus resize(ScreenLayout wanted) {
        guarded(() -> note("resize " + wanted.width() + "x" + wanted.height()));
        if (answer == ResizeStatus.OK
                && wanted.width() <= LARGEST_SIDE
                && wanted.height() <= LARGEST_SIDE) {
            stage.resize(wanted.width(), wanted.height());
            return ResizeStatus.OK;
        }
        return ResizeStatus.PROHIBITED;
    }

    synchronized void note(String event) {
        count++;
        if (events.size() < MOST) {
            events.add(event);
        }
    }

    /// From now on nothing is known.
    synchronized void clear() {
        events.clear();
        count = 0;
        changes = 0;
    }

    /// What it was told.
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /// How often it was told something.
    synchronized long count() {
        return count;
    }

    /// How often a button changed.
    synchronized int changes() {
        return changes;
    }

    /// What is held down; empty if nothing is.
    synchronized String held() {
        return (keys.isEmpty() ? "" : "keys " + keys) + (buttons == 0 ? "" : " buttons " + buttons);
    }

    /// What came out of the server into it.
    synchronized List<Throwable> thrown() {
        return List.copyOf(thrown);
    }

    synchronized void forget() {
        thrown.clear();
    }
}
