package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;

import weft.server.hostile.InputList.Fate;

import java.util.EnumSet;
import java.util.List;

/// E: name and password inside of TLS.
final class PlainInputs {

    private PlainInputs() {}

    static List<HostileInput> all() {
        Fate closed = Fate.closedSilently().and(viewer -> expectAsked(viewer, 0));
        Fate fails = VncAuthInputs.failsInTime().and(viewer -> expectAsked(viewer, 1));
        return new InputList()
                .over(EnumSet.of(Transport.TLS))
                .to(
                        Setting.USERS,
                        viewer -> {
                            int subtype = SecureLogin.subtype(viewer.version(8));
                            InputList.expect(subtype == SecureLogin.X509_PLAIN, "not Plain");
                            viewer.upgrade(line -> TlsLine.over(line, TlsClient.engine()));
                            viewer.stream().inside(1);
                        })
                .said("E21", "a name of 4 294 967 295 bytes", hex("ffffffff ffffffff"), closed)
                .said(
                        "E22",
                        "a name of 4 294 967 295 bytes and a password of one, which is 0 together",
                        hex("ffffffff 00000001"),
                        closed)
                .said(
                        "E23",
                        "a name of 1025 bytes",
                        join(hex("00000401 00000001"), new byte[1026]),
                        closed)
                .said(
                        "E23/b",
                        "a password of 1025 bytes",
                        join(hex("00000001 00000401"), new byte[1026]),
                        closed)
                .said(
                        "E24/NUL",
                        "a name with a NUL in it: alice, and more",
                        given(text("alice\0bob"), text(Setting.PASSWORD_OF_USER)),
                        fails)
                .said(
                        "E24/CRLF",
                        "a name with an end of a line in it",
                        given(text("alice\r\nWARN all is well"), text("wonderland")),
                        fails)
                .said(
                        "E24/UTF-8",
                        "a name that is not UTF-8",
                        given(hex("c3 28 ff fe ed a0 80"), text("wonderland")),
                        fails)
                .said("E25", "no name", given(new byte[0], text("wonderland")), fails)
                .said("E25/b", "no password", given(text("alice"), new byte[0]), fails)
                .inputs();
    }

    private static byte[] given(byte[] name, byte[] password) {
        return join(hex("%08x %08x".formatted(name.length, password.length)), name, password);
    }

    private static void expectAsked(HostileViewer viewer, int times) {
        long asked =
                viewer.stage().host().events().stream()
                        .filter(event -> event.startsWith("asked"))
                        .count();
        InputList.expect(asked == times, "the host was asked " + asked + " times");
    }
}
