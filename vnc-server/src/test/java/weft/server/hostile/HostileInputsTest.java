package weft.server.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every hostile input meets its fate, and harms nobody else.
class HostileInputsTest {
    private static final Map<Setting, Stage> STAGES = new EnumMap<>(Setting.class);

    /// Which of them, as a regular expression: all, if nobody says.
    private static final String ONLY = System.getProperty("weft.hostile.only", ".*");

    private static final Report REPORT = new Report();

    @TestFactory
    Stream<DynamicTest> input_hostile_meetsItsFateAndHarmsNobody() {
        return HostileInputs.all().stream()
                .filter(input -> input.id().matches(ONLY))
                .map(input ->
                        DynamicTest.dynamicTest(
                                input.id() + " " + input.what(), () -> check(input)));
    }

    private static void check(HostileInput input) throws IOException {
        Stage stage = STAGES.get(input.setting());
        if (stage == null) {
            stage = input.setting().stage();
            STAGES.put(input.setting(), stage);
        }
        var runner = new Runner(stage, InputList.WHOLE);
        List<Finding> findings = runner.run(input);
        REPORT.add(input, findings, runner.runs(), stage.server().longestLockHoldNanos());
        assertEquals(List.of(), findings);
    }

    @AfterAll
    static void close() throws IOException {
        REPORT.write(List.copyOf(STAGES.values()));
        for (Stage stage : STAGES.values()) {
            stage.close();
        }
    }
}
