package weft.client;

import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.QemuKeyEvent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which keys and buttons of devices are down at the server, as far as this client has pressed
/// them. Not all servers release them when a viewer goes away. Any thread may use it.
final class Held {

    private final Set<Long> keys = new LinkedHashSet<>();
    private final Map<Long, Long> codes = new LinkedHashMap<>();
    private final Set<GiiEvent.Button> buttons = new LinkedHashSet<>();

    /// A message is about to be sent.
    synchronized void note(ClientMessage message) {
        if (message instanceof KeyEvent(boolean down, long keysym)) {
            if (down) {
                keys.add(keysym);
            } else {
                keys.remove(keysym);
            }
        } else if (message instanceof QemuKeyEvent(boolean down, long keysym, long keycode)) {
            if (down) {
                codes.put(keycode, keysym);
            } else {
                codes.remove(keycode);
            }
        } else if (message instanceof ClientGii(_, GiiRequest.Events(var events))) {
            for (GiiEvent event : events) {
                if (event instanceof GiiEvent.Button button) {
                    note(button);
                }
            }
        } else if (message instanceof ClientGii(_, GiiRequest.DestroyDevice(long device))) {
            buttons.removeIf(button -> button.device() == device);
        }
    }

    private void note(GiiEvent.Button button) {
        var released = new GiiEvent.Button(button.device(), false, button.number());
        if (button.down()) {
            buttons.add(released);
        } else {
            buttons.remove(released);
        }
    }

    /// What releases all, the last key first.
    synchronized List<ClientMessage> releases(Pointer pointer) {
        List<ClientMessage> releases = new ArrayList<>();
        keys.forEach(keysym -> releases.addFirst(new KeyEvent(false, keysym)));
        codes.forEach(
                (keycode, keysym) -> releases.addFirst(new QemuKeyEvent(false, keysym, keycode)));
        pointer.release().ifPresent(releases::add);
        for (GiiEvent.Button button : buttons) {
            releases.add(new ClientGii(new GiiRequest.Events(List.of(button))));
        }
        return releases;
    }
}
