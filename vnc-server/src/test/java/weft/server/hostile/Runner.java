package weft.server.hostile;

import weft.server.hostile.HostileInput.Bytes;
import weft.server.hostile.HostileInput.Story;
import weft.server.hostile.IncomingBytes.BrokenStreamException;
import weft.server.hostile.ServerStream.Phase;
import weft.server.hostile.Stage.Baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Runs hostile inputs against a [Stage] and says what did not hold.
final class Runner {

    /// An input is cut at every offset up to here.
    private static final int OFFSETS = 256;

    /// Of more bytes than this, the rest comes in one piece when it comes byte by byte.
    private static final int SINGLE_BYTES = 1 << 13;

    /// After so many single bytes the server's loop is waited for each time.
    private static final int WATCHED_BYTES = 256;

    private final Stage stage;
    private final boolean whole;
    private final long lockLimit;
    private final List<Long> holds = new ArrayList<>();

    /// @param whole whether to cut at every offset, and not at some
    /// @param lockLimit how long the global lock may be held, in nanoseconds; more is a finding
    Runner(Stage stage, boolean whole, long lockLimit) {
        this.stage = stage;
        this.whole = whole;
        this.lockLimit = lockLimit;
    }

    Runner(Stage stage, boolean whole) {
        this(stage, whole, TimeUnit.SECONDS.toNanos(20));
    }

    /// The longest time for which the lock was held in each run, in nanoseconds.
    List<Long> holds() {
        return holds;
    }

    /// Runs an input in every way over every transport.
    List<Finding> run(HostileInput input) {
        List<Finding> findings = new ArrayList<>();
        Said said =
                input.script() instanceof Bytes bytes ? bytes.said().get() : Said.of(new byte[0]);
        for (Transport transport : new TreeSet<>(input.transports())) {
            switch (input.script()) {
                case Story story ->
                        findings.addAll(
                                once(transport, "", () -> story.play().on(stage, transport)));
                case Bytes bytes -> findings.addAll(inEveryWay(bytes, said, transport));
            }
        }
        return findings;
    }

    private List<Finding> inEveryWay(Bytes bytes, Said said, Transport transport) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(
                said(
                        bytes,
                        transport,
                        "whole",
                        viewer -> {
                            viewer.send(said.bytes());
                            stage.tick().ifPresent(findings::add);
                        }));
        findings.addAll(
                said(bytes, transport, "byte by byte", viewer -> singly(viewer, said.bytes())));
        for (int cut : cuts(said, transport)) {
            findings.addAll(
                    said(
                            bytes,
                            transport,
                            "cut at " + cut,
                            viewer -> {
                                viewer.send(said.bytes(), 0, cut);
                                stage.settle();
                                stage.tick().ifPresent(findings::add);
                                viewer.send(said.bytes(), cut, said.bytes().length);
                            }));
            if (!findings.isEmpty()) {
                break; // the others say the same
            }
        }
        return findings;
    }

    /// Every offset and border; in the short form some of both, the same each time.
    private SortedSet<Integer> cuts(Said said, Transport transport) {
        var cuts = new TreeSet<Integer>();
        if (transport == Transport.RA2 || (!whole && transport.isEncrypted())) {
            return cuts; // where its messages end means nothing, as it does byte by byte
        }
        int last = Math.min(said.bytes().length - 1, OFFSETS);
        int step = whole ? 1 : Math.max(1, (last + 3) / 4);
        int first = whole ? 1 : 1 + (transport == Transport.TCP ? 0 : step / 2);
        for (int cut = first; cut <= last; cut += step) {
            cuts.add(cut);
        }
        int borders = said.borders().size();
        for (int i = 0; i < borders; i += whole ? 1 : Math.max(1, borders / 2)) {
            int border = said.borders().get(i);
            if (border < said.bytes().length) {
                cuts.add(border);
            }
        }
        return cuts;
    }

    private void singly(HostileViewer viewer, byte[] bytes) {
        int single = Math.min(bytes.length, SINGLE_BYTES);
        for (int i = 0; i < single; i++) {
            viewer.send(bytes, i, i + 1);
            if (i < WATCHED_BYTES) {
                stage.settle();
            }
        }
        viewer.send(bytes, single, bytes.length);
    }

    @FunctionalInterface
    private interface Feed {
        void to(HostileViewer viewer);
    }

    private List<Finding> said(Bytes bytes, Transport transport, String way, Feed feed) {
        return once(
                transport,
                ", " + way,
                () -> {
                    try (HostileViewer viewer = stage.connect(transport)) {
                        try {
                            bytes.login().accept(viewer);
                            viewer.mark();
                            feed.to(viewer);
                            bytes.fate().accept(viewer);
                        } catch (BrokenStreamException e) {
                            throw new FoundException(early(viewer), e.toString());
                        }
                    }
                });
    }

    private static Invariant early(HostileViewer viewer) {
        boolean isEarly =
                viewer.stream().phase() != Phase.SESSION && viewer.stream().phase() != Phase.INIT;
        return isEarly ? Invariant.G6 : Invariant.G7;
    }

    /// One run, and what must hold after it.
    private List<Finding> once(Transport transport, String way, Run run) {
        String where = transport + way + ": ";
        stage.clear();
        long _ = stage.server().takeLongestLockHoldNanos();
        Baseline before = stage.baseline();
        List<Finding> findings = new ArrayList<>();
        try {
            run.go();
        } catch (FoundException e) {
            findings.add(new Finding(e.invariant, where + e.getMessage()));
        } catch (BrokenStreamException e) {
            findings.add(new Finding(Invariant.G7, where + e.getMessage()));
        } catch (FateException e) {
            findings.add(new Finding(Invariant.FATE, where + e.getMessage()));
        } catch (RuntimeException e) {
            findings.add(new Finding(Invariant.FATE, where + e));
        } catch (Exception e) {
            findings.add(new Finding(Invariant.FATE, where + e));
        }
        stage.check(before, transport)
                .forEach(each -> findings.add(new Finding(each.invariant(), where + each.what())));
        long hold = stage.server().takeLongestLockHoldNanos();
        holds.add(hold);
        if (hold > lockLimit) {
            findings.add(
                    new Finding(
                            Invariant.G9,
                            where + "the lock was held for " + hold / 1_000_000 + " ms"));
        }
        return findings;
    }

    @FunctionalInterface
    private interface Run {
        void go() throws Exception;
    }

    private static final class FoundException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Invariant invariant;

        FoundException(Invariant invariant, String what) {
            super(what);
            this.invariant = invariant;
        }
    }
}
