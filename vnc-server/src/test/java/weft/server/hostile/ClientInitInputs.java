package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.util.ArrayList;
import java.util.List;

/// H: ClientInit.
final class ClientInitInputs {
    private static final int FEW = 20;

    private ClientInitInputs() {}

    static List<HostileInput> all() {
        return new InputList()
                .overAll()
                .to(Setting.SHARED, ClientInitInputs::letIn)
                .said(
                        "H1",
                        "wants the display alone, where that may not be",
                        hex("00"),
                        Fate.closedSilently())
                .to(Setting.OPEN, ClientInitInputs::letIn)
                .story(
                        "H1/b",
                        "wants the display alone before it has logged in, three others are there",
                        "nobody is ended before the login is over",
                        ClientInitInputs::alone)
                .said("H2", "shared as 0xff", hex("ff"), inside())
                .said(
                        "H3",
                        "no ClientInit",
                        new byte[0],
                        VncAuthInputs.closedAt(30, "closed when the login's time is over"))
                .said(
                        "H4",
                        "ClientInit and 1 MiB of messages at once",
                        () ->
                                Said.messages(
                                        hex("01"), times(100_000, Said.request(true, 0, 0, 9, 9))),
                        inside().and(viewer -> {
                            viewer.probe();
                            long count = viewer.stream().messageCount();
                            InputList.expect(count < FEW, count + " updates");
                        }))
                .inputs();
    }

    private static void letIn(HostileViewer viewer) {
        viewer.version(8).choose(1);
        viewer.await("to be let in", () -> viewer.stream().phase() == Phase.INIT);
    }

    private static Fate inside() {
        return new Fate(
                "let in",
                viewer -> {
                    viewer.await(
                            "the picture's size", () -> viewer.stream().phase() == Phase.SESSION);
                    viewer.probe();
                });
    }

    private static void alone(Stage stage, Transport transport) throws Exception {
        List<HostileViewer> others = new ArrayList<>();
        try (HostileViewer viewer = stage.connect(transport)) {
            for (int i = 0; i < 3; i++) {
                others.add(stage.connect(transport).logIn());
            }
            viewer.greet().send(join(Said.text("RFB 003.008\n"), hex("ff 00")));
            viewer.stream().choiceSaid(0xff);
            viewer.awaitEnd();
            for (HostileViewer other : others) {
                other.probe();
            }
        } finally {
            for (HostileViewer other : others) {
                other.close();
            }
        }
    }
}
