package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The benchmarks that start a server in a process of its own.
@Timeout(120)
class BenchServerIT {

    @TempDir private Path directory;

    private static String run(String... arguments) throws Exception {
        try (Started weft = Started.weft(arguments)) {
            Outcome outcome = weft.end();
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertEquals("", outcome.err());
            return outcome.out();
        }
    }

    @Test
    void serve_forAMoment_tellsWhatEachNumberOfViewersCosts() throws Exception {
        Path chart = directory.resolve("chart.png");
        String json =
                run(
                        "bench",
                        "serve",
                        "terminal",
                        "--size=320x200",
                        "--viewers=1,3",
                        "--encoding=zrle,tight",
                        "--warm-up=0",
                        "--seconds=3",
                        "--throttle=300k",
                        "--natives=off",
                        "--json",
                        "--chart=" + chart);
        assertEquals(6, json.lines().count(), json);
        assertTrue(
                json.contains(
                        "{\"picture\":\"terminal\",\"fps\":30.0,\"viewers\":3,\"encoding\":\"tight\""),
                json);
        assertEquals(2, json.split("\"ratio\":").length - 1, json);
        assertTrue(Files.size(chart) > 0);
    }

    @Test
    void latency_aloneAndBeside_tellsBoth() throws Exception {
        String table =
                run(
                        "bench",
                        "latency",
                        "--size=320x200",
                        "--presses=10",
                        "--warm-up=0",
                        "--beside=none,video");
        assertEquals(3, table.lines().count(), table);
        assertTrue(table.contains("\nnone    tight          10  "), table);
        assertTrue(table.contains("\nvideo   tight          10  "), table);
    }

    @Test
    void serve_connected_measuresTheServerThatIsThere() throws Exception {
        try (Started play =
                Started.weft("bench", "play", "web", "--size=320x200", "--listen=::0")) {
            String table =
                    run(
                            "bench",
                            "serve",
                            "--connect=::" + play.readyPort(),
                            "--pid=" + play.pid(),
                            "--warm-up=0",
                            "--seconds=3");
            assertTrue(table.contains("\nconnected  tight "), table);
        }
    }

    @Test
    void idle_aFewViewers_tellsWhatEachCosts() throws Exception {
        String json = run("bench", "idle", "--size=320x200", "--viewers=5", "--rest=1", "--json");
        assertTrue(json.startsWith("[\n{\"viewers\":5,\"heapEach\":"), json);
        assertTrue(json.contains("\"wakeEchoMillis\":"), json);
    }

    @Test
    void soak_aFewFaults_tellsThatAllHeld() throws Exception {
        try (Started weft =
                Started.weft("bench", "soak", "--time=1s", "--seed=1", "--faults=F4,F8,F25")) {
            Outcome outcome = weft.end();
            assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
            assertTrue(outcome.out().endsWith("all held" + System.lineSeparator()), outcome.out());
            assertTrue(outcome.err().startsWith("--seed=1"), outcome.err());
        }
    }

    /// The soak itself is looked at: a server that does wrong is found, when the soak has waited
    /// long enough, and it is said what.
    @ParameterizedTest
    @Timeout(300)
    @CsvSource({
        "pixels, F25, 1 pixels of picture",
        "descriptor, F25, 'more is held than before: 1 descriptors'",
        "key, F8, keys are held that nobody holds"
    })
    void soak_ofAServerThatDoesWrong_isRedAndSaysWhat(String harm, String fault, String complaint)
            throws Exception {
        try (Started weft =
                Started.weft(
                        "bench",
                        "soak",
                        "--time=1s",
                        "--seed=1",
                        "--settle=2",
                        "--faults=" + fault,
                        "--harm=" + harm)) {
            Outcome outcome = weft.end();
            assertEquals(1, outcome.exitCode(), outcome.out() + outcome.err());
            assertTrue(outcome.out().endsWith("not all held" + System.lineSeparator()));
            assertTrue(
                    outcome.out()
                            .lines()
                            .anyMatch(line ->
                                    line.startsWith("BROKEN: ") && line.contains(complaint)),
                    outcome.out());
        }
    }

    @Test
    void soak_asOneWhoMayNotMakeNamespaces_saysThatItDidNotRun() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.writeString(bin.resolve("ip"), "#!/bin/sh\necho you may not\nexit 1\n");
        assertTrue(bin.resolve("ip").toFile().setExecutable(true));
        try (Started weft =
                Started.weft(
                        Map.of("PATH", bin.toString()),
                        "bench",
                        "soak",
                        "--time=1s",
                        "--seed=1",
                        "--faults=F3")) {
            Outcome outcome = weft.end();
            assertEquals(1, outcome.exitCode(), outcome.out() + outcome.err());
            assertTrue(outcome.out().contains("\nNOT RUN: F3: no network namespace: "));
            assertTrue(outcome.out().contains(": you may not\n"), outcome.out());
        }
    }

    @Test
    void serve_badRecording_isTheServersOneLine() throws Exception {
        Path missing = directory.resolve("missing.rfb");
        try (Started weft = Started.weft("bench", "serve", missing.toString())) {
            assertEquals(
                    "the server does not start: " + missing + ": there is no such file",
                    weft.end().complaint(Main.FAILURE));
        }
    }
}
