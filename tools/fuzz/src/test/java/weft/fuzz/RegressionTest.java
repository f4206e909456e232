package weft.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/// What is known of each target, and a fixed number of mutations of that: the same in every build.
@Timeout(300)
class RegressionTest {

    private static final long SEED = 6;

    static List<String> targets() {
        return Targets.ALL.stream().map(Target::name).toList();
    }

    private static Oracle.Verdict judge(Target target, byte[] input) {
        try {
            return Oracle.judge(target, input);
        } catch (Finding e) {
            return fail(
                    "%s, input %s: %s"
                            .formatted(
                                    target.name(), HexFormat.of().formatHex(input), e.getMessage()),
                    e);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void input_knownOrMutated_isTakenOrRefused(String name) throws IOException {
        Target target = Targets.named(name).orElseThrow();
        List<byte[]> known = Corpus.of(target);
        int taken = 0;
        for (byte[] input : known) {
            taken += judge(target, input).refused() ? 0 : 1;
        }
        assertTrue(taken > 0, "nothing that is known is taken, so nothing was tried");
        var mutator = new Mutator(known, SEED);
        for (int i = 0; i < target.mutations(); i++) {
            var _ = judge(target, mutator.next());
        }
    }
}
