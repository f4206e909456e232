package weft.cli.bench.soak;

import weft.cli.bench.soak.HostProcess.Figures;
import weft.cli.bench.soak.Strain.Broken;
import weft.cli.source.Size;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Does a server all kinds of harm, in an order that follows from a seed, while viewers look
/// whether its pictures are right. After each round it looks whether the server holds more than
/// before, and whether a viewer gets in.
public final class SoakBench {

    /// So long a login may take, and a message.
    public static final int LOGIN_SECONDS = 10;

    private static final int MESSAGE_SECONDS = 5;
    private static final int MOST_VIEWERS = 1000;
    private static final Size SIZE = new Size(320, 240);
    private static final String FPS = "fps 10";

    /// After a round the server has so long to let go of what it held, on a machine that is busy.
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_AT_ONCE = 3;

    private static final List<Encoding> ENCODINGS =
            List.of(
                    Encoding.ZRLE,
                    Encoding.TIGHT,
                    Encoding.ZLIB,
                    Encoding.HEXTILE,
                    Encoding.TRLE,
                    Encoding.RAW);

    private final Duration time;
    private final List<Fault> faults;
    private final Random random;
    private final List<String> jvmOptions;
    private final Consumer<String> progress;
    private final Map<Fault, Integer> done = new TreeMap<>();
    private final Set<String> broken = Collections.synchronizedSet(new TreeSet<>());
    private final List<Canary> canaries = new ArrayList<>();
    private final List<SoakResult.Minute> minutes = new ArrayList<>();
    private long nextMinute;
    private long start;

    /// A benchmark that begins with [#run].
    ///
    /// @param time how long, at least one round
    /// @param names of the faults, `F1` say; all if there are none
    /// @param seed of their order
    /// @param jvmOptions of the servers
    /// @param progress is told a line each minute
    /// @throws IllegalArgumentException if there is no such fault
    public SoakBench(
            Duration time,
            List<String> names,
            long seed,
            List<String> jvmOptions,
            Consumer<String> progress) {
        this.time = time;
        this.faults =
                names.isEmpty()
                        ? List.of(Fault.values())
                        : names.stream().map(SoakBench::fault).toList();
        this.random = new Random(seed);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.progress = progress;
    }

    private static Fault fault(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "expected faults of %s, not '%s'"
                                        .formatted(Arrays.toString(Fault.values()), name)));
    }

    /// A line for each fault that there is.
    public static String list() {
        return Arrays.stream(Fault.values())
                .map(fault -> "%-4s %s".formatted(fault, fault.what()))
                .collect(Collectors.joining("\n"));
    }

    /// Runs it.
    ///
    /// @throws IOException if it cannot begin, or the server ends
    public SoakResult run() throws IOException {
        try (HostProcess host = start()) {
            try {
                for (Encoding encoding : ENCODINGS) {
                    canaries.add(new Canary(host.address(), encoding));
                }
                host.tell(FPS);
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                Figures before = host.figures();
                start = System.nanoTime();
                nextMinute = start + MINUTE_NANOS;
                do {
                    round(host, before);
                } while (System.nanoTime() - start < time.toNanos());
                if (minutes.isEmpty()) {
                    minute(host);
                }
            } finally {
                for (Canary canary : canaries) {
                    canary.close();
                }
            }
        }
        return new SoakResult(
                minutes,
                done.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        fault -> fault.getKey() + " " + fault.getKey().what(),
                                        Map.Entry::getValue,
                                        Integer::sum,
                                        TreeMap::new)),
                canaries.stream().mapToLong(Canary::pictures).sum(),
                List.copyOf(broken));
    }

    private HostProcess start() throws IOException {
        return HostProcess.start(
                jvmOptions, SIZE, MOST_VIEWERS, LOGIN_SECONDS, "--message=" + MESSAGE_SECONDS);
    }

    private void round(HostProcess host, Figures before) throws IOException {
        List<Thread> running = new ArrayList<>();
        for (Fault fault : choice()) {
            done.merge(fault, 1, Integer::sum);
            var strain =
                    new Strain(
                            host,
                            new Random(random.nextLong()),
                            jvmOptions,
                            LOGIN_SECONDS,
                            MESSAGE_SECONDS);
            running.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("fault " + fault)
                            .start(() -> run(fault, strain)));
        }
        for (Thread thread : running) {
            join(thread);
        }
        settle(host, before);
        if (!Strain.succeeds(
                () ->
                        SoakConnection.open(host.address(), List.of(Encoding.RAW.number()))
                                .close())) {
            broken.add("a viewer does not get in after " + done.keySet());
        }
        for (Canary canary : canaries) {
            String complaint = canary.complaint();
            if (complaint != null) {
                broken.add(complaint);
            }
        }
        if (System.nanoTime() - nextMinute > 0) {
            nextMinute += MINUTE_NANOS;
            minute(host);
        }
    }

    /// One that stays alone, or some others.
    private List<Fault> choice() {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        if (shuffled.getFirst().isAlone()) {
            return shuffled.subList(0, 1);
        }
        return shuffled.stream()
                .filter(fault -> !fault.isAlone())
                .limit(1 + random.nextInt(MOST_AT_ONCE))
                .toList();
    }

    private void run(Fault fault, Strain strain) {
        try {
            fault.run(strain);
        } catch (Broken e) {
            broken.add(fault + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            broken.add(fault + " did not come to its end: " + e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(HostProcess host, Figures before) throws IOException {
        long end = System.nanoTime() + SETTLE_NANOS;
        Figures now = host.figures();
        while (holdsMore(now, before)) {
            if (System.nanoTime() - end > 0) {
                broken.add("held that was not before: %s, before %s".formatted(now, before));
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            now = host.figures();
        }
    }

    private static boolean holdsMore(Figures now, Figures before) {
        return now.coroutines() > before.coroutines()
                || now.descriptors() > before.descriptors()
                || now.viewers() > before.viewers();
    }

    private void minute(HostProcess host) throws IOException {
        Figures figures = host.figures();
        List<Long> ages = canaries.getFirst().takeAges();
        var minute =
                new SoakResult.Minute(
                        (System.nanoTime() - start) / 1e9,
                        figures,
                        done.values().stream().mapToInt(Integer::intValue).sum(),
                        percentile(ages, 50),
                        percentile(ages, 99),
                        percentile(ages, 100));
        minutes.add(minute);
        progress.accept(minute.text());
    }

    private static double percentile(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
    }

    /// How a length of time is written.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Duration time(String text) {
        if (!text.matches("[1-9][0-9]{0,5}[smh]")) {
            throw new IllegalArgumentException(
                    "expected a time such as 90s, 10m or 72h, not '%s'".formatted(text));
        }
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
