package weft.server.hostile;

import static weft.server.hostile.Said.clipboard;
import static weft.server.hostile.Said.cutText;
import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.text;
import static weft.server.hostile.Said.times;
import static weft.server.hostile.Said.zlib;

import weft.server.hostile.InputList.Fate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/// M: clipboards.
final class ClipboardInputs {
    private static final int EXTENDED = 0xC0A1E5CE;
    private static final int MEGABYTE = 1 << 20;
    private static final long PROVIDE_TEXT = 0x10000001L;

    private ClipboardInputs() {}

    static List<HostileInput> all() {
        Fate none = Fate.closedSilently();
        Fate taken = Fate.open("taken");
        var list =
                new InputList()
                        .overAll()
                        .to(Setting.OPEN, HostileViewer::logIn)
                        .said("M1", "no text", cutText(0, new byte[0]), taken)
                        .said("M2", "1 MiB and a byte", cutText(MEGABYTE + 1, new byte[0]), none)
                        .said("M3", "2 147 483 647 bytes", cutText(0x7fffffff, new byte[0]), none)
                        .said("M4", "-2 147 483 648 bytes", cutText(0x80000000L, new byte[0]), none)
                        .said(
                                "M4/b",
                                "4 294 967 288 bytes",
                                cutText(0xfffffff8L, new byte[0]),
                                EncodingInputs.closedMidMessage())
                        .said(
                                "M5",
                                "4 294 967 295 bytes, or one byte of an extended clipboard",
                                cutText(0xffffffffL, new byte[0]),
                                none)
                        .story(
                                "M6",
                                "256 KiB, a byte a second",
                                "closed after 15 s",
                                ClipboardInputs::dripped)
                        .said(
                                "M7",
                                "Latin-1, lone returns, NUL",
                                () -> Said.messages(cutText(11, hex("80ff0d610d0d0a00620d0d"))),
                                taken)
                        .said(
                                "M24",
                                "a request before the extended clipboard was agreed on",
                                clipboard(0x02000001, new byte[0]),
                                none);
        extended(list);
        return list.inputs();
    }

