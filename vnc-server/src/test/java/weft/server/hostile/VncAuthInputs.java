package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import weft.rfb.security.VncPassword;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Connected;
import weft.server.access.Passwords;
import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// D: VncAuth.
final class VncAuthInputs {
    private static final byte[] FAILURE = SecurityInputs.failure("authentication failed");
    private static final int CHALLENGES = InputList.times(300, 50_000);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] GO_ON = hex("01 0300 0000 0000 0004 0002");

    private VncAuthInputs() {}

    static List<HostileInput> all() {
        Fate failed = fails(0);
        return new InputList()
                .over(EnumSet.of(Transport.TCP, Transport.UNIX, Transport.TLS))
                .to(Setting.PASSWORD, viewer -> viewer.version(8).choose(2))
                .said("D1", "a response of 16 zero bytes", new byte[16], failed)
                .said(
                        "D2",
                        "a response of 15 bytes, then silence",
                        new byte[15],
                        closedAt(30, "closed without a word when the login's time is over"))
                .said(
                        "D3",
                        "a wrong response, and a byte that could be a ClientInit",
                        join(new byte[17], GO_ON),
                        failed)
                .story(
                        "D4",
                        "the right response to the challenge of another connection",
                        "fails with the reason, closed",
                        VncAuthInputs::replayed)
                .story(
                        "D5",
                        CHALLENGES + " challenges",
                        "no two are the same, and none is weak",
                        VncAuthInputs::challenges)
                .story(
                        "D6/1",
                        "a response of which the second half is wrong",
                        "fails with the reason, closed",
                        (stage, transport) -> halfWrong(stage, transport, 8))
                .story(
                        "D6/2",
                        "a response of which the first half is wrong",
                        "fails with the reason, closed",
                        (stage, transport) -> halfWrong(stage, transport, 0))
                .story(
                        "D7",
                        "a password of nine characters, of none, and one that is not Latin-1",
                        "refused when the server is built, with the reason",
                        (_, _) -> unusable())
                .story(
                        "D8",
                        "no password: a key of zeros, its weak brother, and 16 zeros",
                        "fails after a second",
                        VncAuthInputs::noPassword)
                .overAll()
                .to(Setting.VIEW_ONLY, HostileViewer::logIn)
                .said(
                        "D10",
                        "keys, buttons and clipboards of a viewer that may only watch",
                        () ->
                                Said.messages(
                                        Said.key(true, 'a'),
                                        Said.pointer(1, 5, 5),
                                        Said.cutText(3, Said.text("abc")),
                                        Said.key(false, 'a')),
                        Fate.open("ignored")
                                .and(viewer ->
                                        InputList.expect(
                                                viewer.stage().host().count() == 0,
                                                "the host was told "
                                                        + viewer.stage().host().events())))
                .inputs();
    }

    /// The failure, a second after the response and no sooner, and after so many bytes.
    static Fate fails(int before) {
        return new Fate(
                "fails with the reason after a second, closed",
                viewer -> {
                    viewer.stage().settle();
                    viewer.stage().advance(SECOND - 2 * Stage.FRAME_NANOS);
                    InputList.expect(!viewer.isClosed(), "told too early");
                    InputList.expect(viewer.recent().length == before, "more was said");
                    viewer.stage().advance(2 * Stage.FRAME_NANOS);
                    viewer.awaitEnd();
                    byte[] got = viewer.recent();
                    InputList.expect(FAILURE, Arrays.copyOfRange(got, before, got.length));
                });
    }

    /// The failure, at least a second after the response: one later for a name that was guessed at
    /// five times before.
    static Fate failsInTime() {
        return new Fate(
                "fails with the reason after a second or two, closed",
                viewer -> {
                    viewer.stage().settle();
                    viewer.stage().advance(SECOND - 2 * Stage.FRAME_NANOS);
                    InputList.expect(!viewer.isClosed(), "told too early");
                    viewer.stage().advance(SECOND + 2 * Stage.FRAME_NANOS);
                    viewer.awaitEnd();
                    InputList.expect(FAILURE, viewer.recent());
                });
    }

    /// Stays open until just before `seconds`, and is closed then without a word.
    static Fate closedAt(int seconds, String what) {
        return new Fate(
                what,
                viewer -> {
                    viewer.stage().settle();
                    viewer.stage().advance((seconds - 1) * SECOND);
                    InputList.expect(!viewer.isClosed(), "closed too early");
                    viewer.stage().advance(SECOND);
                    viewer.awaitEnd();
                    InputList.expect(new byte[0], viewer.recent());
                });
    }

    /// The stage's password is asked for again.
    static void passwordOfBefore(Stage stage) {
        stage.server()
                .passwords(
                        Passwords.NONE.withFull(VncPassword.of(stage.password())), Connected.KEEP);
        stage.settle();
    }

    /// Says a response, which is wrong.
    static void fails(HostileViewer viewer, byte[] response) {
        viewer.mark();
        viewer.send(response);
        fails(0).check().accept(viewer);
    }

    private static void unusable() {
        for (String password : List.of("ninechars", "", "p\u0105ss")) {
            String why = "";
            try {
                VncServerBuilder _ = VncServer.builder(1, 1).password(password);
            } catch (IllegalArgumentException e) {
                why = String.valueOf(e.getMessage());
            }
            InputList.expect(!why.isEmpty(), "taken: a password of " + password.length());
            InputList.expect(
                    password.isEmpty() || !why.contains(password), "the reason tells it: " + why);
        }
    }

    private static void noPassword(Stage stage, Transport transport) throws Exception {
        stage.server().passwords(Passwords.NONE, Connected.KEEP);
        stage.settle();
        try {
            for (String password : List.of("", "\u0080".repeat(8), stage.password())) {
                try (HostileViewer viewer = stage.connect(transport).version(8).choose(2)) {
                    fails(viewer, VncResponse.of(password, viewer.challenge()));
                }
            }
            try (HostileViewer viewer = stage.connect(transport).version(8).choose(2)) {
                fails(viewer, new byte[16]);
            }
        } finally {
            passwordOfBefore(stage);
        }
    }

    private static void replayed(Stage stage, Transport transport) throws Exception {
        byte[] response;
        try (HostileViewer first = stage.connect(transport)) {
            first.version(8).choose(2);
            response = VncResponse.of(stage.password(), first.challenge());
            first.send(response);
            first.awaitPaced("to be let in", () -> first.stream().phase() == Phase.INIT);
            try (HostileViewer second = stage.connect(transport)) {
                fails(second.version(8).choose(2), response);
            }
        }
    }

    private static void halfWrong(Stage stage, Transport transport, int at) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.version(8).choose(2);
            byte[] response = VncResponse.of(stage.password(), viewer.challenge());
            response[at] ^= 1;
            fails(viewer, response);
        }
    }

    private static void challenges(Stage stage, Transport transport) throws Exception {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < CHALLENGES; i++) {
            try (HostileViewer viewer = stage.connect(transport)) {
                byte[] challenge = viewer.version(8).choose(2).challenge();
                InputList.expect(seen.add(HexFormat.of().formatHex(challenge)), "one came twice");
                int bits = 0;
                for (byte b : challenge) {
                    bits += Integer.bitCount(b & 0xff);
                }
                InputList.expect(bits > 20 && bits < 108, "a weak challenge");
            }
        }
    }
}
