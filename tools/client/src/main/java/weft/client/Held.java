package weft.client;

import weft.rfb.message.ClientMessage;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which keys and buttons are down at the server, as far as this client has pressed them. Not all
/// servers release them when a viewer goes away. Any thread may use it.
final class Held {

    private final Set<Long> keys = new LinkedHashSet<>();
    private PointerEvent pointer = new PointerEvent(0, 0, 0);

    /// A message is about to be sent.
    synchronized void note(ClientMessage message) {
        switch (message) {
            case KeyEvent(boolean down, long keysym) -> {
                if (down) {
                    keys.add(keysym);
                } else {
                    keys.remove(keysym);
                }
            }
            case PointerEvent event -> pointer = event;
            default -> {}
        }
    }

    /// What releases all, the last key first.
    synchronized List<ClientMessage> releases() {
        List<ClientMessage> releases = new ArrayList<>();
        keys.forEach(keysym -> releases.addFirst(new KeyEvent(false, keysym)));
        if (pointer.buttonMask() != 0) {
            releases.add(new PointerEvent(0, pointer.x(), pointer.y()));
        }
        return releases;
    }
}
