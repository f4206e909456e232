package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;

import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A: connections.
final class ConnectInputs {
    private static final int TIMES = InputList.times(300, 10_000);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LOGIN_SECONDS = 30;
    private static final int FLOOD = InputList.times(200, 2000);

    /// Of this machine, at the same time.
    private static final int MOST_LOGINS = 64;

    private ConnectInputs() {}

    static List<HostileInput> all() {
        return new InputList()
                .to(Setting.OPEN, HostileViewer::greet)
                .said(
                        "A1",
                        "nothing",
                        new byte[0],
                        VncAuthInputs.closedAt(
                                LOGIN_SECONDS, "closed when the login's time is over"))
                .to(Setting.PASSWORD, HostileViewer::greet)
                .story(
                        "A2",
                        TIMES + " connections that are reset at once",
                        "forgotten; none counts as a guess",
                        (stage, transport) -> broken(stage, transport, true))
                .story(
                        "A3",
                        TIMES + " connections that end without a word",
                        "forgotten; none counts as a guess",
                        (stage, transport) -> broken(stage, transport, false))
                .to(Setting.OPEN, HostileViewer::greet)
                .story(
                        "A4",
                        "a byte of the version every 5 s",
                        "closed when the login's time is over",
                        ConnectInputs::dripped)
                .story(
                        "A5",
                        "nothing more will come after the version",
                        "the list is sent, closed",
                        ConnectInputs::halfClosed)
                .over(EnumSet.of(Transport.TCP))
                .story(
                        "A6",
                        "an urgent byte in the midst of the version",
                        "not seen: let in",
                        ConnectInputs::urgent)
                .over(Transport.CLEAR)
                .story(
                        "A7",
                        FLOOD + " connections at once from one address",
                        "64 stay, the first are closed, a newcomer is let in",
                        ConnectInputs::flooded)
                .to(Setting.OPEN, viewer -> {})
                .said(
                        "A9",
                        "the version before the server's",
                        HostileViewer.V8,
                        new Fate(
                                "legal: the list",
                                viewer -> {
                                    viewer.await("the list", () -> viewer.recent().length >= 14);
                                    InputList.expect(
                                            join(HostileViewer.V8, hex("0101")), viewer.recent());
                                }))
                .to(Setting.OPEN, viewer -> viewer.stream().choiceSaid(1))
                .said(
                        "A10",
                        "a whole session at once, None being guessed rightly",
                        () ->
                                Said.messages(
                                        HostileViewer.V8,
                                        hex("01"),
                                        hex("01"),
                                        Said.request(false, 0, 0, 4, 4)),
                        new Fate(
                                "legal: let in",
                                viewer -> {
                                    viewer.await(
                                            "the picture's size",
                                            () -> viewer.stream().phase() == Phase.SESSION);
                                    viewer.probe();
                                }))
                .to(Setting.PASSWORD, viewer -> viewer.stream().choiceSaid(1))
                .said(
                        "A11",
                        "a whole session at once, where a password is needed",
                        () ->
                                Said.messages(
                                        HostileViewer.V8,
                                        hex("01"),
                                        hex("01"),
                                        Said.key(true, 'a'),
                                        Said.request(false, 0, 0, 4, 4)),
                        Fate.closed(
                                        "fails with the reason, closed",
                                        join(
                                                text("RFB 003.008\n"),
                                                hex("0102"),
                                                SecurityInputs.failure(
                                                        "security type not offered")))
                                .and(viewer ->
                                        InputList.expect(
                                                viewer.stage().host().count() == 0,
                                                "the host was told of a key")))
                .inputs();
    }

    private static void broken(Stage stage, Transport transport, boolean reset) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            HostileViewer viewer = stage.connect(transport);
            if (reset) {
                viewer.line().reset();
            } else {
                viewer.close();
            }
            if (i % 10 == 0) {
                stage.settle(); // as many as there may be are logging in
            }
        }
        stage.settle();
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.version(8).choose(2);
            viewer.send(VncResponse.of(stage.password(), viewer.challenge()));
            viewer.await("to be let in at once", () -> viewer.stream().phase() == Phase.INIT);
        }
    }

    private static void urgent(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.greet().send(HostileViewer.V8, 0, 6);
            ((SocketLine) viewer.line()).urgent(0x7f);
            viewer.send(HostileViewer.V8, 6, HostileViewer.V8.length);
            viewer.await("the list", () -> viewer.stream().phase() == Phase.RESULT);
            viewer.choose(1).logInInside().probe();
        }
    }

    private static void flooded(Stage stage, Transport transport) throws Exception {
        List<HostileViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                viewers.add(stage.connect(transport));
                if (i % 50 == 0) {
                    InputList.expectNone(stage.tick());
                }
            }
            stage.settle();
            for (HostileViewer viewer : viewers.subList(0, FLOOD - MOST_LOGINS)) {
                viewer.awaitEnd();
            }
            long open =
                    viewers.subList(FLOOD - MOST_LOGINS, FLOOD).stream()
                            .filter(viewer -> !viewer.isClosed())
                            .count();
            InputList.expect(open == MOST_LOGINS, open + " stay");
            try (HostileViewer newcomer = stage.connect(transport)) {
                newcomer.logIn().probe();
            }
        } finally {
            for (HostileViewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    private static void dripped(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.greet();
            for (int i = 0; i < 5; i++) {
                viewer.send(HostileViewer.V8, i, i + 1);
                stage.settle();
                stage.advance(5 * SECOND);
                InputList.expect(!viewer.isClosed(), "closed too early");
            }
            viewer.send(HostileViewer.V8, 5, 6);
            stage.settle();
            stage.advance(5 * SECOND);
            viewer.awaitEnd();
        }
    }

    private static void halfClosed(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.greet().mark();
            viewer.send(HostileViewer.V8);
            viewer.line().finish();
            viewer.awaitEnd();
            InputList.expect(hex("0101"), viewer.recent());
        }
    }
}
