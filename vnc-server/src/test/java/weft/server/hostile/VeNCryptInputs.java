package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;

import weft.server.hostile.InputList.Fate;

import java.util.List;
import java.util.function.Consumer;

/// E: VeNCrypt, as far as it goes before TLS.
final class VeNCryptInputs {
    private static final int VENCRYPT = 19;

    private VeNCryptInputs() {}

    static List<HostileInput> all() {
        Consumer<HostileViewer> begun =
                viewer -> {
                    viewer.version(8).mark();
                    viewer.choose(VENCRYPT);
                    viewer.await("the version", () -> viewer.recent().length >= 2);
                };
        Consumer<HostileViewer> listed =
                viewer -> {
                    begun.accept(viewer);
                    viewer.send(hex("0002"));
                    viewer.await("the subtypes", () -> viewer.recent().length >= 8);
                    InputList.expect(hex("0002 00 01 00000105"), viewer.recent());
                };
        Fate version = Fate.closed("refused, closed", hex("ff"));
        Fate refused = Fate.closed("answered by 0, closed", hex("00"));
        var list =
                new InputList()
                        .to(Setting.TLS, begun)
                        .said("E1", "version 0.0", hex("0000"), version)
                        .said("E2", "version 0.1", hex("0001"), version)
                        .said("E3", "version 255.255", hex("ffff"), version)
                        .to(Setting.TLS, listed);
        subtype(list, "E4", "subtype 0", 0, refused);
        subtype(list, "E5", "subtype Plain, without TLS", 256, refused);
        subtype(list, "E6/1", "subtype TLSNone", 257, refused);
        subtype(list, "E6/2", "subtype TLSVnc", 258, refused);
        subtype(list, "E6/3", "subtype TLSPlain", 259, refused);
        subtype(list, "E7", "subtype 19, VeNCrypt itself", VENCRYPT, refused);
        subtype(list, "E8", "subtype 4 294 967 295", 0xffffffff, refused);
        subtype(list, "E8/b", "X509None, which is not offered", 260, refused);
        Fate noTls =
                new Fate(
                        "closed; what was said in clear is not looked at",
                        viewer -> {
                            viewer.awaitEnd();
                            InputList.expect(
                                    viewer.recent().length >= 1 && viewer.recent()[0] == 1,
                                    "the subtype was not taken");
                            String alert =
                                    new String(
                                            viewer.recent(),
                                            1,
                                            viewer.recent().length - 1,
                                            java.nio.charset.StandardCharsets.ISO_8859_1);
                            InputList.expect(
                                    alert.isEmpty() || alert.charAt(0) == 0x15,
                                    "more was said than an alert");
                        });
        return list.said(
                        "E9",
                        "the subtype, and the login in clear behind it",
                        join(hex("00000105"), new byte[16], hex("01"), text("hello, in clear")),
                        noTls)
                .said(
                        "E9/b",
                        "the subtype, and name and password in clear behind it",
                        hex("00000105 00000001 00000001 6161"),
                        noTls)
                .said(
                        "E12",
                        "the subtype, and a TLS record of 65535 bytes",
                        join(hex("00000105 160301ffff"), new byte[40_000]),
                        noTls)
                .inputs();
    }

    private static void subtype(InputList list, String id, String what, int number, Fate fate) {
        list.said(id, what, hex("%08x".formatted(number)), fate);
    }
}
