package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngine;

/// E: TLS itself, from the first message of its handshake on.
final class TlsInputs {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LOGIN_SECONDS = 30;
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int MANY = InputList.times(10_000, 100_000);
    private static final int HANDSHAKES = 200;

    /// Of [Setting#FEW].
    private static final int MOST_LOGINS = 4;

    private TlsInputs() {}

    static List<HostileInput> all() {
        Consumer<HostileViewer> begun =
                viewer -> {
                    SecureLogin.subtype(viewer.version(8));
                    viewer.mark();
                };
        var list =
                new InputList()
                        .over(EnumSet.of(Transport.TLS))
                        .to(Setting.PASSWORD, begun)
                        .story(
                                "E10",
                                "the ClientHello together with the subtype",
                                "legal: let in",
                                TlsInputs::hurried)
                        .story(
                                "E11",
                                "a ClientHello of a byte a second",
                                "closed when the login's time is over",
                                TlsInputs::dripped)
                        .said(
                                "E12/b",
                                "a record of 65535 bytes, of which some come",
                                join(hex("160301ffff"), new byte[300]),
                                refused());
        hellos(list);
        return list.story(
                        "E15",
                        "renegotiation by the viewer, 1000 times (TLS 1.2)",
                        "closed at the first",
                        TlsInputs::renegotiated)
                .story(
                        "E15/b",
                        "1000 new keys (TLS 1.3)",
                        "taken",
                        (stage, transport) -> rekeyed(stage, transport, false))
                .story(
                        "E15/c",
                        "1000 new keys, and nothing is read (TLS 1.3)",
                        "no more of it is taken than is answered",
                        (stage, transport) -> rekeyed(stage, transport, true))
                .story(
                        "E17",
                        "the end of TLS in the middle of the login",
                        "closed",
                        TlsInputs::ended)
                .said(
                        "E18",
                        MANY + " warnings in place of a ClientHello",
                        () -> Said.of(times(MANY, hex("15 0303 0002 01 5a"))),
                        VncAuthInputs.closedAt(
                                LOGIN_SECONDS, "ignored, closed when the login's time is over"))
                .story(
                        "E18/b",
                        MANY + " records of nothing (TLS 1.3)",
                        "taken",
                        (stage, transport) -> empty(stage, transport, "TLSv1.3"))
                .story(
                        "E18/c",
                        MANY + " records of nothing (TLS 1.2)",
                        "taken",
                        (stage, transport) -> empty(stage, transport, "TLSv1.2"))
                .to(Setting.PASSWORD, viewer -> viewer.version(8).choose(2))
                .said(
                        "E19",
                        "nothing after the handshake",
                        new byte[0],
                        VncAuthInputs.closedAt(
                                LOGIN_SECONDS, "closed when the login's time is over"))
                .said(
                        "E18/d",
                        "a record that is not what it says, after the handshake",
                        new byte[0],
                        new Fate(
                                "closed",
                                viewer -> {
                                    raw(viewer, hex("17 0303 0020"), new byte[32]);
                                    viewer.awaitEnd();
                                }))
                .story(
                        "E20",
                        HANDSHAKES + " handshakes at the same time",
                        "as many as may log in go on, and nobody waits for them",
                        TlsInputs::crowded)
                .to(Setting.FEW, viewer -> viewer.version(8))
                .story(
                        "E26",
                        "the limit of logins is reached while a ClientHello is half said",
                        "the oldest is closed, once, and the newcomer let in",
                        (stage, transport) -> outnumbered(stage, transport, false))
                .story(
                        "E26/b",
                        "the same while the server reckons with its key",
                        "the oldest is closed, once, and the newcomer let in",
                        (stage, transport) -> outnumbered(stage, transport, true))
                .inputs();
    }

