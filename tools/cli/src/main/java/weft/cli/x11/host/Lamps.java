package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.rfb.keyboard.KeyboardLeds;
import weft.server.VncServer;

import java.util.Optional;

/// The lamps of an X display's keyboard, its bell, and its map: what XKEYBOARD tells. For the
/// thread of the events.
final class Lamps {
    private static final int USE_EXTENSION = 0;
    private static final int SELECT_EVENTS = 1;
    private static final int GET_INDICATOR_STATE = 12;
    private static final int CORE_KEYBOARD = 0x100;

    private static final int NEW_KEYBOARD_NOTIFY = 0;
    private static final int MAP_NOTIFY = 1;
    private static final int INDICATOR_STATE_NOTIFY = 4;
    private static final int BELL_NOTIFY = 8;
    private static final int WANTED =
            1 << NEW_KEYBOARD_NOTIFY
                    | 1 << MAP_NOTIFY
                    | 1 << INDICATOR_STATE_NOTIFY
                    | 1 << BELL_NOTIFY;
    private static final int ALL_OF_THE_MAP = 0xff;

    private static final int CAPS = 1;
    private static final int NUM = 1 << 1;
    private static final int SCROLL = 1 << 2;

    private final XExtension xkb;
    private final Keyboard keyboard;
    private KeyboardLeds leds;

    private Lamps(XExtension xkb, Keyboard keyboard, KeyboardLeds leds) {
        this.xkb = xkb;
        this.keyboard = keyboard;
        this.leds = leds;
    }

    /// Begins to listen; empty if the server has no such extension.
    static Optional<Lamps> listen(XConnection connection, Keyboard keyboard) throws XException {
        Optional<XExtension> found = connection.extension("XKEYBOARD");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        XExtension xkb = found.get();
        XData supported = connection.ask(xkb.request(USE_EXTENSION).u16(1).u16(0)).await();
        if (supported.skip(1).u8() == 0) {
            return Optional.empty();
        }
        connection.send(
                xkb.request(SELECT_EVENTS)
                        .u16(CORE_KEYBOARD)
                        .u16(WANTED)
                        .u16(0)
                        .u16(WANTED)
                        .u16(ALL_OF_THE_MAP)
                        .u16(ALL_OF_THE_MAP));
        XData state =
                connection.ask(xkb.request(GET_INDICATOR_STATE).u16(CORE_KEYBOARD).pad(2)).await();
        return Optional.of(new Lamps(xkb, keyboard, leds(state.skip(8).u32())));
    }

    /// By the places that all keyboards of today have.
    private static KeyboardLeds leds(long state) {
        return new KeyboardLeds((state & SCROLL) != 0, (state & NUM) != 0, (state & CAPS) != 0);
    }

    KeyboardLeds leds() {
        return leds;
    }

    /// Tells viewers of an event, if it is one of these.
    void event(XData event, Optional<VncServer> viewers) throws XException {
        if (event.code() != xkb.firstEvent()) {
            return;
        }
        switch (event.skip(1).u8()) {
            case NEW_KEYBOARD_NOTIFY, MAP_NOTIFY -> keyboard.mapChanged();
            case BELL_NOTIFY -> viewers.ifPresent(VncServer::bell);
            case INDICATOR_STATE_NOTIFY -> {
                leds = leds(event.skip(10).u32());
                viewers.ifPresent(server -> server.leds(leds));
            }
            default -> {}
        }
    }
}
