package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;

import weft.server.hostile.InputList.Fate;

import java.util.List;

/// I: SetPixelFormat.
final class PixelFormatInputs {
    private static final byte[] ASK = Said.request(false, 0, 0, 64, 64);
    private static final int FENCE = -312;
    private static final int TIMES = InputList.times(2000, 10_000);

    private PixelFormatInputs() {}

    static List<HostileInput> all() {
        var list = new InputList().overAll().to(Setting.OPEN, HostileViewer::logIn);
        illegal(list, "I1", "0 bits a pixel", "00180001 00ff 00ff 00ff 100800");
        illegal(list, "I2", "24 bits a pixel", "18180001 00ff 00ff 00ff 100800");
        illegal(list, "I3", "255 bits a pixel", "ff180001 00ff 00ff 00ff 100800");
        illegal(list, "I4", "depth 32 of 8 bits", "08200001 0007 0007 0003 000306");
        illegal(list, "I5", "a maximum of 0", "20180001 0000 0000 0000 100800");
        illegal(list, "I5/b", "a maximum of 0 in blue alone", "20180001 00ff 00ff 0000 100800");
        illegal(list, "I6", "a maximum of 254", "20180001 00fe 00ff 00ff 100800");
        illegal(list, "I7", "65535 shifted by 31", "20180001 ffff ffff ffff 1f1f1f");
        illegal(list, "I8", "a shift of 255", "20180001 00ff 00ff 00ff ffffff");
        illegal(
                list,
                "I9",
                "a shift of 32, which Java takes for 0",
                "20180001 00ff 00ff 00ff 200800");
        illegal(list, "I10", "masks that overlap", "20180001 00ff 00ff 00ff 000000");
        illegal(
                list,
                "I11",
                "24 bits of colour in a depth of 16",
                "20100001 00ff 00ff 00ff 100800");
        illegal(list, "I12", "a colour map of 32 bits", "20180000 00ff 00ff 00ff 100800");
        return list.said(
                        "I13",
                        "a colour map of 8 bits",
                        () -> Said.messages(hex("00000000 08080000 0000 0000 0000 000000 000000")),
                        new Fate(
                                "answered by the colours, and pixels of one byte",
                                viewer -> {
                                    viewer.awaitMessage("colours", message -> message.type() == 1);
                                    viewer.stream().formatSaid(8);
                                    viewer.probe();
                                }))
                .said(
                        "I14",
                        "big endian as 0x7f, true colour as 0x80",
                        hex("00000000 20187f80 00ff 00ff 00ff 100800 000000"),
                        Fate.open("legal: any number but 0 is true"))
                .story(
                        "I15",
                        TIMES + " changes between 8, 16 and 32 bits with updates on their way",
                        "each rectangle is in the format that holds at its place",
                        PixelFormatInputs::alternating)
                .inputs();
    }

    private static void illegal(InputList list, String id, String what, String format) {
        list.said(
                id,
                what,
                () -> Said.messages(join(hex("00000000"), hex(format), new byte[3]), ASK),
                Fate.closed("closed without a word", new byte[0]));
    }

    private static void alternating(Stage stage, Transport transport) throws Exception {
        byte[][] formats = {
            hex("00000000 08080001 0007 0007 0003 000306 000000"),
            hex("00000000 10100001 001f 003f 001f 0b0500 000000"),
            hex("00000000 20180001 00ff 00ff 00ff 100800 000000")
        };
        int[] bits = {8, 16, 32};
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn(FENCE, 0);
            viewer.awaitMessage("the fence", message -> message.type() == ServerStream.FENCE);
            // The answer to a fence with SyncNext is just where the format changes.
            viewer.stream().onFence(index -> viewer.stream().formatSaid(bits[index]));
            for (int i = 0; i < TIMES; i++) {
                byte[] fence = join(hex("f8000000 80000004 01"), new byte[] {(byte) (i % 3)});
                viewer.send(join(Said.request(false, 0, 0, 16, 16), fence, formats[i % 3]));
                while (i % 100 == 0 && viewer.drain()) {
                    // What has come.
                }
                if (i % 1000 == 0) {
                    stage.tick()
                            .ifPresent(finding -> {
                                throw new FateException(finding.what());
                            });
                }
            }
            viewer.probe();
        }
    }
}