    private static void hellos(InputList list) {
        list.said(
                        "E13/1.0",
                        "a ClientHello of TLS 1.0",
                        TlsHello.records(TlsHello.TLS_1_0, "c009 c013 002f"),
                        refused())
                .said(
                        "E13/1.1",
                        "a ClientHello of TLS 1.1",
                        TlsHello.records(TlsHello.TLS_1_1, "c009 c013 002f"),
                        refused())
                .said(
                        "E14/anon",
                        "suites without a certificate",
                        TlsHello.records(TlsHello.TLS_1_2, "0034 006c 00a6 c018"),
                        refused())
                .said(
                        "E14/NULL",
                        "suites that encrypt nothing",
                        TlsHello.records(TlsHello.TLS_1_2, "0000 0001 0002 003b c006 c010"),
                        refused())
                .said(
                        "E14/3DES",
                        "suites of 3DES",
                        TlsHello.records(TlsHello.TLS_1_2, "000a c008 c012"),
                        refused())
                .said(
                        "E14/CBC",
                        "suites in the CBC mode",
                        TlsHello.records(TlsHello.TLS_1_2, "c009 c00a c013 c014 c023 002f 003c"),
                        refused())
                .said(
                        "E16",
                        "a server's name of 64 KiB",
                        TlsHello.records(
                                TlsHello.TLS_1_2, TlsHello.GOOD_SUITE, TlsHello.serverName(65_000)),
                        refused())
                .said(
                        "E16/b",
                        "1000 extensions that there are not",
                        TlsHello.records(
                                TlsHello.TLS_1_2,
                                TlsHello.GOOD_SUITE,
                                TlsHello.unknownExtensions(1000)),
                        new Fate(
                                "legal: the server's hello",
                                viewer -> {
                                    viewer.await("its hello", () -> viewer.recent().length > 0);
                                    InputList.expect(viewer.recent()[0] == HANDSHAKE, "no hello");
                                }));
    }

    /// Nothing comes but an alert, and the end.
    private static Fate refused() {
        return new Fate(
                "closed after an alert",
                viewer -> {
                    viewer.awaitEnd();
                    byte[] got = viewer.recent();
                    InputList.expect(
                            got.length == 7 && got[0] == ALERT && got[5] == 2,
                            "no alert that ends it: " + Arrays.toString(got));
                });
    }

    private static void raw(HostileViewer viewer, byte[]... parts) {
        ((TlsLine) viewer.line()).writeRaw(join(parts));
    }

    /// From within TLS to the session.
    private static HostileViewer goOn(HostileViewer viewer, int subtype) {
        SecureLogin.inside(viewer, subtype);
        return viewer.logInInside();
    }

    private static void hurried(Stage stage, Transport transport) throws Exception {
        int step = InputList.times(60, 1);
        for (int cut = 0, length = 1; cut < length; cut += step) {
            try (HostileViewer viewer = stage.connect(transport)) {
                int subtype = SecureLogin.subtypes(viewer.version(8));
                viewer.mark();
                SSLEngine engine = TlsClient.engine();
                byte[] both = join(hex("%08x".formatted(subtype)), TlsClient.hello(engine));
                length = both.length;
                viewer.send(both, 0, cut);
                stage.settle();
                viewer.send(both, cut, both.length);
                byte[] first = new byte[1]; // what follows is TLS's
                int _ = viewer.readRaw(first, 0, 1);
                InputList.expect(hex("01"), first);
                viewer.upgrade(line -> TlsLine.over(line, engine));
                goOn(viewer, subtype).probe();
            }
        }
    }

    private static void dripped(Stage stage, Transport transport) throws Exception {
        byte[] hello = TlsHello.records(TlsHello.TLS_1_2, TlsHello.GOOD_SUITE);
        try (HostileViewer viewer = stage.connect(transport)) {
            SecureLogin.subtype(viewer.version(8));
            viewer.mark();
            for (int i = 0; i < LOGIN_SECONDS - 1; i++) {
                viewer.send(hello, i, i + 1);
                stage.settle();
                stage.advance(SECOND);
                InputList.expect(!viewer.isClosed(), "closed too early");
            }
            stage.advance(SECOND);
            viewer.awaitEnd();
            InputList.expect(new byte[0], viewer.recent());
        }
    }

