package weft.cli.x11.host;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XConnection;
import weft.cli.x11.XConnection.Answer;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XRequest;
import weft.cli.x11.XSetup;
import weft.cli.x11.host.KeyboardMap.Stroke;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The viewers' keys, typed on an X display.
///
/// For each key that goes down the server is asked what is held and locked, so that a character
/// comes out as it is meant whatever the display's layout is: Shift and AltGr are pressed, or let
/// go, just for the moment of the press. A keysym that no key types is given to a spare key, whose
/// old place it keeps until there are no others: programs read the map when they see the key, which
/// may be later.
///
/// While viewers hold keys the server does not repeat them: viewers do that, and a slow connection
/// must not make two letters of one.
final class Keyboard {
    private static final Logger LOG = LoggerFactory.getLogger(Keyboard.class);

    private static final int QUERY_POINTER = 38;
    private static final int CHANGE_KEYBOARD_MAPPING = 100;
    private static final int GET_KEYBOARD_MAPPING = 101;
    private static final int CHANGE_KEYBOARD_CONTROL = 102;
    private static final int GET_KEYBOARD_CONTROL = 103;
    private static final int GET_MODIFIER_MAPPING = 119;
    private static final int AUTO_REPEAT_MODE = 0x80;
    private static final int GROUP_SHIFT = 13;
    private static final int MOST_SPARES = 64;

    private final XConnection connection;
    private final XTest test;

    /// The keys that viewers hold, by their keysyms.
    private final Map<Long, Integer> held = new HashMap<>();

    /// The spare keys that are in use, and what they type, the oldest first.
    private final Map<Integer, Long> spares = new LinkedHashMap<>();

    private volatile boolean mapIsStale = true;
    private @Nullable KeyboardMap map;
    private boolean repeats;

    /// What is held and locked on the display.
    private record State(int modifiers, int group) {}

    Keyboard(XConnection connection, XTest test) {
        this.connection = connection;
        this.test = test;
    }

    /// The display has another map from now on. From any thread.
    void mapChanged() {
        mapIsStale = true;
    }

    /// A key goes down, perhaps again, or up.
    synchronized void key(long keysym, boolean down) throws XException {
        Integer keycode = held.get(keysym);
        if (!down) {
            if (keycode != null) {
                release(keysym, keycode);
            }
        } else if (keycode == null) {
            press(keysym);
        } else if (repeats && map().modifiers(keycode) == 0) {
            test.key(keycode, false);
            test.key(keycode, true);
        }
    }

    private void press(long keysym) throws XException {
        Answer control = connection.ask(new XRequest(GET_KEYBOARD_CONTROL, 0));
        State state = state();
        if (held.isEmpty()) {
            repeats = control.await().skip(1).u8() == 1;
        }
        KeyboardMap now = map();
        Optional<Stroke> found = now.find(keysym, state.group);
        if (found.isEmpty()) {
            found = KeyboardMap.isModifier(keysym) ? found : onSpareKey(keysym, state.group);
            now = map();
        }
        if (found.isEmpty()) {
            LOG.debug("no key for the keysym 0x{}", Long.toHexString(keysym));
            return;
        }
        if (held.isEmpty() && repeats) {
            repeat(0);
        }
        Stroke stroke = found.get();
        Deque<Integer> undo =
                new ArrayDeque<>(); // a keycode to be pressed again, or ~it to be let go
        prepare(keysym, stroke, state, now, undo);
        if (held.containsValue(stroke.keycode())) {
            test.key(stroke.keycode(), false); // the same key types something else by now
        }
        test.key(stroke.keycode(), true);
        held.put(keysym, stroke.keycode());
        for (int keycode : undo) {
            test.key(keycode < 0 ? ~keycode : keycode, keycode >= 0);
        }
    }

    /// Presses and lets go of Shift and AltGr as far as the stroke needs it.
    private void prepare(
            long keysym, Stroke stroke, State state, KeyboardMap now, Deque<Integer> undo)
            throws XException {
        boolean exactly = KeyboardMap.isCharacter(keysym) || KeyboardMap.isOfKeypad(keysym);
        if (!now.ignoresShift(stroke.keycode(), state.group, stroke.level())) {
            boolean wanted = (stroke.level() & KeyboardMap.SHIFT) != 0;
            if (locksLikeShift(keysym, stroke, state, now)) {
                wanted = !wanted;
            }
            hold(KeyboardMap.SHIFT, wanted, exactly, now.shiftKey(), state, now, undo);
        }
        OptionalInt third = now.thirdLevelKey();
        if (third.isPresent()) {
            boolean wanted = (stroke.level() & KeyboardMap.THIRD) != 0;
            int bits = now.modifiers(third.getAsInt());
            hold(bits, wanted, exactly, third, state, now, undo);
        }
    }

