package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.server.access.Role;
import weft.server.hostile.InputList.Fate;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// L: keys and the pointer, and messages that there are not.
final class EventInputs {
    private static final int EXTENDED_BUTTONS = -316;
    private static final int MOST_HELD = 256;

    private EventInputs() {}

    static List<HostileInput> all() {
        var list = new InputList().overAll().to(Setting.OPEN, HostileViewer::logIn);
        list.said(
                        "L1",
                        "keysyms that there are not: 0, 0xffffffff, beyond Unicode",
                        () ->
                                Said.messages(
                                        Said.key(true, 0),
                                        Said.key(true, 0xffffffffL),
                                        Said.key(true, 0x01110000)),
                        Fate.open("told to the host as they are"))
                .said(
                        "L2",
                        "a key goes up that was not down",
                        Said.key(false, 'a'),
                        Fate.open("told to the host as it is"))
                .story(
                        "L3",
                        "10 000 keys held, then RST",
                        "at most 256 are held, all are released",
                        EventInputs::keys)
                .said(
                        "L4",
                        "far outside, with all eight buttons",
                        Said.pointer(0xff, 65535, 65535),
                        Fate.open("told to the host as it is"))
                .story(
                        "L5",
                        "a million pointer events, now and then with another button",
                        "moves are merged, each change of a button is told",
                        EventInputs::pointers)
                .said(
                        "L6",
                        "QEMU's key events with codes 0 and 0xffffffff",
                        () ->
                                Said.messages(
                                        hex("ff00 0001 00000061 00000000"),
                                        hex("ff00 0001 00000061 ffffffff")),
                        Fate.open("told to the host by the keysym"))
                .said("L7", "QEMU's submessage 99", hex("ff63"), Fate.closedSilently())
                .said(
                        "L8",
                        "the eighth button, extended buttons not being agreed on",
                        () -> Said.messages(Said.pointer(0x80, 1, 1), Said.pointer(0, 1, 1)),
                        Fate.open("told to the host as a button"))
                .to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.logIn(EXTENDED_BUTTONS);
                            viewer.probe();
                        })
                .said(
                        "L8/b",
                        "an extended pointer event without its last byte",
                        Said.pointer(0x80, 1, 1),
                        EncodingInputs.closedMidMessage())
                .said(
                        "L8/c",
                        "all fifteen buttons",
                        join(Said.pointer(0xff, 1, 1), hex("ff")),
                        Fate.open("told to the host as they are"))
                .story(
                        "L9",
                        "two viewers hold a key, one goes away",
                        "it is released when the other lets it go",
                        EventInputs::shared)
                .story(
                        "L10",
                        "a viewer holds a key and a button, and may only watch from then on",
                        "they are released",
                        EventInputs::demoted)
                .to(Setting.OPEN, HostileViewer::logIn);
        new TreeMap<>(
                        Map.of(
                                "1", "01 000000",
                                "7", "07 01 0000 00000000 ffffffff",
                                "8", "08 000000",
                                "11", "0b 000000 7fffffff",
                                "15", "0f 000000",
                                "249", "f9 000000",
                                "252", "fc 000000",
                                "255", "ff 02 0000"))
                .forEach((type, bytes) ->
                        list.said(
                                "L11/" + type,
                                "message type " + type,
                                hex(bytes),
                                Fate.closedSilently()));
        return list.said(
                        "L11/audio",
                        "QEMU's audio with two channels and 4 294 967 295 Hz",
                        hex("ff01 0002 03 02 ffffffff"),
                        Fate.closedSilently())
                .inputs();
    }

    private static void keys(Stage stage, Transport transport) throws Exception {
        HostileViewer viewer = stage.connect(transport).logIn();
        var keys = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            keys.writeBytes(Said.key(true, 0x1000000 + i));
        }
        viewer.send(keys.toByteArray());
        viewer.probe();
        InputList.expect(
                stage.await(() -> stage.host().count() >= MOST_HELD), "the host was told too few");
        viewer.line().reset();
        InputList.expect(
                stage.await(() -> stage.host().count() >= 2 * MOST_HELD), "too few came up");
        stage.settle();
        InputList.expect(
                stage.host().count() == 2 * MOST_HELD,
                "the host was told " + stage.host().count() + " times");
    }

    private static void pointers(Stage stage, Transport transport) throws Exception {
        int changes = 200;
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn();
            for (int change = 1; change <= changes; change++) {
                int buttons = change % 2;
                viewer.send(
                        join(
                                Said.pointer(buttons, change % 100, 5),
                                times(2500, Said.pointer(buttons, change % 100, 6)),
                                times(2500, Said.pointer(buttons, change % 100, 7))));
            }
            viewer.probe();
            var _ = stage.await(() -> stage.host().changes() >= changes);
            InputList.expect(
                    stage.host().changes() == changes,
                    "%d changes were told, of %d".formatted(stage.host().changes(), changes));
        }
    }

    private static void shared(Stage stage, Transport transport) throws Exception {
        try (HostileViewer one = stage.connect(transport);
                HostileViewer other = stage.connect(transport)) {
            one.logIn().send(Said.key(true, 'a'));
            other.logIn().send(Said.key(true, 'a'));
            one.probe();
            other.probe();
            InputList.expect(
                    stage.await(() -> stage.host().count() == 2),
                    "not pressed, but " + stage.host().events());
            one.line().reset();
            other.probe();
            InputList.expect(!stage.host().held().isEmpty(), "released too early");
            other.send(Said.key(false, 'a'));
            InputList.expect(stage.await(() -> stage.host().held().isEmpty()), "not released");
        }
    }

    private static void demoted(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn().send(join(Said.key(true, 'a'), Said.pointer(1, 2, 3)));
            InputList.expect(stage.await(() -> stage.host().count() == 2), "not pressed");
            stage.server().viewers().getLast().rights(Role.VIEW_ONLY.rights());
            InputList.expect(stage.await(() -> stage.host().held().isEmpty()), "not released");
            long told = stage.host().count();
            viewer.send(join(Said.key(true, 'b'), Said.pointer(1, 2, 3)));
            viewer.probe();
            InputList.expect(stage.host().count() == told, "told more");
        }
    }
}