    private static HostileViewer loggedIn(Stage stage, Transport transport, String protocol) {
        HostileViewer viewer = stage.connect(transport).version(8);
        SecureLogin.tls(viewer, TlsClient.engine(protocol));
        return viewer.logInInside();
    }

    private static void renegotiated(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = loggedIn(stage, transport, "TLSv1.2")) {
            var line = (TlsLine) viewer.line();
            String why = "";
            for (int i = 0; i < 1000 && why.isEmpty(); i++) {
                why = line.handshakeAgain();
            }
            viewer.awaitEnd();
            InputList.expect(!why.isEmpty(), "a thousand were done");
        }
    }

    private static void rekeyed(Stage stage, Transport transport, boolean deaf) throws Exception {
        HostileViewer connected = deaf ? stage.connectDeaf(transport) : stage.connect(transport);
        try (HostileViewer viewer = connected.version(8)) {
            SecureLogin.tls(viewer, TlsClient.engine("TLSv1.3"));
            viewer.logInInside();
            var line = (TlsLine) viewer.line();
            for (int i = 0; i < 1000; i++) {
                line.newKey();
                if (!deaf) {
                    viewer.isClosed();
                }
            }
            viewer.probe();
        }
    }

    private static void ended(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.version(8).choose(2);
            viewer.mark();
            ((TlsLine) viewer.line()).closeNotify();
            viewer.awaitEnd();
            InputList.expect(new byte[0], viewer.recent());
        }
    }

    private static void empty(Stage stage, Transport transport, String protocol) throws Exception {
        try (HostileViewer viewer = loggedIn(stage, transport, protocol)) {
            for (int i = 0; i < MANY; i++) {
                ((TlsLine) viewer.line()).writeNothing();
                if (i % 1000 == 0) {
                    InputList.expectNone(stage.tick());
                }
            }
            viewer.probe();
        }
    }

    private static void crowded(Stage stage, Transport transport) throws Exception {
        byte[] hurried =
                join(
                        HostileViewer.V8,
                        hex("13 0002 %08x".formatted(SecureLogin.X509_VNC)),
                        TlsHello.records(TlsHello.TLS_1_2, TlsHello.GOOD_SUITE));
        List<HostileViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < HANDSHAKES; i++) {
                HostileViewer viewer = stage.connect(transport);
                viewers.add(viewer);
                viewer.stream().choiceSaid(SecureLogin.VENCRYPT);
                viewer.send(hurried);
                if (i % 10 == 0) {
                    InputList.expectNone(stage.tick());
                }
            }
            stage.settle();
            InputList.expectNone(stage.tick());
            long open = viewers.stream().filter(viewer -> !viewer.isClosed()).count();
            InputList.expect(open >= 32 && open <= 64, open + " go on");
            long greeted =
                    viewers.stream()
                            .filter(viewer -> !viewer.hasEnded())
                            .filter(viewer -> viewer.stream().phase() == Phase.OTHER)
                            .count();
            InputList.expect(greeted == open, "only " + greeted + " have got as far as TLS");
        } finally {
            for (HostileViewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    private static void outnumbered(Stage stage, Transport transport, boolean whole)
            throws Exception {
        List<HostileViewer> pending = new ArrayList<>();
        int rounds = InputList.times(10, 200);
        try {
            for (int i = 0; i < rounds; i++) {
                HostileViewer viewer = stage.connect(transport).version(8);
                pending.add(viewer);
                SecureLogin.subtype(viewer);
                byte[] hello = TlsHello.records(TlsHello.TLS_1_2, TlsHello.GOOD_SUITE);
                viewer.send(hello, 0, whole ? hello.length : hello.length / 2);
                if (i >= MOST_LOGINS) {
                    pending.get(i - MOST_LOGINS).awaitEnd();
                }
            }
            stage.connect(transport).logIn().close();
            pending.get(rounds - MOST_LOGINS).awaitEnd();
        } finally {
            for (HostileViewer viewer : pending) {
                viewer.close();
            }
        }
    }
}
