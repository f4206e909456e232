package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiListener;
import weft.rfb.gii.GiiRequest;
import weft.rfb.gii.GiiValuator;
import weft.rfb.message.ClientGii;
import weft.server.access.Role;

import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Input devices of viewers (rfbproto, gii).
class GiiTest extends ServerUnderTest {
    private static final String GII = "02 00 0001 fffffecf";
    private static final String VERSIONS = "fd 81 0004 0001 0001";
    private static final String VERSION = "fd 81 0002 0001";
    private static final GiiDevice PAD =
            GiiDevice.of(
                    "pad",
                    4,
                    List.of(GiiValuator.of(0, "x", -100, 100), GiiValuator.of(1, "y", 0, 255)));

    /// A host that takes all devices but those that are called `no`.
    @BeforeEach
    void hostHasSockets() {
        display = display(builder -> builder.onGii(this::created));
    }

    private Optional<GiiListener> created(GiiDevice device) {
        if (device.name().equals("no")) {
            return Optional.empty();
        }
        input.add("new " + device.name());
        return Optional.of(
                new GiiListener() {
                    @Override
                    public void event(GiiEvent event) {
                        input.add(device.name() + " " + text(event));
                    }

                    @Override
                    public void destroyed() {
                        input.add("gone " + device.name());
                    }
                });
    }

    private static String text(GiiEvent event) {
        return switch (event) {
            case GiiEvent.Button(_, boolean down, long number) -> (down ? "+" : "-") + number;
            case GiiEvent.Valuators(_, boolean relative, long first, var values) ->
                    first + (relative ? " by " : "=") + values;
            case GiiEvent.PointerMove(_, boolean relative, int x, int y, int z, int wheel) ->
                    "%s%d,%d,%d,%d".formatted(relative ? "by " : "", x, y, z, wheel);
            case GiiEvent.Key key -> key.type() + " " + key.button();
        };
    }

    private ScriptedPeer agreed() {
        return login().send(GII).expect(VERSIONS).send(VERSION).expectNothing();
    }

    private static ScriptedPeer create(ScriptedPeer peer, GiiDevice device) {
        return peer.send(out -> new ClientGii(new GiiRequest.CreateDevice(device)).write(out));
    }

    private static ScriptedPeer events(ScriptedPeer peer, GiiEvent... events) {
        return peer.send(out -> new ClientGii(new GiiRequest.Events(List.of(events))).write(out));
    }

    private static String number(int device) {
        return "fd 82 0004 %08x".formatted(device);
    }

    private static GiiEvent button(int device, boolean down, long number) {
        return new GiiEvent.Button(device, down, number);
    }

    private static GiiEvent axes(int device, int first, Integer... values) {
        return new GiiEvent.Valuators(device, false, first, List.of(values));
    }

    @Test
    void device_isCreatedToldOfAndDestroyed() {
        ScriptedPeer peer = create(agreed(), PAD).expect(number(1));
        events(peer, button(1, true, 2), axes(1, 0, 50, 7), button(1, false, 2));
        events(peer, new GiiEvent.Valuators(1, true, 1, List.of(-3)));
        peer.send("fd 83 0004 00000001").expectNothing();
        assertEquals(
                List.of(
                        "new pad",
                        "pad +2",
                        "pad 0=[50, 7]",
                        "pad -2",
                        "pad 1 by [-3]",
                        "gone pad"),
                input);
        events(peer, button(1, true, 3));
        assertEquals("gone pad", input.getLast());
        create(peer, PAD).expect(number(2));
    }

    @Test
    void littleEndianMessages_areTaken() {
        ScriptedPeer peer = login().send(GII).expect(VERSIONS).send("fd 01 0200 0100");
        peer.send(out ->
                        new ClientGii(ByteOrder.LITTLE_ENDIAN, new GiiRequest.CreateDevice(PAD))
                                .write(out))
                .expect(number(1));
        peer.send("fd 00 0c00 0c 0a 0000 01000000 03000000");
        assertEquals("pad +3", input.getLast());
    }

    @Test
    void viewerThatLeaves_takesItsDevicesWithIt() {
        ScriptedPeer peer = create(create(agreed(), PAD), PAD).expect(number(1) + number(2));
        events(
                peer,
                button(2, true, 1),
                button(2, true, 4),
                button(1, true, 3),
                button(1, false, 3));
        input.clear();
        peer.disconnect();
        assertEquals(List.of("gone pad", "pad -1", "pad -4", "gone pad"), input);
    }

    @Test
    void releaseInput_releasesWhatIsPressed() {
        ScriptedPeer peer = create(agreed(), PAD);
        events(peer, button(1, true, 1));
        loop.locked(() -> display.releaseInput());
        loop.runReady();
        assertEquals("pad -1", input.getLast());
        events(peer, button(1, false, 1), button(1, true, 1));
        assertEquals(List.of("new pad", "pad +1", "pad -1", "pad +1"), input);
    }

    @Test
    void twoViewers_haveDevicesOfTheirOwn() {
        ScriptedPeer one = create(agreed(), PAD).expect(number(1));
        ScriptedPeer other = agreed();
        events(other, button(1, true, 1));
        other.send("fd 83 0004 00000001").expectNothing();
        assertEquals(List.of("new pad"), input);
        create(other, GiiDevice.of("tablet", 1, List.of())).expect(number(1));
        events(other, button(1, true, 1));
        events(one, button(1, true, 2));
        other.disconnect();
        assertEquals(
                List.of("new pad", "new tablet", "tablet +1", "pad +2", "tablet -1", "gone tablet"),
                input);
        one.expectOpen();
    }

