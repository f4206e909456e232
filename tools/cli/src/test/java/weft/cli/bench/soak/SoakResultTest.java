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
                new HostProcess.Figures(5_000_000 + 1_000_000L * number, 0, 7, 50, 9, 4, 1, 0, 0);
        return new SoakResult.Minute(60.0 * number, held, number, 1, 2, 3);
    }

    private static SoakResult result(int minutes, List<String> broken) {
        return new SoakResult(
                IntStream.rangeClosed(1, minutes).mapToObj(SoakResultTest::minute).toList(),
                Map.of("F1 something", 3),
                9,
                broken);
    }

    @Test
    void result_ofSomeMinutes_tellsWhatRises() {
        String json = result(5, List.of()).json();
        assertTrue(json.contains("\"heapMbPerHour\":60.0"), json);
        assertTrue(json.contains("\"descriptorsPerHour\":0.0"), json);
        assertTrue(json.contains("\"broken\":[]"), json);
    }

    @Test
    void result_ofTwoMinutes_tellsNoSlope() {
        assertTrue(result(2, List.of()).json().contains("\"heapMbPerHour\":null"));
    }

    @Test
    void result_ofWhatDidNotHold_saysSo() {
        String text = result(3, List.of("F1: no")).text();
        assertTrue(text.contains("BROKEN: F1: no\n"), text);
        assertTrue(text.endsWith("not all held"), text);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "10m, PT10M", "72h, PT72H"})
    void time_withItsUnit_isThatLong(String text, Duration expected) {
        assertEquals(expected, SoakBench.time(text));
    }
}
