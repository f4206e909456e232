package weft.server.hostile;

import static weft.server.hostile.Said.fence;
import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.join;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;
import weft.server.hostile.ServerStream.Message;
import weft.server.hostile.ServerStream.Rectangle;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// N: fences, continuous updates, sizes and power.
final class FlowInputs {
    private static final int FENCE = -312;
    private static final int CONTINUOUS = -313;
    private static final int SCREENS = -308;
    private static final int XVP = -309;

    /// So many answers show that there are some.
    private static final int ENOUGH = 10;

    private static final int TIMES = InputList.times(10_000, 100_000);

    private FlowInputs() {}

    static List<HostileInput> all() {
        var list = new InputList().overAll();
        fences(list);
        continuous(list);
        sizes(list);
        list.to(Setting.OPEN, viewer -> viewer.logIn(XVP))
                .said(
                        "N17",
                        "a shutdown that the viewer may not ask for",
                        hex("fa00 0102"),
                        answered(
                                        "answered: it failed; the host is not asked",
                                        message ->
                                                message.type() == ServerStream.XVP
                                                        && message.bytes()[3] == 0)
                                .and(viewer ->
                                        InputList.expect(
                                                viewer.stage().host().count() == 0,
                                                "the host was asked")))
                .to(Setting.OPEN, HostileViewer::logIn)
                .said(
                        "N17/b",
                        "a shutdown by a viewer that has not asked for xvp",
                        hex("fa00 0102"),
                        Fate.closedSilently());
        return list.inputs();
    }

    private static void fences(InputList list) {
        Consumer<HostileViewer> fenced =
                viewer -> {
                    viewer.logIn(FENCE);
                    viewer.awaitMessage("the fence", each -> each.type() == ServerStream.FENCE);
                };
        list.to(Setting.OPEN, fenced)
                .said("N1", "a fence of 65 bytes", fence(0x80000000L, 65), Fate.closedSilently())
                .said(
                        "N1/b",
                        "a fence of 255 bytes",
                        fence(0x80000000L, 255),
                        Fate.closedSilently())
                .said("N2", "an answer of no bytes", fence(0, 0), Fate.open("ignored"))
                .said("N3", "an answer to nothing", fence(0, 2), Fate.open("ignored"))
                .said(
                        "N3/b",
                        "an answer to nothing, with a type that there is not",
                        join(hex("f8000000 00000000 05"), hex("ff ffffffff")),
                        Fate.open("ignored"))
                .said(
                        "N4",
                        "two fences with SyncNext, then another pixel format",
                        () ->
                                Said.messages(
                                        fence(0x80000004L, 8),
                                        fence(0x80000004L, 8),
                                        hex("00000000 20180001 00ff 00ff 00ff 100800 000000")),
                        new Fate(
                                "both are answered",
                                viewer -> {
                                    viewer.await(
                                            "two answers",
                                            () -> viewer.stream().messages().size() >= 2);
                                    viewer.probe();
                                }))
                .story(
                        "N5",
                        "a million fences, and nothing is read",
                        "no more is read of it",
                        FlowInputs::flooded)
                .said(
                        "N6",
                        "all flags",
                        fence(0xffffffffL, 1),
                        new Fate(
                                "answered by those that there are",
                                viewer -> {
                                    viewer.send(Said.key(false, 'a')); // SyncNext waits for it
                                    Message answer =
                                            viewer.awaitMessage(
                                                    "the answer",
                                                    each -> each.type() == ServerStream.FENCE);
                                    InputList.expect(
                                            hex("f8000000 00000007 01 00"), answer.bytes());
                                }))
                .said(
                        "N6/b",
                        "an answer with all flags",
                        fence(0x7ffffff8L, 1),
                        Fate.open("ignored"))
                .to(Setting.OPEN, HostileViewer::logIn)
                .said(
                        "N6/c",
                        "a fence before it was agreed on",
                        fence(0x80000000L, 1),
                        Fate.closedSilently());
    }

