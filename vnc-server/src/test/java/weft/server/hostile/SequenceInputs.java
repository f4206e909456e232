package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import java.util.List;

/// P: sequences.
final class SequenceInputs {

    private static final int STEP = InputList.times(97, 1);

    /// Version, choice and ClientInit.
    private static final int BEFORE_SESSION = 14;

    /// What a viewer says in a short session, keys and buttons held at its end.
    private static final byte[] SESSION =
            join(
                    HostileViewer.V8,
                    hex("01 01"),
                    hex("00000000 20180001 00ff 00ff 00ff 100800 000000"),
                    Said.encodings(16, -223),
                    Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT),
                    Said.key(true, 0xffe1),
                    Said.pointer(1, 1, 1),
                    Said.cutText(3, Said.text("abc")),
                    Said.request(true, 0, 0, Stage.WIDTH, Stage.HEIGHT));

    private SequenceInputs() {}

    static List<HostileInput> all() {
        return new InputList()
                .overAll()
                .to(Setting.OPEN, viewer -> {})
                .story(
                        "P1",
                        "RST at every offset of a session",
                        "the viewer is gone, and what it held is released",
                        (stage, transport) -> brokenOff(stage, transport, true))
                .story(
                        "P2",
                        "FIN at every offset of a session",
                        "the viewer is gone, and what it held is released",
                        (stage, transport) -> brokenOff(stage, transport, false))
                .story(
                        "P3",
                        "RST in the middle of a rectangle",
                        "the viewer is gone",
                        SequenceInputs::midRectangle)
                .inputs();
    }

    private static void brokenOff(Stage stage, Transport transport, boolean reset)
            throws Exception {
        if (transport.isEncrypted()) {
            brokenOffInside(stage, transport, reset);
            return;
        }
        for (int offset = 0; offset <= SESSION.length; offset++) {
            HostileViewer viewer = stage.connect(transport);
            viewer.line().write(SESSION, 0, offset);
            stage.settle();
            if (reset) {
                viewer.line().reset();
            } else {
                viewer.close();
            }
            expectGone(stage, offset);
        }
    }

    private static void expectGone(Stage stage, int offset) {
        InputList.expect(
                stage.await(() ->
                        stage.server().viewers().size() == 1 && stage.host().held().isEmpty()),
                "after %d bytes: %s%s"
                        .formatted(offset, stage.server().viewers(), stage.host().held()));
    }

    /// The same by the bytes that go over the line, login and all.
    private static void brokenOffInside(Stage stage, Transport transport, boolean reset)
            throws Exception {
        boolean cut = true;
        for (int offset = 0; cut; offset += STEP) {
            HostileViewer viewer = stage.connect(transport);
            Line outside = viewer.line();
            cut = isCut(viewer, offset);
            stage.settle();
            if (reset) {
                outside.reset();
            } else {
                outside.close();
            }
            expectGone(stage, offset);
        }
    }

    /// Says all of it; says whether the line ended before.
    private static boolean isCut(HostileViewer viewer, int offset) {
        viewer.upgrade(line -> new CutLine(line, offset));
        try {
            viewer.logIn();
            viewer.stream().encodingsSaid(16, -223);
            viewer.send(SESSION, BEFORE_SESSION, SESSION.length);
            return false;
        } catch (CutLine.CutException e) {
            return true;
        }
    }

    private static void midRectangle(Stage stage, Transport transport) throws Exception {
        stage.resize(2000, 1000);
        try {
            InputList.expectNone(stage.tick());
            HostileViewer viewer = stage.connectDeaf(transport);
            viewer.logIn();
            viewer.send(Said.request(false, 0, 0, 2000, 1000));
            viewer.await("a part of it", () -> viewer.recent().length >= 100);
            viewer.line().reset();
            InputList.expect(
                    stage.await(() -> stage.server().viewers().size() == 1), "it is still there");
        } finally {
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
        }
    }
}
