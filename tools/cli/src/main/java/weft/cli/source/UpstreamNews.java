package weft.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.DesktopName;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What another server says besides pictures and sound, on its way to all viewers.
///
/// Its monitor keeps in order what the server says and what it has said before.
final class UpstreamNews implements ServerEvents {

    private @Nullable VncServer viewers;
    private boolean names;
    private Optional<Place> pointer = Optional.empty();

    /// Where the server has moved the pointer.
    private record Place(int x, int y) {}

    /// From the start on the viewers are told what the desktop is called.
    synchronized void tellNames() {
        names = true;
    }

    /// From now on somebody is told.
    synchronized void start(VncServer started) {
        viewers = started;
        pointer.ifPresent(place -> started.pointer(place.x, place.y));
    }

    /// Tells what the server of a new connection has said so far, its name last.
    synchronized void connected(VncClient client) {
        pointerMotion(client.pointer().isRelative());
        client.leds().ifPresent(this::leds);
        tell(now -> now.keyCodes(client.hasKeyCodes()));
        client.desktop()
                .layout()
                .ifPresentOrElse(this::screens, () -> tell(now -> now.screens(List.of())));
        named(client.name());
    }

    private synchronized void tell(Consumer<VncServer> news) {
        if (viewers != null) {
            news.accept(viewers);
        }
    }

    @Override
    public void bell() {
        tell(VncServer::bell);
    }

    @Override
    public void leds(KeyboardLeds leds) {
        tell(now -> now.leds(leds));
    }

    @Override
    public void pointerMotion(boolean relative) {
        tell(now -> now.relativePointer(relative));
    }

    @Override
    public synchronized void pointerMoved(int x, int y) {
        pointer = Optional.of(new Place(x, y));
        tell(now -> now.pointer(x, y));
    }

    @Override
    public void clipboard(ClipboardContents contents) {
        tell(now -> now.clipboard(contents));
    }

    @Override
    public synchronized void named(String name) {
        if (names) {
            tell(now -> now.name(sendable(name)));
        }
    }

    /// The same name, shorter if it has become too long: what is no UTF-8 grows when it is read.
    static String sendable(String name) {
        int longest = DesktopName.LIMIT_BYTES;
        return name.getBytes(UTF_8).length <= longest ? name : name.substring(0, longest / 3);
    }

    /// Viewers get one screen instead of those that no picture can have.
    @Override
    public void screens(ScreenLayout layout) {
        boolean possible = layout.problem().isEmpty();
        tell(now -> now.screens(possible ? layout.screens() : List.of()));
    }
}
