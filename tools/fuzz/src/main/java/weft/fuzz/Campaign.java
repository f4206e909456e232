package weft.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A run of Jazzer on one target: begins with what is known, keeps what has reached something new,
/// and enters itself in the log.
///
/// Jazzer runs in a JVM of its own, as it ends that when it has enough. The files that it works on
/// stay in `target/fuzz`, so that the next run goes on from there.
final class Campaign {

    private static final Path WORK = Path.of("target", "fuzz");
    private static final Path LOG = Path.of("LOG.md");

    /// How much is kept in the repository for a target, the shortest inputs first.
    private static final int KEPT_BYTES = 16 << 10;

    private static final int LONGEST_INPUT = 4096;
    private static final int MOST_FINDINGS = 5;
    private static final int SECONDS_AN_INPUT = 20;
    private static final int MOST_MEGABYTES = 3000;

    private static final Pattern EXECUTIONS =
            Pattern.compile("stat::number_of_executed_units: +(\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ft: (\\d+)");

    /// Sanitizers of Jazzer, which look for what this project has none of, such as SQL; they make
    /// everything slow.
    private static final String NO_SANITIZERS =
            Stream.of(
                            "BigDecimal",
                            "ClojureLangHooks",
                            "Deserialization",
                            "ExpressionLanguageInjection",
                            "FilePathTraversal",
                            "LdapInjection",
                            "NamingContextLookup",
                            "OsCommandInjection",
                            "ReflectiveCall",
                            "RegexInjection",
                            "RegexRoadblocks",
                            "ScriptEngineInjection",
                            "ServerSideRequestForgery",
                            "SqlInjection",
                            "TemplateInjection",
                            "UnsafeSanitizer",
                            "XPathInjection",
                            "XmlParserSsrfGuidance")
                    .map("com.code_intelligence.jazzer.sanitizers."::concat)
                    .reduce((all, each) -> all + ":" + each)
                    .orElseThrow();

    private final Target target;
    private final int minutes;
    private final long seed;
    private final Path corpus;
    private final Path found;
    private long executions;
    private String coverage = "";
    private int findings;

    Campaign(Target target, int minutes, long seed) {
        this.target = target;
        this.minutes = minutes;
        this.seed = seed;
        corpus = WORK.resolve(target.name()).resolve("corpus");
        found = WORK.resolve(target.name()).resolve("found");
    }

    /// Runs it; false if there was a finding.
    boolean run() throws IOException, InterruptedException {
        Files.createDirectories(corpus);
        Files.createDirectories(found);
        for (byte[] input : Corpus.of(target)) {
            save(input);
        }
        System.out.printf("fuzz: %s for %d minutes, seed %d%n", target.name(), minutes, seed);
        int before = Corpus.read(Corpus.file(target)).size();
        long began = System.nanoTime();
        String commit = commit(); // of what is run, whatever becomes of the checkout meanwhile
        jazzer(
                List.of(
                        "-seed=" + seed,
                        "-max_total_time=" + minutes * 60,
                        "-max_len=" + LONGEST_INPUT,
                        "-timeout=" + SECONDS_AN_INPUT,
                        "-rss_limit_mb=" + MOST_MEGABYTES,
                        "-print_final_stats=1",
                        "--keep_going=" + MOST_FINDINGS,
                        "--reproducer_path=" + found,
                        "-artifact_prefix=" + found + "/",
                        corpus.toString()));
        long took = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - began);
        long done = executions;
        String reached = coverage;
        int count = findings;
        keepTheBest();
        int after = Corpus.read(Corpus.file(target)).size();
        log(took, done, reached, after - before, count, commit);
        System.out.printf(
                "fuzz: %s: %d executions, %s, %d findings%n", target.name(), done, reached, count);
        if (count > 0) {
            System.out.println("fuzz: the inputs are in tools/fuzz/" + found);
        }
        return count == 0;
    }

    private void save(byte[] input) throws IOException {
        Files.write(corpus.resolve(hash(input)), input);
    }

    private static String hash(byte[] input) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(input));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }

    /// Has Jazzer leave out what reaches nothing that another input does not reach.
    private void keepTheBest() throws IOException, InterruptedException {
        Path best = WORK.resolve(target.name()).resolve("best");
        Files.createDirectories(best);
        for (Path old : files(best)) {
            Files.delete(old);
        }
        jazzer(
                List.of(
                        "-merge=1",
                        "-timeout=" + SECONDS_AN_INPUT,
                        "-rss_limit_mb=" + MOST_MEGABYTES,
                        best.toString(),
                        corpus.toString()));
        List<byte[]> kept = new ArrayList<>();
        long bytes = 0;
        List<Path> files = new ArrayList<>(files(best));
        files.sort(Comparator.comparingLong(Campaign::size).thenComparing(Path::toString));
        for (Path file : files) {
            bytes += size(file);
            if (bytes > KEPT_BYTES) {
                break;
            }
            kept.add(Files.readAllBytes(file));
        }
        if (!kept.isEmpty()) {
            Corpus.write(Corpus.file(target), kept);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jazzer(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dweft.fuzz.target=" + target.name());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + JazzerEntry.class.getName());
        command.add("--instrumentation_includes=weft.**");
        command.add("--instrumentation_excludes=weft.fuzz.**");
        command.add("--instrumentation_excludes=weft.coroutine.**");
        command.add("--disabled_hooks=" + NO_SANITIZERS);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        findings = 0;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                note(line);
            }
        }
        int status = process.waitFor();
        if (status != 0 && findings == 0) {
            findings = 1; // the JVM itself has died
            System.out.println("fuzz: Jazzer has ended with status " + status);
        }
    }

    private void note(String line) {
        Matcher executed = EXECUTIONS.matcher(line);
        if (executed.find()) {
            executions = Long.parseLong(executed.group(1));
        }
        Matcher covered = COVERAGE.matcher(line);
        if (covered.find()) {
            coverage = covered.group(1) + " edges";
        }
        if (line.startsWith("== Java ") || line.contains("ERROR: libFuzzer")) {
            findings++;
        }
        boolean isDull =
                line.startsWith("INFO:") || line.startsWith("MERGE") || line.startsWith("#");
        boolean isNews = line.contains("pulse") || line.contains("DONE");
        if (!isDull || isNews) {
            System.out.println(line);
        }
    }

    private void log(long took, long done, String reached, int added, int count, String commit)
            throws IOException {
        String line =
                "| %s | %s | %d | %d | %s | %+d | %d | %d | %s |%n"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                target.name(),
                                took,
                                done,
                                reached,
                                added,
                                count,
                                seed,
                                commit);
        Files.writeString(LOG, line, StandardOpenOption.APPEND);
    }

    private static String commit() throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder("git", "describe", "--always", "--dirty=+")
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? said : "unknown";
    }
}
