package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;

import java.util.List;

/// J: SetEncodings.
final class EncodingInputs {
    private static final int ZRLE = 16;

    /// All pseudo-encodings that are answered or told something.
    static final int[] PSEUDO = {
        -223,
        -308,
        0x574D5669,
        -307,
        -224,
        -239,
        -240,
        -314,
        0x574D5664,
        -232,
        0x574D5666,
        -312,
        -313,
        -257,
        -258,
        -259,
        -261,
        0x574D5668,
        -316,
        -309,
        -305,
        0xC0A1E5CE
    };

    private static final int CLIPBOARD = 0xC0A1E5CE;

    /// More than what systems take on their way.
    private static final int FLOOD = 1_000_000;

    private EncodingInputs() {}

    static List<HostileInput> all() {
        Fate legal = Fate.open("legal");
        Fate late = closedMidMessage();
        return new InputList()
                .overAll()
                .to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.logIn();
                            viewer.stream().encodingsSaid(ZRLE);
                            viewer.stream().encodingsSaid(PSEUDO);
                        })
                .said("J1", "none at all", hex("0200 0000"), Fate.open("legal: Raw"))
                .said(
                        "J2",
                        "65535 times the same",
                        join(hex("0200 ffff"), times(65535, hex("00000010"))),
                        legal)
                .said(
                        "J3",
                        "65535 unknown ones",
                        join(hex("0200 ffff"), times(65535, hex("7ffffff0"))),
                        legal)
                .said(
                        "J4",
                        "65535 of which one comes, then silence",
                        hex("0200 ffff 00000000"),
                        late)
                .said(
                        "J5",
                        "levels of quality and compression that there are not",
                        hex("0200 0003 ffffffdf ffffffea fffffeff"),
                        legal)
                .said(
                        "J6",
                        "LastRect, Cursor and others twice",
                        () -> Said.of(Said.encodings(concat(PSEUDO, PSEUDO))),
                        legal)
                .said("J9", "the least number", hex("0200 0001 80000000"), legal)
                .story(
                        "J7",
                        "up to a million times all pseudo-encodings, and nothing is read",
                        "no more is read of it",
                        EncodingInputs::flooded)
                .story(
                        "J8",
                        "encodings taken back while updates in them are on their way",
                        "each rectangle is whole",
                        EncodingInputs::takenBack)
                .inputs();
    }

    static int[] concat(int[] one, int[] other) {
        int[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// Closed when a message has taken 15 seconds.
    static Fate closedMidMessage() {
        return VncAuthInputs.closedAt(15, "closed without a word after 15 s");
    }

    private static void flooded(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connectDeaf(transport)) {
            viewer.logIn();
            byte[] message = Said.encodings(InputList.WHOLE ? PSEUDO : new int[] {CLIPBOARD});
            byte[] many = times(1000, message);
            long taken = viewer.flood(many, (long) FLOOD * message.length);
            InputList.expect(taken < (long) FLOOD * message.length, "all of it was taken");
            stage.tick()
                    .ifPresent(finding -> {
                        throw new FateException(finding.what());
                    });
        }
    }

    private static void takenBack(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn(ZRLE, 7, 5, 0);
            for (int i = 0; i < 100; i++) {
                byte[] ask = Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT);
                viewer.send(
                        join(
                                Said.encodings(ZRLE),
                                ask,
                                Said.encodings(7),
                                ask,
                                Said.encodings(),
                                Said.encodings(5),
                                ask));
                while (viewer.drain()) {
                    // What has come.
                }
            }
            viewer.probe();
        }
    }
}
