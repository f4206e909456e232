package weft.cli.bench.soak;

import weft.cli.bench.soak.HostProcess.Figures;
import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Does a server all kinds of harm, in an order that follows from a seed, while viewers look
/// whether its pictures are right. After each round it looks whether the server holds more than
/// before, and whether a viewer gets in.
public final class SoakBench {

    private static final String FPS = "fps 10";

    /// How long to look at the server before there are faults.
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_AT_ONCE = 3;

    /// Those that are compared with what they must show.
    static final List<Encoding> ENCODINGS =
            List.of(
                    Encoding.ZRLE,
                    Encoding.TIGHT,
                    Encoding.ZLIB,
                    Encoding.HEXTILE,
                    Encoding.TRLE,
                    Encoding.RAW);

    private final SoakSettings settings;
    private final List<Fault> faults;
    private final Random random;
    private final Consumer<String> progress;
    private final Notes notes = new Notes();
    private final Map<Fault, Integer> done = new TreeMap<>();
    private final Set<String> broken = Collections.synchronizedSet(new TreeSet<>());
    private final Map<Fault, String> notRun = Collections.synchronizedMap(new TreeMap<>());
    private final List<Canary> canaries = new ArrayList<>();
    private final List<SoakResult.Minute> minutes = new ArrayList<>();
    private final List<Long> ages = new ArrayList<>();
    private List<Long> agesOfMinute = new ArrayList<>();
    private double calmP99;
    private int lockedOut;
    private long nextMinute;
    private long start;

    /// A benchmark that begins with [#run].
    ///
    /// @param progress is told a line each minute
    /// @throws IllegalArgumentException if there is no such fault
    public SoakBench(SoakSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.faults =
                settings.faults().isEmpty()
                        ? List.of(Fault.values())
                        : settings.faults().stream().map(SoakBench::fault).toList();
        this.random = new Random(settings.seed());
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
        long longestLockNanos;
        try (HostProcess host = Strain.shared(settings)) {
            try {
                for (Encoding encoding : ENCODINGS) {
                    canaries.add(new Canary(host.address(), encoding));
                }
                host.tell(FPS);
                Strain.pause(WARM_UP);
                List<Long> _ = takeAges();
                ages.clear();
                agesOfMinute.clear();
                Strain.pause(CALM);
                calmP99 = percentile(takeAges(), 99);
                Figures before = host.figures();
                if (settings.harm().isPresent()) {
                    host.tell("harm " + settings.harm().get());
                }
                start = System.nanoTime();
                nextMinute = start + MINUTE_NANOS;
                rounds(host, before);
            } finally {
                for (Canary canary : canaries) {
                    canary.close();
                }
            }
            longestLockNanos = host.longestLockNanos();
        }
        return result(longestLockNanos);
    }

    private void rounds(HostProcess host, Figures before) {
        try {
            do {
                round(host, before);
            } while (System.nanoTime() - start < settings.time().toNanos());
            if (minutes.isEmpty()) {
                minute(host);
            }
        } catch (IOException e) {
            lockedOut++;
            broken.add("the server ends after %s: %s".formatted(done, e.getMessage()));
        }
    }

    private SoakResult result(long longestLockNanos) {
        return new SoakResult(
                settings.seed(),
                minutes,
                done.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        fault -> fault.getKey() + " " + fault.getKey().what(),
                                        Map.Entry::getValue,
                                        Integer::sum,
                                        LinkedHashMap::new)),
                notes.all(),
                new SoakResult.Seen(
                        canaries.stream().mapToLong(Canary::pictures).sum(),
                        calmP99,
                        percentile(ages, 50),
                        percentile(ages, 99),
                        percentile(ages, 100),
                        longestLockNanos / 1e6,
                        lockedOut),
                notRun.entrySet().stream()
                        .map(fault -> fault.getKey() + ": " + fault.getValue())
                        .toList(),
                List.copyOf(broken));
    }

    private void round(HostProcess host, Figures before) throws IOException {
        List<Thread> running = new ArrayList<>();
        List<Fault> chosen = choice();
        for (Fault fault : chosen) {
            done.merge(fault, 1, Integer::sum);
            var strain =
                    new Strain(fault.name(), host, new Random(random.nextLong()), settings, notes);
            running.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("fault " + fault)
                            .start(() -> run(fault, strain)));
        }
        for (Thread thread : running) {
            join(thread);
        }
        List<Long> seen = takeAges();
        if (chosen.size() == 1 && !seen.isEmpty()) {
            notes.most(
                    chosen.getFirst().name(),
                    "ms, the canary's p99 while it is alone",
                    percentile(seen, 99),
                    chosen.getFirst().isAlone() ? "" : "3: 10 more than without");
        }
        settle(host, before, chosen);
        if (System.nanoTime() - nextMinute > 0) {
            nextMinute = System.nanoTime() + MINUTE_NANOS;
            minute(host);
        }
        if (!Strain.succeeds(
                () ->
                        SoakConnection.open(host.address(), List.of(Encoding.RAW.number()))
                                .close())) {
            lockedOut++;
            broken.add("a viewer does not get in after " + chosen);
        }
        for (Canary canary : canaries) {
            String complaint = canary.complaint();
            if (complaint != null) {
                broken.add(complaint);
            }
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
        } catch (NotRun e) {
            notRun.put(fault, String.valueOf(e.getMessage()));
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

    private void settle(HostProcess host, Figures before, List<Fault> chosen) throws IOException {
        long end = System.nanoTime() + settings.settle().toNanos();
        Figures now = host.figures();
        while (holdsMore(now, before)) {
            if (System.nanoTime() - end > 0) {
                broken.add(
                        "after %s more is held than before: %s"
                                .formatted(chosen, now.moreThan(before)));
                return;
            }
            Strain.pause(Duration.ofMillis(500));
            now = host.figures();
        }
    }

    private static boolean holdsMore(Figures now, Figures before) {
        return now.coroutines() > before.coroutines()
                || now.descriptors() > before.descriptors()
                || now.viewers() > before.viewers()
                || now.pressed() > before.pressed();
    }

    private void minute(HostProcess host) throws IOException {
        Figures figures = host.figures();
        List<Long> _ = takeAges();
        var minute =
                new SoakResult.Minute(
                        (System.nanoTime() - start) / 1e9,
                        figures,
                        done.values().stream().mapToInt(Integer::intValue).sum(),
                        percentile(agesOfMinute, 50),
                        percentile(agesOfMinute, 99),
                        percentile(agesOfMinute, 100));
        agesOfMinute = new ArrayList<>();
        minutes.add(minute);
        progress.accept(minute.text());
    }

    /// Those of the first canary since this was called last; they are noted for the minute, too.
    private List<Long> takeAges() {
        List<Long> taken = canaries.getFirst().takeAges();
        agesOfMinute.addAll(taken);
        ages.addAll(taken);
        return taken;
    }

    private static double percentile(List<Long> ages, int percent) {
        if (ages.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = ages.stream().sorted().toList();
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
