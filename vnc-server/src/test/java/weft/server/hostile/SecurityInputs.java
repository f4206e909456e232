package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;

import weft.server.access.Connected;
import weft.server.access.Passwords;
import weft.server.hostile.InputList.Fate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// C: the security type.
final class SecurityInputs {
    private static final String REASON = "security type not offered";

    /// ClientInit and a request, for a server that forgets whom it has let in.
    private static final byte[] GO_ON = hex("01 0300 0000 0000 0004 0002");

    private SecurityInputs() {}

    static List<HostileInput> all() {
        var list = new InputList();
        var choices =
                new TreeMap<>(
                        Map.of(
                                "C1", "00 type 0",
                                "C3", "ff type 255",
                                "C4", "02 VncAuth, where only None is offered",
                                "C5", "13 VeNCrypt, where there is no TLS",
                                "C6", "10 Tight, which is not offered",
                                "C7", "81 RA2_256, which is known and not on",
                                "C10", "0201 two types, the first not offered"));
        choices.forEach((id, choice) -> {
            byte[] bytes = hex(choice.substring(0, choice.indexOf(' ')));
            String what = choice.substring(choice.indexOf(' ') + 1);
            Setting setting = id.equals("C5") ? Setting.CLEAR : Setting.OPEN;
            list.to(setting, viewer -> viewer.version(8))
                    .said(id, what, join(bytes, GO_ON), notOffered(""))
                    .to(setting, viewer -> viewer.version(7))
                    .said(id + "/3.7", what, join(bytes, GO_ON), failed());
        });
        list.to(Setting.PASSWORD, viewer -> viewer.version(8))
                .said(
                        "C2",
                        "None, where VncAuth is offered",
                        join(hex("01"), GO_ON),
                        notOffered(""))
                .to(Setting.PASSWORD, viewer -> viewer.version(7))
                .said("C2/3.7", "the same in 3.7", join(hex("01"), GO_ON), failed())
                .to(
                        Setting.PASSWORD,
                        viewer -> {
                            viewer.version(8);
                            viewer.stream().choiceSaid(2);
                        })
                .said(
                        "C8",
                        "VncAuth, and ClientInit and a request in place of the response",
                        join(hex("02"), GO_ON, new byte[16]),
                        VncAuthInputs.fails(16))
                .to(Setting.OPEN, viewer -> viewer.version(8))
                .said(
                        "C10/b",
                        "None twice: the second is a ClientInit",
                        hex("01 01"),
                        new Fate(
                                "let in",
                                viewer -> {
                                    viewer.stream().choiceSaid(1);
                                    viewer.await(
                                            "the picture's size",
                                            () ->
                                                    viewer.stream().phase()
                                                            == ServerStream.Phase.SESSION);
                                    viewer.probe();
                                }));
        return list.to(Setting.PASSWORD, HostileViewer::greet)
                .story(
                        "C9",
                        "the password is taken away while a viewer chooses by the list of before",
                        "asked for it, fails after a second",
                        SecurityInputs::takenAway)
                .inputs();
    }

    /// Security types stay as they are while a server runs; what can be taken away is what they ask
    /// for.
    private static void takenAway(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport).version(8)) {
            stage.server().passwords(Passwords.NONE, Connected.KEEP);
            stage.settle();
            viewer.choose(2);
            VncAuthInputs.fails(viewer, VncResponse.of(stage.password(), viewer.challenge()));
        } finally {
            VncAuthInputs.passwordOfBefore(stage);
        }
    }

    /// The failure of 3.8, after what was sent before.
    static Fate notOffered(String before) {
        return Fate.closed("fails with the reason, closed", join(hex(before), failure(REASON)));
    }

    /// The failure of 3.7, which has no reason.
    static Fate failed() {
        return Fate.closed("fails, closed", hex("00000001"));
    }

    static byte[] failure(String reason) {
        return join(hex("00000001"), reason(reason));
    }

    /// In place of a security type.
    static byte[] refusal(String reason) {
        return join(hex("00000000"), reason(reason));
    }

    private static byte[] reason(String reason) {
        byte[] bytes = text(reason);
        return join(hex("%08x".formatted(bytes.length)), bytes);
    }
}