    private static void extended(InputList list) {
        Fate none =
                new Fate(
                        "closed without a word",
                        viewer -> {
                            viewer.awaitEnd();
                            InputList.expect(
                                    viewer.stream().messages().stream()
                                            .allMatch(message ->
                                                    message.type() == ServerStream.CUT_TEXT),
                                    "more was said");
                        });
        Fate taken = Fate.open("taken");
        list.to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.logIn(EXTENDED);
                            viewer.awaitMessage(
                                    "the server's capabilities",
                                    message -> message.type() == ServerStream.CUT_TEXT);
                        })
                .said(
                        "M8/1",
                        "an extended message of 1 byte",
                        cutText(0xffffffffL, hex("00")),
                        none)
                .said("M8/2", "of 2 bytes", cutText(0xfffffffeL, hex("0000")), none)
                .said("M8/3", "of 3 bytes", cutText(0xfffffffdL, hex("000000")), none)
                .said(
                        "M9",
                        "an extended message that is one byte too long",
                        cutText(0x100000000L - (10L << 20) - 1, new byte[0]),
                        none)
                .said(
                        "M10",
                        "capabilities of 16 formats with no sizes",
                        clipboard(0x0100ffff, new byte[4]),
                        none)
                .said(
                        "M10/b",
                        "capabilities of 16 formats with sizes",
                        clipboard(0x1f00ffff, new byte[64]),
                        taken)
                .said(
                        "M11",
                        "capabilities, and bytes behind them",
                        clipboard(0x1f000001, new byte[100]),
                        taken)
                .said(
                        "M12",
                        "300 MiB of zeros in 300 KiB: an empty text, and what nobody asked for",
                        () -> Said.messages(clipboard(PROVIDE_TEXT, bomb(0))),
                        Fate.open("no more than the size is decompressed: an empty text"))
                .said(
                        "M12/b",
                        "300 MiB of text in 300 KiB",
                        () -> Said.messages(clipboard(PROVIDE_TEXT, bomb(300 << 20))),
                        none)
                .said(
                        "M12/c",
                        "2 MiB of returns in 2 KiB: a text of 1 MiB",
                        () ->
                                Said.messages(
                                        clipboard(
                                                PROVIDE_TEXT,
                                                zlib(
                                                        join(
                                                                hex("00200000"),
                                                                times(MEGABYTE, hex("0d0a")))))),
                        Fate.open("taken: it is no larger than a text may be"))
                .said(
                        "M13",
                        "a text of 4 294 967 295 bytes",
                        clipboard(PROVIDE_TEXT, zlib(hex("ffffffff 6869"))),
                        none)
                .said(
                        "M14",
                        "16 formats, each as large as it may be",
                        () -> Said.messages(clipboard(0x1000ffff, zlib(sixteen()))),
                        Fate.open("those that there are are taken"))
                .said("M15", "a preset dictionary", clipboard(PROVIDE_TEXT, dictionary()), none)
                .said(
                        "M16",
                        "a stream that is cut off",
                        clipboard(PROVIDE_TEXT, cutOff(zlib(hex("00000003 616200")), 6)),
                        none)
                .said("M17", "an empty stream", clipboard(PROVIDE_TEXT, new byte[0]), none)
                .said("M18", "junk", clipboard(PROVIDE_TEXT, hex("deadbeefdeadbeef")), none)
                .said(
                        "M19",
                        "bytes behind the end of the stream",
                        clipboard(PROVIDE_TEXT, join(zlib(hex("00000003 616200")), hex("dead"))),
                        Fate.open("taken, what is behind it is not"))
                .said(
                        "M20",
                        "a wrong checksum",
                        clipboard(PROVIDE_TEXT, wrongSum(zlib(hex("00000003 616200")))),
                        none)
                .said(
                        "M21",
                        "deflate without zlib",
                        clipboard(
                                PROVIDE_TEXT, zlib(new Deflater(9, true), hex("00000003 616200"))),
                        none)
                .said(
                        "M21/b",
                        "gzip",
                        clipboard(
                                PROVIDE_TEXT,
                                join(
                                        hex("1f8b0800000000000003"),
                                        zlib(new Deflater(9, true), hex("00000003 616200")))),
                        none)
                .said(
                        "M22",
                        "two streams one after the other",
                        clipboard(
                                PROVIDE_TEXT,
                                join(zlib(hex("00000003 616200")), zlib(hex("00000003 626200")))),
                        Fate.open("the first is taken"))
                .said(
                        "M22/b",
                        "two formats in two streams",
                        clipboard(
                                0x10000003,
                                join(zlib(hex("00000003 616200")), zlib(hex("00000003 626200")))),
                        none)
                .said(
                        "M23",
                        "a text that is not UTF-8, with a NUL within and none at its end",
                        clipboard(PROVIDE_TEXT, zlib(hex("00000006 ff61 00c3 2880"))),
                        taken)
                .said("M25", "several actions at once", clipboard(0x0e000001, new byte[0]), none)
                .said("M25/b", "no action at all", clipboard(1, new byte[0]), none)
                .story(
                        "M26",
                        "two viewers that answer each other's clipboards at once",
                        "so many a second and no more",
                        ClipboardInputs::pingPong)
                .story(
                        "M27",
                        "100 000 requests of a clipboard of 1 MiB, and nothing is read",
                        "one answer is made, what is asked for is not kept",
                        ClipboardInputs::requests);
    }

    /// 300 MiB of zeros that begin with this size.
    private static byte[] bomb(int size) {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater();
        byte[] chunk = new byte[1 << 16];
        byte[] zeros = new byte[MEGABYTE];
        for (int i = 0; i <= 300; i++) {
            deflater.setInput(i == 0 ? hex("%08x".formatted(size)) : zeros);
            if (i == 300) {
                deflater.finish();
            }
            for (int count; (count = deflater.deflate(chunk)) > 0; ) {
                out.write(chunk, 0, count);
            }
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] sixteen() {
        var plain = new ByteArrayOutputStream();
        for (int i = 0; i < 16; i++) {
            plain.writeBytes(join(hex("00100000"), new byte[MEGABYTE]));
        }
        return plain.toByteArray();
    }

    private static byte[] dictionary() {
        var deflater = new Deflater();
        deflater.setDictionary(text("abc"));
        return zlib(deflater, hex("00000003 616200"));
    }

    private static byte[] cutOff(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, bytes.length - count);
    }

    private static byte[] wrongSum(byte[] bytes) {
        byte[] wrong = bytes.clone();
        wrong[wrong.length - 1] ^= 1;
        return wrong;
    }

    private static void dripped(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn().send(hex("06000000 00040000"));
            stage.settle();
            for (int second = 1; second < 15; second++) {
                stage.advance(TimeUnit.SECONDS.toNanos(1));
                viewer.send(text("a"));
                InputList.expect(!viewer.isClosed(), "closed after " + second + " s");
            }
            stage.advance(TimeUnit.SECONDS.toNanos(1));
            viewer.awaitEnd();
        }
    }

    private static void pingPong(Stage stage, Transport transport) throws Exception {
        byte[] notify = clipboard(0x08000001, new byte[0]);
        try (HostileViewer one = stage.connect(transport);
                HostileViewer other = stage.connect(transport)) {
            one.logIn(EXTENDED);
            other.logIn(EXTENDED);
            int sent = 1000;
            one.send(times(sent, notify));
            other.send(times(sent, notify));
            for (int second = 0; second < 3; second++) {
                stage.advance(TimeUnit.SECONDS.toNanos(1));
            }
            InputList.expectNone(stage.tick());
            InputList.expect(stage.host().count() < 400, stage.host().count() + " offers in 3 s");
        }
        InputList.goneInTime(stage);
    }

    private static void requests(Stage stage, Transport transport) throws Exception {
        stage.server().clipboard("a".repeat(MEGABYTE));
        try (HostileViewer viewer = stage.connectDeaf(transport)) {
            viewer.logIn(EXTENDED);
            byte[] request = clipboard(0x02000001, new byte[0]);
            var _ = viewer.flood(times(1000, request), 100_000L * request.length);
            InputList.expectNone(stage.tick());
        } finally {
            stage.server().clipboard("");
        }
    }
}