    private static boolean locksLikeShift(
            long keysym, Stroke stroke, State state, KeyboardMap now) {
        boolean caps = (state.modifiers & KeyboardMap.LOCK) != 0;
        boolean num = (state.modifiers & now.numLock()) != 0;
        return (caps && now.isLetter(stroke.keycode(), state.group, stroke.level()))
                || (num && KeyboardMap.isOfKeypad(keysym));
    }

    /// @param exactly whether what is held too much must be let go
    private void hold(
            int modifier,
            boolean wanted,
            boolean exactly,
            OptionalInt key,
            State state,
            KeyboardMap now,
            Deque<Integer> undo)
            throws XException {
        boolean isHeld = (state.modifiers & modifier) != 0;
        if (wanted && !isHeld && key.isPresent()) {
            test.key(key.getAsInt(), true);
            undo.push(~key.getAsInt());
        } else if (!wanted && isHeld && exactly) {
            for (int keycode : Map.copyOf(held).values()) {
                if ((now.modifiers(keycode) & modifier) != 0) {
                    test.key(keycode, false);
                    undo.push(keycode);
                }
            }
        }
    }

    private void release(long keysym, int keycode) throws XException {
        held.remove(keysym);
        if (!held.containsValue(keycode)) {
            test.key(keycode, false);
        }
        if (held.isEmpty() && repeats) {
            repeat(1);
        }
    }

    private void repeat(int on) throws XException {
        connection.send(new XRequest(CHANGE_KEYBOARD_CONTROL, 0).u32(AUTO_REPEAT_MODE).u32(on));
    }

    private State state() throws XException {
        int root = connection.setup().screen().root();
        XData reply = connection.ask(new XRequest(QUERY_POINTER, 0).u32(root)).await();
        int mask = reply.skip(24).u16();
        return new State(mask & 0xff, mask >> GROUP_SHIFT & 1);
    }

    private KeyboardMap map() throws XException {
        KeyboardMap known = map;
        if (known != null && !mapIsStale) {
            return known;
        }
        mapIsStale = false;
        KeyboardMap read = read();
        map = read;
        spares.entrySet().removeIf(spare -> read.keysym(spare.getKey(), 0, 0) != spare.getValue());
        return read;
    }

    private KeyboardMap read() throws XException {
        XSetup setup = connection.setup();
        int count = setup.maxKeycode() - setup.minKeycode() + 1;
        Answer mapping =
                connection.ask(
                        new XRequest(GET_KEYBOARD_MAPPING, 0)
                                .u8(setup.minKeycode())
                                .u8(count)
                                .pad(2));
        XData modifiers = connection.ask(new XRequest(GET_MODIFIER_MAPPING, 0)).await();
        int each = modifiers.skip(1).u8();
        byte[] keys = modifiers.skip(30).bytes(8 * each);
        XData reply = mapping.await();
        int columns = reply.skip(1).u8();
        reply.skip(30);
        int[] keysyms = new int[count * columns];
        for (int i = 0; i < keysyms.length; i++) {
            keysyms[i] = reply.id();
        }
        return new KeyboardMap(setup.minKeycode(), columns, keysyms, keys);
    }

    /// Gives a keysym to a key that types nothing, or that was given one long ago. A letter gets
    /// its capital with it, as Caps Lock would have it else.
    private Optional<Stroke> onSpareKey(long keysym, int group) throws XException {
        OptionalInt keycode = spareKey();
        if (keycode.isEmpty()) {
            return Optional.empty();
        }
        long plain = KeyboardMap.small(keysym);
        bind(keycode.getAsInt(), plain, plain == keysym ? KeyboardMap.capital(keysym) : keysym);
        spares.remove(keycode.getAsInt());
        spares.put(keycode.getAsInt(), plain);
        return map().find(keysym, group);
    }

    private OptionalInt spareKey() throws XException {
        OptionalInt fresh =
                spares.size() < MOST_SPARES
                        ? map().spare(keycode -> !spares.containsKey(keycode))
                        : OptionalInt.empty();
        return fresh.isPresent()
                ? fresh
                : spares.keySet().stream()
                        .filter(keycode -> !held.containsValue(keycode))
                        .mapToInt(Integer::intValue)
                        .findFirst();
    }

    /// @param plain 0 for none
    private void bind(int keycode, long plain, long shifted) throws XException {
        connection.send(
                new XRequest(CHANGE_KEYBOARD_MAPPING, 1)
                        .u8(keycode)
                        .u8(2)
                        .pad(2)
                        .u32((int) plain)
                        .u32((int) shifted));
        map = map().with(keycode, plain, shifted);
    }

    /// Lets go of all keys, and leaves the map as it was found.
    synchronized void close() throws XException {
        for (Iterator<Integer> keys = held.values().iterator(); keys.hasNext(); ) {
            test.key(keys.next(), false);
            keys.remove();
            if (held.isEmpty() && repeats) {
                repeat(1);
            }
        }
        List<Integer> bound = List.copyOf(spares.keySet());
        spares.clear();
        for (int keycode : bound) {
            bind(keycode, 0, 0);
        }
    }
}
