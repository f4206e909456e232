package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Phase;

import java.util.EnumSet;
import java.util.List;

/// B: the version.
final class VersionInputs {
    private static final byte[] V8 = HostileViewer.V8;

    private VersionInputs() {}

    static List<HostileInput> all() {
        Fate none = Fate.closedSilently();
        return new InputList()
                .to(Setting.OPEN, HostileViewer::greet)
                .said("B1", "version 000.000", text("RFB 000.000\n"), none)
                .said("B2", "version 999.999", text("RFB 999.999\n"), none)
                .said(
                        "B3",
                        "version 003.889, as Apple says",
                        text("RFB 003.889\n"),
                        offered("as 3.8", "01 01"))
                .said(
                        "B4",
                        "version 003.005",
                        text("RFB 003.005\n"),
                        new Fate(
                                "as 3.3: the server decides",
                                viewer -> {
                                    viewer.await("four bytes", () -> viewer.recent().length >= 4);
                                    InputList.expect(hex("00000001"), viewer.recent());
                                }))
                .said("B5", "twelve NULs", new byte[12], none)
                .said("B6", "negative numbers", text("RFB -01.-08\n"), none)
                .said("B7", "no leading zeros", text("RFB 3.8     "), none)
                .said("B8", "a carriage return", text("RFB 003.008\r"), none)
                .said("B9", "HTTP", text("GET / HTTP/1.1\r\n\r\n"), none)
                .said(
                        "B10",
                        "a TLS ClientHello",
                        hex("1603010200010001fc0303" + "7a".repeat(32)),
                        none)
                .said("B11", "ANSI escapes", text("RFB 003.00\u001b[2J"), none)
                .said(
                        "B11/b",
                        "a version, then ANSI escapes",
                        join(text("RFB 003.008"), hex("1b5b324a")),
                        none)
                .said(
                        "B12",
                        "a version, then 1 MiB of 0xff",
                        () -> Said.messages(V8, times(1 << 20, hex("ff"))),
                        SecurityInputs.notOffered("01 01"))
                .to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.greet();
                            viewer.stream().versionSaid(7);
                            viewer.stream().choiceSaid(1);
                        })
                .said(
                        "B14",
                        "3.7 with None: no result is sent",
                        () -> Said.messages(text("RFB 003.007\n"), hex("01 01")),
                        new Fate(
                                "let in after the list, without a result",
                                viewer -> {
                                    viewer.await(
                                            "the picture's size",
                                            () -> viewer.stream().phase() == Phase.SESSION);
                                    viewer.probe();
                                }))
                .over(EnumSet.of(Transport.TLS, Transport.RA2))
                .to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.greet();
                            viewer.stream().versionSaid(3);
                        })
                .said(
                        "B13",
                        "3.3, where only VeNCrypt or RSA-AES is offered",
                        join(text("RFB 003.003\n"), hex("01 01")),
                        Fate.closed(
                                "refused with the reason, closed",
                                SecurityInputs.refusal(
                                        "RFB 3.7 or later is needed to log in here")))
                .inputs();
    }

    private static Fate offered(String what, String types) {
        return new Fate(
                what,
                viewer -> {
                    int length = hex(types).length;
                    viewer.await("the list", () -> viewer.recent().length >= length);
                    InputList.expect(hex(types), viewer.recent());
                });
    }
}