    @Test
    void eventsOfWhatTheDeviceHasNot_areIgnored() {
        ScriptedPeer peer = create(agreed(), PAD).expect(number(1));
        events(
                peer,
                button(1, true, 0),
                button(1, true, 5),
                button(1, true, 0xffff_ffffL),
                button(1, false, 1),
                button(2, true, 1),
                button(0, true, 1),
                axes(1, 2, 1),
                axes(1, 0),
                new GiiEvent.PointerMove(1, false, 1, 2, 3, 4),
                new GiiEvent.Key(GiiEventType.KEY_PRESS, 1, 0, 'a', 'a', 1));
        assertEquals(List.of("new pad"), input);
        events(peer, button(1, true, 1), button(1, true, 1), axes(1, 1, 300, 5), axes(1, 0, -999));
        assertEquals(List.of("new pad", "pad +1", "pad 1=[255]", "pad 0=[-100]"), input);
        peer.expectNothing().expectOpen();
    }

    @Test
    void tabletAndKeys_areToldAsTheyAre() {
        GiiDevice tablet =
                new GiiDevice(
                        "tablet",
                        1,
                        2,
                        GiiDevice.mask(
                                GiiEventType.POINTER_ABSOLUTE,
                                GiiEventType.KEY_PRESS,
                                GiiEventType.KEY_RELEASE,
                                GiiEventType.KEY_REPEAT),
                        0,
                        List.of(),
                        0);
        ScriptedPeer peer = create(agreed(), tablet).expect(number(1));
        events(
                peer,
                new GiiEvent.PointerMove(1, false, 1, 2, 3, -4),
                new GiiEvent.PointerMove(1, true, 1, 2, 3, -4),
                new GiiEvent.Key(GiiEventType.KEY_REPEAT, 1, 0, 'a', 'a', 30),
                new GiiEvent.Key(GiiEventType.KEY_PRESS, 1, 0, 'a', 'a', 30),
                new GiiEvent.Key(GiiEventType.KEY_REPEAT, 1, 0, 'a', 'a', 30));
        peer.disconnect();
        assertEquals(
                List.of(
                        "new tablet",
                        "tablet 1,2,3,-4",
                        "tablet KEY_PRESS 30",
                        "tablet KEY_REPEAT 30",
                        "tablet KEY_RELEASE 30",
                        "gone tablet"),
                input);
    }

    @Test
    void heldKeys_areBounded() {
        GiiDevice keys = new GiiDevice("keys", 0, 0, -1, 0, List.of(), 0);
        ScriptedPeer peer = create(agreed(), keys).expect(number(1));
        for (int i = 0; i < 1000; i++) {
            events(peer, new GiiEvent.Key(GiiEventType.KEY_PRESS, 1, 0, 0, 0, i));
        }
        assertEquals(1 + 256, input.size());
        peer.disconnect();
        assertEquals(1 + 2 * 256 + 1, input.size());
    }

    @Test
    void deviceThatTheHostRefuses_orThatIsTooMuch_hasNoNumber() {
        ScriptedPeer peer = create(agreed(), GiiDevice.of("no", 1, List.of())).expect(number(0));
        create(peer, GiiDevice.of("b", 257, List.of())).expect(number(0));
        create(peer, GiiDevice.of("v", 1, Collections.nCopies(65, GiiValuator.of(0, "x", 0, 1))))
                .expect(number(0));
        for (int i = 1; i <= 16; i++) {
            create(peer, PAD).expect(number(i));
        }
        create(peer, PAD).expect(number(0));
        peer.send("fd 83 0004 00000003");
        create(peer, PAD).expect(number(17)).expectNothing().expectOpen();
        assertEquals(16 + 1 + 1, input.size());
    }

    @Test
    void hostThatFailsAtADevice_hasRefusedIt() {
        display =
                display(builder ->
                        builder.onGii(device -> {
                            throw new IllegalStateException("no socket");
                        }));
        create(agreed(), PAD).expect(number(0)).expectOpen();
    }

    @Test
    void viewOnly_orAHostWithoutSockets_isNotAnnounced() {
        display = display(builder -> builder.onGii(this::created).role(Role.VIEW_ONLY));
        login().send(GII).expectNothing().send(VERSION).expectClosed();
        display = display(builder -> {});
        login().send(GII).expectNothing().expectOpen();
    }

    @Test
    void messagesOutOfTurn_areRefused() {
        login().send(VERSION).expectClosed();
        login().send(GII).expect(VERSIONS).send("fd 83 0004 00000001").expectClosed();
        login().send(GII).expect(VERSIONS).send("fd 81 0002 0002").expectClosed();
    }

    @Test
    void encodingsSentAgain_areNotAnsweredAgain() {
        ScriptedPeer peer = agreed().send(GII).expectNothing();
        peer.send("02 00 0000").send(GII).expect(VERSIONS);
        create(peer, PAD).expect(number(1));
    }

    @Test
    void viewerThatListsItsEncodingsAgainAndAgain_andDoesNotRead_isHeldUp() {
        ScriptedPeer peer = login().stopReading();
        String listed = "02 00 0001 fffffecf 02 00 0000";
        peer.send(listed.repeat(10_000));
        assertTrue(peer.unread() > 60_000, () -> "unread: " + peer.unread());
        peer.disconnect();
    }

    @Test
    void viewerThatCreatesAndDoesNotRead_isHeldUp() {
        ScriptedPeer peer = agreed().stopReading();
        for (int i = 0; i < 100; i++) {
            create(peer, GiiDevice.of("no", i, List.of()));
        }
        peer.readAgain().expect(number(0).repeat(100)).expectNothing();
    }
}
