package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Keys and buttons that must not stay down.
final class InputFaults {

    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final int AT_ONCE = 50;
    private static final int BATCHES = 10;
    private static final int FLIPS = 25;
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private InputFaults() {}

    static void heldKeys(Strain strain) throws IOException, Broken {
        heldKeys(strain, strain.host(), 1); // beside all else
        try (HostProcess host = strain.another()) {
            heldKeys(strain, host, strain.times(BATCHES));
        }
    }

    private static void heldKeys(Strain strain, HostProcess host, int batches)
            throws IOException, Broken {
        for (int batch = 0; batch < batches; batch++) {
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                SoakConnection one = SoakConnection.open(host.address(), RAW);
                one.send(
                        new KeyEvent(true, 0xFFE1),
                        new KeyEvent(true, 'A' + i),
                        new PointerEvent(1, i, i));
                all.add(one);
            }
            double _ =
                    Strain.await(
                            "keys are held", Strain.GRACE, SOON, () -> host.pressed() > AT_ONCE);
            for (SoakConnection one : all) {
                if (strain.random().nextBoolean()) {
                    one.reset();
                } else {
                    one.close();
                }
            }
            double seconds =
                    Strain.await(
                            "keys are held that nobody holds",
                            Strain.GRACE,
                            SOON,
                            () -> host.pressed() == 0);
            strain.count("held and gone", AT_ONCE);
            if (host != strain.host()) {
                strain.most(
                        "ms until what 50 viewers held is released",
                        1000 * seconds,
                        "17: at most 100");
            }
        }
    }

    static void rights(Strain strain) throws IOException, Broken {
        try (HostProcess host = strain.another();
                SoakConnection one = SoakConnection.open(host.address(), RAW)) {
            Thread typist =
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean _ = Strain.succeeds(() -> type(one));
                            });
            for (int i = 0; i < strain.times(FLIPS); i++) {
                Strain.pause(Duration.ofMillis(strain.random().nextInt(50)));
                host.tell("role view-only");
                double seconds =
                        Strain.await(
                                "keys are held by who may only watch",
                                Strain.GRACE,
                                SOON,
                                () -> host.pressed() == 0);
                strain.most(
                        "ms until what was held is released", 1000 * seconds, "17: at most 100");
                // what came before is told still; the typist goes on all the time
                var seen = new AtomicLong(-1);
                double _ =
                        Strain.await(
                                "who may only watch is not told to the host any more",
                                Strain.GRACE,
                                MOMENT,
                                () -> seen.getAndSet(host.inputs()) == seen.get());
                long before = seen.get();
                if (host.pressed() > 0) {
                    throw new Broken("keys are held by who may only watch");
                }
                host.tell("role operator");
                double _ =
                        Strain.await(
                                "who may type again does",
                                Strain.GRACE,
                                SOON,
                                () -> host.inputs() > before);
            }
            strain.count("flips", strain.times(FLIPS));
            one.finish();
            boolean _ = Strain.joined(typist, Strain.GRACE);
        }
    }

    /// Without an end; every second time something is held for a while.
    private static void type(SoakConnection one) throws IOException {
        for (int i = 0; ; i++) {
            one.send(new KeyEvent(true, 'A' + i % 26), new PointerEvent(1, i % 300, 1));
            Strain.pause(Duration.ofMillis(i % 2 == 0 ? 1 : 10));
            one.send(new KeyEvent(false, 'A' + i % 26), new PointerEvent(0, i % 300, 1));
        }
    }
}
