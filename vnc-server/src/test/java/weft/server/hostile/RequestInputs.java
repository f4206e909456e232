package weft.server.hostile;

import static weft.server.hostile.Said.hex;
import static weft.server.hostile.Said.times;

import weft.server.hostile.InputList.Fate;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/// K: FramebufferUpdateRequest.
final class RequestInputs {
    private static final int MILLION = 1_000_000;

    private static final int FRAGMENTS = InputList.times(100_000, MILLION);

    /// So many updates may answer a million requests that come at once.
    private static final int FEW = 20;

    private RequestInputs() {}

    static List<HostileInput> all() {
        Fate legal = Fate.open("answered by no pixels");
        return new InputList()
                .overAll()
                .to(Setting.OPEN, HostileViewer::logIn)
                .said("K1", "neither width nor height", Said.request(false, 0, 0, 0, 0), legal)
                .said(
                        "K2",
                        "far outside, and larger than any picture",
                        Said.request(false, 65535, 65535, 65535, 65535),
                        legal)
                .said("K3", "one pixel far outside", Said.request(false, 65535, 0, 1, 1), legal)
                .said(
                        "K3/b",
                        "from within to far outside",
                        Said.request(false, 100, 90, 65535, 65535),
                        Fate.open("clamped to the picture"))
                .story(
                        "K4",
                        "a million incremental requests",
                        "answered by few updates",
                        (stage, transport) -> million(stage, transport, true))
                .story(
                        "K5",
                        "a million full requests",
                        "answered by few updates",
                        (stage, transport) -> million(stage, transport, false))
                .story(
                        "K6",
                        FRAGMENTS + " requests of a pixel here and there",
                        "kept as a few rectangles, answered",
                        RequestInputs::fragments)
                .story(
                        "K7",
                        "a request of the old size after the picture was made smaller",
                        "clamped to the new one",
                        RequestInputs::smaller)
                .said(
                        "K8",
                        "a request before any SetEncodings",
                        Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT),
                        Fate.open("answered in Raw"))
                .said("K9", "incremental as 0xff", hex("03ff 0000 0000 0010 0010"), legal)
                .story(
                        "K10",
                        "a picture that has changed in every second pixel",
                        "an update whose number of rectangles is right",
                        RequestInputs::checkerboard)
                .inputs();
    }

    private static void million(Stage stage, Transport transport, boolean incremental)
            throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn();
            byte[] many = times(1000, Said.request(incremental, 0, 0, Stage.WIDTH, Stage.HEIGHT));
            for (int i = 0; i < MILLION / 1000; i++) {
                viewer.send(many);
            }
            stage.settle();
            InputList.expectNone(stage.tick());
            viewer.probe();
            long count = viewer.stream().messageCount();
            InputList.expect(count <= FEW, count + " updates");
        }
    }

    private static void fragments(Stage stage, Transport transport) throws Exception {
        var random = new Random(7);
        var requests = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            int x = random.nextInt(Stage.WIDTH);
            int y = random.nextInt(Stage.HEIGHT);
            requests.writeBytes(Said.request(i % 2 == 0, x, y, 1, 1));
        }
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn();
            for (int i = 0; i < FRAGMENTS / 10_000; i++) {
                viewer.send(requests.toByteArray());
            }
            viewer.probe();
        }
    }

    private static void smaller(Stage stage, Transport transport) throws Exception {
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn(0, -223);
            viewer.probe();
            stage.resize(40, 30);
            viewer.send(Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT));
            viewer.awaitPaced("the new size", () -> viewer.stream().width() == 40);
            viewer.send(Said.request(false, 0, 0, Stage.WIDTH, Stage.HEIGHT));
            InputList.expectNone(stage.tick());
            viewer.probe();
        } finally {
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
        }
    }

    private static void checkerboard(Stage stage, Transport transport) throws Exception {
        int side = 512;
        try (HostileViewer viewer = stage.connect(transport)) {
            viewer.logIn(0, -223, -224);
            viewer.probe();
            stage.resize(side, side);
            viewer.send(Said.request(true, 0, 0, side, side));
            viewer.awaitPaced("the new size", () -> viewer.stream().width() == side);
            viewer.mark();
            viewer.send(Said.request(false, 0, 0, side, side));
            viewer.awaitPaced("the picture", () -> !viewer.stream().messages().isEmpty());
            InputList.expectNone(stage.tick());
            viewer.mark();
            int[] pixels = new int[side * side];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (i + i / side) % 2 == 0 ? 0xffffff : 0;
            }
            stage.publish(pixels);
            viewer.send(Said.request(true, 0, 0, side, side));
            viewer.awaitPaced("the changes", () -> !viewer.stream().messages().isEmpty());
            viewer.probe();
        } finally {
            stage.resize(Stage.WIDTH, Stage.HEIGHT);
        }
    }
}