    private static void continuous(InputList list) {
        list.said(
                        "N7",
                        "continuous updates before they were agreed on",
                        hex("9601 0000 0000 000a 000a"),
                        Fate.closedSilently())
                .to(
                        Setting.OPEN,
                        viewer -> {
                            viewer.logIn(CONTINUOUS);
                            viewer.awaitMessage(
                                    "EndOfContinuousUpdates",
                                    each -> each.type() == ServerStream.END_OF_CONTINUOUS_UPDATES);
                        })
                .said(
                        "N8",
                        "continuous updates of what is outside",
                        hex("9601 ffff ffff ffff ffff"),
                        Fate.open("nothing of it is sent"))
                .said(
                        "N8/b",
                        "continuous updates of nothing",
                        hex("9601 0000 0000 0000 0000"),
                        Fate.open("nothing of it is sent"))
                .story(
                        "N9",
                        TIMES + " times on and off",
                        "each off is answered once",
                        FlowInputs::onAndOff);
    }

    private static void sizes(InputList list) {
        list.to(
                Setting.OPEN,
                viewer -> {
                    viewer.logIn(0, SCREENS);
                    viewer.probe();
                    viewer.mark();
                });
        refused(list, "N10", "65535x65535", 2, size(65535, 65535, screen(0, 0, 0, 65535, 65535)));
        refused(list, "N11", "0x0", 3, size(0, 0, screen(0, 0, 0, 0, 0)));
        refused(list, "N12", "no screen", 3, size(100, 100));
        byte[][] same = new byte[255][];
        Arrays.fill(same, screen(7, 0, 0, 100, 100));
        refused(list, "N13", "255 screens with one number", 3, size(100, 100, same));
        refused(list, "N14", "a screen outside", 3, size(100, 100, screen(0, 50, 50, 100, 100)));
        refused(list, "N14/b", "an empty screen", 3, size(100, 100, screen(0, 0, 0, 0, 10)));
        refused(
                list,
                "N14/c",
                "a screen far outside",
                3,
                size(100, 100, screen(0, 65535, 65535, 65535, 65535)));
        list.story(
                        "N15",
                        "1000 sizes from two viewers",
                        "each is answered, some are done, at a bounded rate",
                        FlowInputs::resizes)
                .story(
                        "N16",
                        "another size while a viewer that does not read is sent the old one",
                        "it is told the new one before anything of it",
                        FlowInputs::resizedWhileBlocked)
                .to(
                        Setting.VIEW_ONLY,
                        viewer -> {
                            viewer.logIn(0, SCREENS);
                            viewer.probe();
                            viewer.mark();
                        });
        refused(
                list,
                "N18",
                "a size from one who may only watch",
                1,
                size(64, 64, screen(0, 0, 0, 64, 64)));
        list.to(Setting.OPEN, HostileViewer::logIn)
                .said(
                        "N18/b",
                        "a size before ExtendedDesktopSize was agreed on",
                        size(64, 64, screen(0, 0, 0, 64, 64)),
                        Fate.closedSilently());
    }

    private static void refused(InputList list, String id, String what, int status, byte[] bytes) {
        list.said(
                id,
                what,
                bytes,
                new Fate(
                        "answered with status " + status,
                        viewer -> {
                            viewer.awaitPaced("the answer", () -> hasStatus(viewer, status));
                            viewer.probe();
                        }));
    }

    private static boolean hasStatus(HostileViewer viewer, int status) {
        return viewer.stream().messages().stream()
                .flatMap(message -> message.rectangles().stream())
                .anyMatch(each -> isAnswer(each) && each.y() == status);
    }

    private static boolean isAnswer(Rectangle rectangle) {
        return rectangle.encoding() == SCREENS && rectangle.x() == 1;
    }

