package weft.cli.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class SoakResultTest {

    private static SoakResult.Minute minute(int number) {
        var held =
                new HostProcess.Figures(
                        5_000_000, 0, 7_000_000 + 1_000_000L * number, 50, 9, 4, 1, 0, 0);
        return new SoakResult.Minute(60.0 * number, held, number, 1, 2, 3);
    }

    private static SoakResult result(int minutes, List<String> notRun, List<String> broken) {
        var notes = new Notes();
        notes.most("F10", "s until something", 1, "5: at most 3");
        notes.most("F10", "s until something", 2, "5: at most 3");
        notes.most("F2", "s until else", 3, "");
        notes.least("F2", "% of all", 99, "");
        notes.least("F2", "% of all", 100, "");
        notes.count("F2", "tries", 3);
        notes.count("F2", "tries", 4);
        return new SoakResult(
                7,
                IntStream.rangeClosed(1, minutes).mapToObj(SoakResultTest::minute).toList(),
                Map.of("F1 something", 3),
                notes.all(),
                new SoakResult.Seen(9, 1, 2, 3, 4, 5, 0),
                notRun,
                broken);
    }

    @Test
    void result_ofSomeMinutes_tellsWhatRises() {
        String json = result(5, List.of(), List.of()).json();
        assertTrue(json.contains("\"what\":\"MB/h resident\",\"worst\":60.0,"), json);
        assertTrue(json.contains("\"what\":\"descriptors/h\",\"worst\":0.0,"), json);
        assertTrue(json.contains("\"broken\":[]"), json);
    }

    @Test
    void result_ofAServerThatEndsAtOnce_isToldAllTheSame() {
        SoakResult result = result(0, List.of(), List.of("the server ends"));
        assertTrue(result.text().endsWith("BROKEN: the server ends\nnot all held"), result.text());
        assertTrue(result.json().contains("\"seconds\":null"), result.json());
    }

    @Test
    void result_ofTwoMinutes_tellsNoSlope() {
        String json = result(2, List.of(), List.of()).json();
        assertTrue(json.contains("\"what\":\"MB/h resident\",\"worst\":null"), json);
    }

    @Test
    void figures_measuredSeveralTimes_areTheWorst_inTheOrderOfTheFaults() {
        List<String> lines =
                result(3, List.of(), List.of())
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("F"))
                        .map(line -> line.replaceAll(" +", " "))
                        .toList();
        assertEquals(
                List.of(
                        "F1 something 3",
                        "F2 % of all 99.00",
                        "F2 s until else 3.00",
                        "F2 tries 7.00",
                        "F10 s until something 2.00 5: at most 3"),
                lines);
    }

    @Test
    void result_ofWhatDidNotHold_saysSo() {
        String text = result(3, List.of("F3: no"), List.of("F1: no")).text();
        assertTrue(text.startsWith("seed 7, 180 s, 9 pictures compared"), text);
        assertTrue(text.contains("BROKEN: F1: no\n"), text);
        assertTrue(text.endsWith("not all held"), text);
    }

    @Test
    void result_ofWhatDidNotRun_isNotThatAllHeld() {
        String text = result(3, List.of("F3: no network namespace"), List.of()).text();
        assertTrue(text.contains("NOT RUN: F3: no network namespace\n"), text);
        assertTrue(text.endsWith("all that ran held, 1 did not run or not wholly"), text);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "10m, PT10M", "72h, PT72H"})
    void time_withItsUnit_isThatLong(String text, Duration expected) {
        assertEquals(expected, SoakBench.time(text));
    }
}
