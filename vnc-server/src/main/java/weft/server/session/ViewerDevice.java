package weft.server.session;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiListener;
import weft.rfb.gii.GiiValuator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A device of a viewer, and what is pressed on it. All calls are under the global lock.
final class ViewerDevice {

    /// So many keys can be held; each more is ignored until one is released.
    static final int HELD_KEYS = 256;

    private final GiiDevice device;
    private final GiiListener listener;
    private final Set<Long> heldButtons = new LinkedHashSet<>();
    private final Map<KeyId, GiiEvent.Key> heldKeys = new LinkedHashMap<>();

    private record KeyId(long button, long label) {}

    ViewerDevice(GiiDevice device, GiiListener listener) {
        this.device = device;
        this.listener = listener;
    }

    GiiListener listener() {
        return listener;
    }

    /// What the host is told of an event; nothing of what the device cannot do, or what is pressed
    /// or released already.
    Optional<GiiEvent> accept(GiiEvent event) {
        if (!device.can(event.type())) {
            return Optional.empty();
        }
        return switch (event) {
            case GiiEvent.PointerMove _ -> Optional.of(event);
            case GiiEvent.Button(_, boolean down, long number) ->
                    changes(down, number) ? Optional.of(event) : Optional.empty();
            case GiiEvent.Key key -> changes(key) ? Optional.of(event) : Optional.empty();
            case GiiEvent.Valuators valuators -> known(valuators);
        };
    }

    private boolean changes(boolean down, long number) {
        return number >= 1
                && number <= device.buttons()
                && (down ? heldButtons.add(number) : heldButtons.remove(number));
    }

    private boolean changes(GiiEvent.Key key) {
        var id = new KeyId(key.button(), key.label());
        return switch (key.type()) {
            case KEY_PRESS -> heldKeys.size() < HELD_KEYS && heldKeys.putIfAbsent(id, key) == null;
            case KEY_RELEASE -> heldKeys.remove(id) != null;
            default -> heldKeys.containsKey(id);
        };
    }

    /// The same of those axes that there are, with values within their ranges.
    private Optional<GiiEvent> known(GiiEvent.Valuators event) {
        List<Integer> values = new ArrayList<>();
        for (int value : event.values()) {
            Optional<GiiValuator> axis = device.valuator(event.first() + values.size());
            if (axis.isEmpty()) {
                break;
            }
            values.add(event.relative() ? value : axis.get().clamp(value));
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new GiiEvent.Valuators(
                                event.device(), event.relative(), event.first(), values));
    }

    /// What releases all that is pressed; then nothing is.
    List<GiiEvent> releases(long number) {
        List<GiiEvent> releases = new ArrayList<>();
        for (long button : heldButtons) {
            releases.add(new GiiEvent.Button(number, false, button));
        }
        for (GiiEvent.Key key : heldKeys.values()) {
            releases.add(
                    new GiiEvent.Key(
                            GiiEventType.KEY_RELEASE,
                            number,
                            key.modifiers(),
                            key.symbol(),
                            key.label(),
                            key.button()));
        }
        heldButtons.clear();
        heldKeys.clear();
        return releases;
    }
}
