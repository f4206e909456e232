package weft.cli.bench.soak;

import weft.cli.bench.soak.HostProcess.Figures;
import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.KeyEvent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Viewers that take little, or nothing any more, of what they are sent.
final class ReaderFaults {

    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final int STALLED = 50;
    private static final int HALF_OPEN = 5;
    private static final double MB = 1e6;
    private static final int SLOW_BYTES_PER_SECOND = 32_000;
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(20);

    /// What a viewer that takes nothing has, by default.
    private static final Duration STALL = Duration.ofSeconds(60);

    /// A viewer that does nothing is asked whether it is there after 30 s, and three times more.
    private static final Duration IDLE = Duration.ofSeconds(75);

    private static final Duration LOOK = Duration.ofMillis(250);

    private ReaderFaults() {}

    static void stalled(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        int count = strain.times(STALLED);
        try (HostProcess host = strain.another()) {
            host.tell("fps 20");
            SoakConnection.open(host.address(), RAW).close();
            Strain.pause(BUSY);
            Figures before = host.figures();
            stall(strain.host(), STALLED, all);
            stall(host, count, all);
            Strain.pause(BUSY);
            double each = (double) (host.figures().resident() - before.resident()) / count;
            strain.most("MB resident for each, 320x240", each / MB, "8: at most 4, of 1280x800");
            strain.count("stalled", count);
            double seconds =
                    Strain.await(
                            "stalled readers are closed",
                            STALL.plus(Strain.GRACE),
                            LOOK,
                            () -> host.figures().viewers() == 0);
            strain.most("s until closed", seconds + BUSY.toSeconds(), "F1: 60, and what was taken");
        } finally {
            for (SoakConnection one : all) {
                one.reset();
            }
        }
    }

    private static void stall(HostProcess host, int count, List<SoakConnection> all)
            throws IOException {
        for (int i = 0; i < count; i++) {
            SoakConnection one = SoakConnection.connectNarrow(host.address());
            all.add(one);
            one.logIn();
            one.ask(RAW);
            for (int j = 0; j < STALLED; j++) {
                one.request(false);
            }
        }
    }

    static void slow(Strain strain) throws IOException, Broken {
        try (SoakConnection one =
                SoakConnection.connectSlow(strain.address(), SLOW_BYTES_PER_SECOND)) {
            one.logIn();
            one.ask(ViewedPicture.wanted(Encoding.ZRLE));
            try (var picture = new ViewedPicture(one, Encoding.ZRLE)) {
                long end = System.nanoTime() + SLOW.toNanos();
                one.request(false);
                while (System.nanoTime() - end < 0) {
                    boolean sameSize = picture.update();
                    one.request(sameSize);
                    if (!sameSize) {
                        continue;
                    }
                    strain.most("s, the age of the oldest picture", picture.age() / 1e9, "");
                    if (picture.wrongPixels() > 0) {
                        throw new Broken("a slow reader has a wrong picture");
                    }
                }
            }
        }
    }

    /// Of each kind as many, on hosts of their own: what is told is when the last one is gone.
    static void halfOpen(Strain strain) throws IOException, Broken, NotRun {
        try (var namespace = Namespace.open();
                HostProcess busy = strain.anotherIn(namespace);
                HostProcess idle = strain.anotherIn(namespace)) {
            busy.tell("fps 10");
            long busyBefore = descriptors(busy);
            long idleBefore = descriptors(idle);
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < HALF_OPEN; i++) {
                all.add(holding(busy, namespace, true));
                all.add(holding(idle, namespace, false));
            }
            namespace.pull();
            double first =
                    Strain.await(
                            "half-open viewers of a busy picture are gone",
                            STALL.plus(Strain.GRACE),
                            LOOK,
                            () -> isEmpty(busy, busyBefore));
            strain.most("s until all is gone, busy", first, "7: at most 60");
            double then =
                    Strain.await(
                            "half-open viewers of a picture that rests are gone",
                            IDLE.plus(Strain.GRACE),
                            LOOK,
                            () -> isEmpty(idle, idleBefore));
            strain.most("s until all is gone, idle", first + then, "7: at most 75");
            Strain.closeAll(all);
        }
    }

    /// How many there are after the first viewer, for which the JVM has opened some.
    private static long descriptors(HostProcess host) throws IOException, Broken {
        SoakConnection.open(host.address(), RAW).close();
        double _ =
                Strain.await(
                        "the first viewer is gone",
                        Strain.GRACE,
                        LOOK,
                        () -> host.figures().coroutines() <= 1 && host.figures().viewers() == 0);
        return host.figures().descriptors();
    }

    private static boolean isEmpty(HostProcess host, long descriptors) throws IOException {
        Figures now = host.figures();
        return now.viewers() == 0 && now.pressed() == 0 && now.descriptors() <= descriptors;
    }

    /// One that holds a key, and asks for pictures without an end or not at all.
    private static SoakConnection holding(HostProcess host, Namespace namespace, boolean asks)
            throws IOException {
        SoakConnection one = SoakConnection.open(host.address(), namespace.source(), RAW);
        one.send(new KeyEvent(true, 'A'));
        if (asks) {
            for (int i = 0; i < HALF_OPEN; i++) {
                one.request(false);
                one.skipUpdate();
            }
            Thread _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean _ = Strain.succeeds(() -> look(one));
                            });
        }
        return one;
    }

    private static void look(SoakConnection one) throws IOException {
        one.request(true);
        while (true) {
            one.skipUpdate();
            one.request(true);
        }
    }

    static void resetsInRectangles(Strain strain) throws IOException {
        int count = strain.times(500);
        for (int i = 0; i < count; i++) {
            SoakConnection one = SoakConnection.open(strain.address(), RAW);
            one.request(false);
            one.in().skip(strain.random().nextInt(one.size().width() * one.size().height() * 4));
            one.reset();
        }
        strain.count("reset", count);
    }
}
