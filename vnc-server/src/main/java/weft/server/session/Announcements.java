package weft.server.session;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbOutput;
import weft.rfb.encoding.DesktopName;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerFence;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a viewer is told in rectangles without pixels: which extensions of the keyboard, the
/// pointer and sound it may use, how the host takes the pointer, what is locked on the keyboard.
/// They come in an update of their own, when the viewer waits for one; only what holds then is
/// told.
///
/// All calls are under the global lock.
final class Announcements {

    private static final Set<Encoding> KNOWN =
            EnumSet.of(
                    Encoding.DESKTOP_NAME,
                    Encoding.POINTER_POS,
                    Encoding.VMWARE_CURSOR_POSITION,
                    Encoding.QEMU_KEY_EVENT,
                    Encoding.EXTENDED_MOUSE_BUTTONS,
                    Encoding.QEMU_POINTER_MOTION,
                    Encoding.QEMU_AUDIO,
                    Encoding.QEMU_LED_STATE,
                    Encoding.VMWARE_LED_STATE);

    /* Payloads of fences, of another length than the marks of the line. */
    private static final byte[] RELATIVE_FROM_HERE = {'r'};
    private static final byte[] ABSOLUTE_FROM_HERE = {'a'};

    private static final Set<Encoding> PLACES =
            Set.of(Encoding.POINTER_POS, Encoding.VMWARE_CURSOR_POSITION);

    private final Display display;
    private final Set<Encoding> asked = EnumSet.noneOf(Encoding.class);
    private final Set<Encoding> pending = EnumSet.noneOf(Encoding.class);

    /// Whether the viewer was told to say how far its pointer moves.
    private boolean relative;

    /// Whether it does, from where on it knew of that.
    private boolean pointerRelative;

    /// When a place of the pointer may be told.
    private long nextPlace;

    /// The name that the viewer shows.
    private String name;

    Announcements(Display display) {
        this.display = display;
        name = display.name();
        nextPlace = display.loop().nanoTime();
    }

    /// What the viewer asks for first now, it is told of.
    void encodings(EncodingPreferences preferences) {
        for (Encoding encoding : KNOWN) {
            if (!preferences.supports(encoding)) {
                asked.remove(encoding);
                pending.remove(encoding);
            } else if (asked.add(encoding) && isOffered(encoding)) {
                pending.add(encoding);
            }
        }
        relative &= asked.contains(Encoding.QEMU_POINTER_MOTION);
        pointerRelative &= asked.contains(Encoding.QEMU_POINTER_MOTION);
        takeOneOf(Encoding.QEMU_LED_STATE, Encoding.VMWARE_LED_STATE);
        takeOneOf(Encoding.POINTER_POS, Encoding.VMWARE_CURSOR_POSITION);
    }

    private void takeOneOf(Encoding better, Encoding other) {
        if (asked.contains(better)) {
            asked.remove(other);
            pending.remove(other);
        }
    }

    private boolean isOffered(Encoding encoding) {
        return switch (encoding) {
            case POINTER_POS, VMWARE_CURSOR_POSITION -> display.pointer().place().isPresent();
            case DESKTOP_NAME -> !display.name().equals(name);
            case QEMU_KEY_EVENT -> display.input().takesKeyCodes();
            case QEMU_AUDIO -> display.sound().isPresent();
            case QEMU_LED_STATE, VMWARE_LED_STATE -> display.leds().isPresent();
            default -> true;
        };
    }

    /// Something of this has changed. Says whether the viewer is to be told.
    boolean changed(Encoding... encodings) {
        for (Encoding encoding : encodings) {
            if (asked.contains(encoding)) {
                pending.add(encoding);
            }
        }
        return isPending();
    }

    boolean isPending() {
        return !pending.isEmpty();
    }

    /// How long what is pending has to wait: places of the pointer for their time, since another
    /// viewer may move it as often as it likes. None if that is not positive.
    long waitNanos() {
        return PLACES.containsAll(pending) ? nextPlace - display.loop().nanoTime() : 0;
    }

    /// Whether the viewer may send extended pointer events.
    boolean extendedButtons() {
        return asked.contains(Encoding.EXTENDED_MOUSE_BUTTONS);
    }

    /// Whether the viewer knows of sound, and there is some.
    boolean hears() {
        return asked.contains(Encoding.QEMU_AUDIO) && display.sound().isPresent();
    }

    /// Whether the viewer's pointer events say how far it moved.
    boolean isPointerRelative() {
        return pointerRelative;
    }

    /// The viewer answers a fence. Says whether it was one of these, which tell from where on its
    /// pointer events are meant otherwise.
    boolean fenceAnswered(Fence answer) {
        if (Arrays.equals(answer.payload(), RELATIVE_FROM_HERE)) {
            pointerRelative = asked.contains(Encoding.QEMU_POINTER_MOTION);
        } else if (Arrays.equals(answer.payload(), ABSOLUTE_FROM_HERE)) {
            pointerRelative = false;
        } else {
            return false;
        }
        return true;
    }

    /// Writes the update; [#sent] follows.
    ///
    /// @param fence whether the viewer answers fences; others are believed to know at once
    void write(boolean fence, RfbBuffer out) {
        new FramebufferUpdate(pending.size()).write(out);
        boolean before = relative;
        pending.forEach(encoding -> write(encoding, out));
        if (!Collections.disjoint(pending, PLACES)) {
            nextPlace = display.loop().nanoTime() + display.pauseNanos(false);
        }
        pending.clear();
        if (fence && relative != before) {
            byte[] mark = relative ? RELATIVE_FROM_HERE : ABSOLUTE_FROM_HERE;
            new ServerFence(new Fence(Fence.REQUEST | Fence.BLOCK_BEFORE, mark)).write(out);
        }
    }

    /// What was written is sent.
    void sent(boolean fence) {
        if (!fence) {
            pointerRelative = relative;
        }
    }

    private void writePlace(Encoding encoding, RfbOutput out) {
        int x = display.pointer().place().map(PointerPlace::x).orElse(0);
        int y = display.pointer().place().map(PointerPlace::y).orElse(0);
        new RectangleHeader(
                        Math.clamp(x, 0, 0xffff), Math.clamp(y, 0, 0xffff), 0, 0, encoding.number())
                .write(out);
    }

    private void write(Encoding encoding, RfbOutput out) {
        if (encoding == Encoding.DESKTOP_NAME) {
            name = display.name();
            new DesktopName(name).write(out);
            return;
        }
        if (encoding == Encoding.POINTER_POS || encoding == Encoding.VMWARE_CURSOR_POSITION) {
            writePlace(encoding, out);
            return;
        }
        boolean isMotion = encoding == Encoding.QEMU_POINTER_MOTION;
        if (isMotion) {
            relative = display.input().isRelative();
        }
        int x = isMotion && !relative ? 1 : 0;
        new RectangleHeader(x, 0, 0, 0, encoding.number()).write(out);
        KeyboardLeds leds = display.leds().orElse(KeyboardLeds.OFF);
        if (encoding == Encoding.QEMU_LED_STATE) {
            leds.writeQemu(out);
        } else if (encoding == Encoding.VMWARE_LED_STATE) {
            leds.writeVmware(out);
        }
    }
}
