package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a host does that it may do, or should not.
final class HostFaults {

    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final int MORE_VIEWERS = 20;
    private static final int EVENTS = 50;
    private static final Duration MOMENT = Duration.ofMillis(100);

    private HostFaults() {}

    static void resizes(Strain strain) throws IOException, Broken {
        List<Canary> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_VIEWERS; i++) {
                viewers.add(
                        new Canary(
                                strain.address(),
                                SoakBench.ENCODINGS.get(i % SoakBench.ENCODINGS.size())));
            }
            strain.host().tell("resize 200");
        } finally {
            for (Canary viewer : viewers) {
                viewer.close();
            }
        }
        strain.count("resizes", 200);
        for (Canary viewer : viewers) {
            if (viewer.complaint() != null) {
                throw new Broken("while the size changes: " + viewer.complaint());
            }
        }
    }

    static void callbacks(Strain strain) throws IOException {
        for (String behaviour : List.of("throw", "fail", "block", "reenter")) {
            strain.host().tell("callbacks " + behaviour);
            try (SoakConnection one = SoakConnection.open(strain.address(), RAW)) {
                for (int i = 0; i < EVENTS; i++) {
                    one.send(
                            new KeyEvent(i % 2 == 0, 'a'),
                            new PointerEvent(i & 1, i, i),
                            new ClientCutText("text " + i));
                }
                strain.most(
                        "s until another has a picture, callbacks " + behaviour,
                        anotherHasAPicture(strain),
                        "");
                Strain.pause(Duration.ofSeconds(1));
            } finally {
                strain.host().tell("callbacks answer");
            }
        }
    }

    private static double anotherHasAPicture(Strain strain) throws IOException {
        long start = System.nanoTime();
        try (SoakConnection other = SoakConnection.open(strain.address(), RAW)) {
            other.request(false);
            other.skipUpdate();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    static void scribbles(Strain strain) throws IOException, Broken {
        try (HostProcess host = strain.another("--manner=surface")) {
            List<AtomicBoolean> right = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            List<SoakConnection> viewers = new ArrayList<>();
            for (Encoding encoding : SoakBench.ENCODINGS) {
                SoakConnection one =
                        SoakConnection.open(host.address(), ViewedPicture.wanted(encoding));
                var isRight = new AtomicBoolean();
                viewers.add(one);
                right.add(isRight);
                threads.add(
                        Thread.ofPlatform()
                                .daemon()
                                .start(() -> {
                                    boolean _ = Strain.succeeds(() -> look(one, encoding, isRight));
                                }));
            }
            host.tell("scribble 3000");
            double seconds =
                    Strain.await(
                            "every viewer has the last picture",
                            Strain.GRACE,
                            MOMENT,
                            () -> right.stream().allMatch(AtomicBoolean::get));
            strain.most("s until all have the right picture in the end", seconds, "");
            for (SoakConnection viewer : viewers) {
                viewer.close();
            }
            for (Thread thread : threads) {
                boolean _ = Strain.joined(thread, Strain.GRACE);
            }
        }
    }

    private static void look(SoakConnection one, Encoding encoding, AtomicBoolean isRight)
            throws IOException {
        try (var picture = new ViewedPicture(one, encoding)) {
            one.request(false);
            while (true) {
                boolean sameSize = picture.update();
                isRight.set(picture.wrongPixels() == 0);
                one.request(sameSize);
            }
        }
    }
}
