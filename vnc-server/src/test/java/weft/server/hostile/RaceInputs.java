package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesVariant;
import weft.rfb.security.VncPassword;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Connected;
import weft.server.access.Passwords;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// P: what the host, other viewers and the end of the server do in the midst of it.
final class RaceInputs {
    private static final int DESKTOP_SIZE = -223;
    private static final int ROUNDS = InputList.times(20, 200);
    private static final int VIEWERS = 100;

    /// What a viewer says in a session, message by message.
    private static final List<byte[]> MESSAGES =
            List.of(
                    hex("00000000 20180001 00ff 00ff 00ff 100800 000000"),
                    Said.encodings(0, 16, DESKTOP_SIZE),
                    Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT),
                    Said.key(true, 0xffe1),
                    Said.pointer(1, 1, 1),
                    Said.cutText(3, Said.text("abc")),
                    Said.request(true, 0, 0, Stage.WIDTH, Stage.HEIGHT),
                    Said.key(false, 0xffe1));

    private RaceInputs() {}

    static List<HostileInput> all() {
        return new InputList()
                .overAll()
                .to(Setting.PASSWORD, HostileViewer::logIn)
                .story(
                        "P4",
                        "the host does all that it can from another thread, at each message",
                        "the session goes on",
                        RaceInputs::hostActs)
                .story(
                        "P4/close",
                        "the host closes the server from another thread, at each message",
                        "the viewer is gone, nothing is left",
                        RaceInputs::hostCloses)
                .to(Setting.OPEN, HostileViewer::logIn)
                .story(
                        "P5",
                        "the host's callback throws, overflows its stack, blocks, calls the server",
                        "the session goes on",
                        RaceInputs::callbacks)
                .story(
                        "P5/close",
                        "the host's callback closes the server",
                        "the viewer is gone, nothing is left",
                        RaceInputs::closedByCallback)
                .story(
                        "P6",
                        "another size while updates of the old one are made, " + ROUNDS + " times",
                        "each rectangle is within the size that was told last",
                        RaceInputs::resizedWhileEncoding)
                .story(
                        "P7",
                        "the end of the server with " + VIEWERS + " viewers in each phase",
                        "all are closed, nothing is left",
                        RaceInputs::shutDown)
                .story(
                        "P8",
                        "two viewers, and both coroutines of one, fail at the same time",
                        "each is gone by itself",
                        RaceInputs::failTogether)
                .inputs();
    }

    private static Passwords passwords(Stage stage) {
        return Passwords.NONE.withFull(VncPassword.of(stage.password()));
    }

    private static Map<String, Consumer<VncServer>> acts(Stage stage) {
        Map<String, Consumer<VncServer>> acts = new LinkedHashMap<>();
        acts.put("a size", _ -> stage.resize(64, 64));
        acts.put("the size of before", _ -> stage.resize(Stage.WIDTH, Stage.HEIGHT));
        acts.put("passwords", server -> server.passwords(passwords(stage), Connected.KEEP));
        acts.put("a name", server -> server.name(Stage.NAME));
        acts.put("a clipboard", server -> server.clipboard("clipboard"));
        acts.put("a bell", VncServer::bell);
        acts.put("the pointer", server -> server.pointer(3, 4));
        acts.put("a release", VncServer::releaseInput);
        acts.put("a look", server -> InputList.expect(server.viewers().size() <= 2, "too many"));
        return acts;
    }

    private static void hostActs(Stage stage, Transport transport) throws Exception {
        try {
            for (Consumer<VncServer> act : acts(stage).values()) {
                try (HostileViewer viewer = stage.connect(transport).logIn(DESKTOP_SIZE, 16)) {
                    for (byte[] message : MESSAGES) {
                        Thread host = Thread.ofPlatform().start(() -> act.accept(stage.server()));
                        viewer.send(message);
                        host.join();
                    }
                    viewer.probe();
                }
            }
        } finally {
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
        }
    }

    /// A stage of its own, which a story may end.
    private static Stage own(Setting setting, Host host, int clients) throws Exception {
        Consumer<VncServerBuilder> roomy = builder -> builder.maxClients(clients);
        return new Stage(setting, roomy, host, Line.PATIENCE_NANOS);
    }

    private static void hostCloses(Stage shared, Transport transport) throws Exception {
        for (int border = 0; border <= MESSAGES.size(); border++) {
            Stage stage = own(Setting.PASSWORD, new Host(), 4);
            HostileViewer viewer = stage.connect(transport).logIn(DESKTOP_SIZE, 16);
            Thread host = null;
            for (int i = 0; i < MESSAGES.size(); i++) {
                if (i == border) {
                    host = Thread.ofPlatform().start(stage.server()::close);
                }
                viewer.send(MESSAGES.get(i));
            }
            stage.end();
            if (host != null) {
                host.join();
            }
            viewer.awaitEnd();
            viewer.close();
            stage.close();
            InputList.expect(stage.host().held().isEmpty(), "still held: " + stage.host().held());
        }
    }

    /// A host whose callback for keys is what a story wants.
    private static final class TroublesomeHost extends Host {
        private volatile Runnable onKey = () -> {};

        @Override
        void takePart(VncServerBuilder builder) {
            super.takePart(builder);
            builder.onKey((_, _) -> onKey.run());
        }
    }

    private static void callbacks(Stage shared, Transport transport) throws Exception {
        var host = new TroublesomeHost();
        Stage stage = own(Setting.OPEN, host, 4);
        var release = new CountDownLatch(1);
        try (HostileViewer viewer = stage.connect(transport).logIn()) {
            Map<String, Runnable> troubles = new LinkedHashMap<>();
            troubles.put(
                    "an exception",
                    () -> {
                        throw new IllegalStateException("on purpose");
                    });
            troubles.put(
                    "an error",
                    () -> {
                        throw new AssertionError("on purpose");
                    });
            troubles.put("too deep", RaceInputs::overflow);
            acts(stage)
                    .forEach((what, act) -> {
                        if (!what.contains("size") && !what.equals("passwords")) { // as it has none
                            troubles.put(what, () -> act.accept(stage.server()));
                        }
                    });
            for (Runnable trouble : troubles.values()) {
                var called = new CountDownLatch(1);
                host.onKey =
                        () -> {
                            called.countDown();
                            trouble.run();
                        };
                viewer.send(Said.key(true, 'a'));
                InputList.expect(called.await(60, TimeUnit.SECONDS), "the host was not called");
                viewer.stream().encodingsSaid(DESKTOP_SIZE);
                viewer.send(Said.encodings(0, DESKTOP_SIZE));
                viewer.probe();
                InputList.expectNone(stage.tick());
                viewer.send(Said.key(false, 'a'));
            }
            blocked(stage, viewer, host, release);
        } finally {
            release.countDown();
        }
        stage.close();
        String logged = String.join("\n", stage.log().lines());
        InputList.expect(logged.contains("on purpose"), "nothing is logged");
        stage.log().clear();
    }

    private static void blocked(
            Stage stage, HostileViewer viewer, TroublesomeHost host, CountDownLatch release) {
        host.onKey =
                () -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        viewer.send(Said.key(true, 'a'));
        for (int i = 0; i < 10; i++) {
            viewer.probe();
            InputList.expectNone(stage.tick());
            stage.advance(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void overflow() {
        overflow();
    }

    private static void closedByCallback(Stage shared, Transport transport) throws Exception {
        var host = new TroublesomeHost();
        Stage stage = own(Setting.OPEN, host, 4);
        try (HostileViewer viewer = stage.connect(transport).logIn()) {
            var called = new CountDownLatch(1);
            host.onKey =
                    () -> {
                        stage.server().close();
                        called.countDown();
                    };
            viewer.send(Said.key(true, 'a'));
            InputList.expect(called.await(60, TimeUnit.SECONDS), "the host was not called");
            stage.end();
            viewer.awaitEnd();
        }
        stage.close();
    }

    private static void resizedWhileEncoding(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport).logIn(DESKTOP_SIZE, 16)) {
            for (int i = 0; i < ROUNDS; i++) {
                int width = 16 + i * 37 % 700;
                int height = 16 + i * 53 % 500;
                viewer.send(Said.request(false, 0, 0, 700, 500));
                stage.resize(width, height);
                while (viewer.drain()) {
                    // whatever has come
                }
                if (i % 10 == 0) {
                    InputList.expectNone(stage.tick());
                }
            }
            viewer.probe();
        } finally {
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
        }
    }

    private static void failTogether(Stage stage, Transport transport) throws Exception {
        byte[] illegal = hex("63");
        for (int i = 0; i < ROUNDS; i++) {
            HostileViewer one = stage.connect(transport).logIn();
            HostileViewer other = stage.connect(transport).logIn();
            stage.server()
                    .draw(() -> { // neither is looked at before both have said it
                        one.send(join(Said.request(false, 0, 0, 99, 99), illegal));
                        other.send(join(Said.request(false, 0, 0, 99, 99), illegal));
                    });
            one.line().reset(); // what is sent to it fails, too
            other.awaitEnd();
            other.close();
            InputList.expect(
                    stage.await(() -> stage.server().viewers().size() == 1), "one is still there");
        }
    }

    private static void shutDown(Stage shared, Transport transport) throws Exception {
        List<Consumer<HostileViewer>> phases = phases(transport);
        Stage stage = own(Setting.PASSWORD, new Host(), 2 * VIEWERS);
        List<HostileViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < VIEWERS; i++) {
                HostileViewer viewer = stage.connect(transport);
                viewers.add(viewer);
                phases.get(i % phases.size()).accept(viewer);
            }
            stage.end();
            for (HostileViewer viewer : viewers) {
                viewer.awaitEnd();
            }
        } finally {
            for (HostileViewer viewer : viewers) {
                viewer.close();
            }
            stage.close();
        }
        InputList.expect(stage.server().dump(false).isEmpty(), "a coroutine is left");
    }

    private static List<Consumer<HostileViewer>> phases(Transport transport) {
        List<Consumer<HostileViewer>> phases = new ArrayList<>();
        phases.add(viewer -> {});
        phases.add(viewer -> viewer.greet().send(HostileViewer.V8, 0, 5));
        phases.add(viewer -> viewer.version(8));
        switch (transport) {
            case TLS -> {
                phases.add(viewer -> SecureLogin.subtype(viewer.version(8)));
                phases.add(viewer -> {
                    SecureLogin.subtype(viewer.version(8));
                    viewer.send(hex("160301 0200 010001fc"));
                });
                phases.add(viewer -> {
                    SecureLogin.subtype(viewer.version(8));
                    viewer.send(TlsHello.records(TlsHello.TLS_1_2, TlsHello.GOOD_SUITE));
                });
                phases.add(viewer -> viewer.version(8).choose(2));
                phases.add(viewer -> viewer.version(8).choose(2).send(new byte[16]));
            }
            case RA2 -> {
                phases.add(viewer -> {
                    RsaAesKey _ = SecureLogin.serverKey(viewer.version(8), RsaAesVariant.RA2_256);
                });
                phases.add(viewer -> {
                    RsaAesKey _ = SecureLogin.serverKey(viewer.version(8), RsaAesVariant.RA2_256);
                    viewer.send(SecureLogin.ownKey().toByteArray());
                });
                phases.add(viewer -> {
                    var _ = SecureLogin.agreed(viewer.version(8), RsaAesVariant.RA2_256);
                });
            }
            case TCP, UNIX -> {
                phases.add(viewer -> viewer.version(8).choose(2));
                phases.add(viewer -> viewer.version(8).choose(2).send(new byte[16]));
            }
        }
        phases.add(HostileViewer::logIn);
        phases.add(viewer -> viewer.logIn().send(Said.key(true, 'a'), 0, 3));
        phases.add(viewer -> viewer.logIn().send(times(100, Said.request(false, 0, 0, 99, 99))));
        return phases;
    }
}