    private static Fate answered(String what, Predicate<Message> answer) {
        return new Fate(
                what,
                viewer -> {
                    viewer.awaitMessage("the answer", answer);
                    viewer.probe();
                });
    }

    private static byte[] screen(int id, int x, int y, int width, int height) {
        return hex("%08x %04x %04x %04x %04x 00000000".formatted(id, x, y, width, height));
    }

    private static byte[] size(int width, int height, byte[]... screens) {
        return join(
                hex("fb00 %04x %04x %02x 00".formatted(width, height, screens.length)),
                join(screens));
    }

    private static void flooded(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connectDeaf(transport)) {
            viewer.logIn(FENCE);
            byte[] fences = times(1000, fence(0x80000000L, 64));
            long most = 1000L * fences.length;
            InputList.expect(viewer.flood(fences, most) < most, "all of it was taken");
            InputList.expectNone(stage.tick());
        }
    }

    private static void onAndOff(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn(CONTINUOUS);
            viewer.probe();
            viewer.stream().forget();
            byte[] onAndOff =
                    join(hex("9601 0000 0000 0010 0010"), hex("9600 0000 0000 0000 0000"));
            for (int i = 0; i < TIMES / 1000; i++) {
                viewer.send(times(1000, onAndOff));
                while (viewer.drain()) {
                    // What has come.
                }
            }
            viewer.awaitPaced("the answers", () -> viewer.stream().ends() == TIMES + 1L);
            stage.settle();
            while (viewer.drain()) {
                // What has come.
            }
            InputList.expect(viewer.stream().ends() == TIMES + 1L, "too many answers");
        }
    }

    private static void resizes(Stage stage, Transport transport) throws Exception {
        int times = 1000;
        try (HostileViewer one = stage.connect(transport);
                HostileViewer other = stage.connect(transport)) {
            for (HostileViewer viewer : List.of(one, other)) {
                viewer.logIn(0, SCREENS);
                viewer.probe();
                viewer.mark();
            }
            var ofOne = new ByteArrayOutputStream();
            var ofOther = new ByteArrayOutputStream();
            for (int i = 0; i < times / 2; i++) {
                int side = 60 + i % 50;
                ofOne.writeBytes(size(side, side, screen(0, 0, 0, side, side)));
                ofOther.writeBytes(size(side + 1, side, screen(0, 0, 0, side + 1, side)));
            }
            one.send(ofOne.toByteArray());
            other.send(ofOther.toByteArray());
            int[] frames = {0};
            boolean some =
                    stage.await(() -> {
                        stage.advance(Stage.FRAME_NANOS);
                        frames[0]++;
                        while (one.drain() || other.drain()) {
                            // What has come.
                        }
                        return answers(one) + answers(other) > ENOUGH;
                    });
            InputList.expect(some, "only %d answers".formatted(answers(one) + answers(other)));
            long most = 2L * (10 + 10 * frames[0] / 30);
            InputList.expect(
                    answers(one) + answers(other) <= most + ENOUGH,
                    "%d answers in %d frames".formatted(answers(one) + answers(other), frames[0]));
        }
        InputList.goneInTime(stage);
        stage.resize(Stage.WIDTH, Stage.HEIGHT);
    }

    private static long answers(HostileViewer viewer) {
        return viewer.stream().messages().stream()
                .flatMap(message -> message.rectangles().stream())
                .filter(FlowInputs::isAnswer)
                .count();
    }

    private static void resizedWhileBlocked(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            stage.resize(2000, 2000);
            InputList.expectNone(stage.tick());
            viewer.logIn(0, -223);
            viewer.send(Said.request(false, 0, 0, 2000, 2000));
            stage.settle();
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
            InputList.expectNone(stage.tick());
            viewer.send(Said.request(true, 0, 0, 2000, 2000));
            viewer.awaitPaced("the new size", () -> viewer.stream().width() == Stage.WIDTH);
            viewer.probe();
        }
    }
}
