package weft.server.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /// The list has 229 inputs; each of its rows says what became of it.
    @Test
    void input_ofTheList_isSaidHereOrShownElsewhere() {
        Set<String> numbers = new TreeSet<>();
        HostileInputs.all().forEach(input -> numbers.add(input.number()));
        Elsewhere.all().forEach(one -> numbers.add(one.id()));
        assertEquals(HostileInputs.numbers(), numbers);
        assertEquals(229, numbers.size());
    }

    private static void check(HostileInput input) throws IOException {
        Stage stage = STAGES.get(input.setting());
        if (stage == null) {
            stage = input.setting().stage();
            STAGES.put(input.setting(), stage);
        }
        var runner = new Runner(stage, InputList.WHOLE);
        List<Finding> findings = runner.run(input);
        REPORT.add(input, findings, runner.holds(), stage.takeBeside());
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
