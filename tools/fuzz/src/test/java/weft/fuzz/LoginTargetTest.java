package weft.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

/// The target gets as far as it should, or what is behind would not be tried at all.
class LoginTargetTest {

    @Test
    void viewers_comeInBySeedsOfEachType() {
        Map<Integer, Integer> in = new HashMap<>();
        var target = new LoginTarget();
        for (byte[] seed : target.seeds()) {
            int type = LoginTarget.type(seed);
            if (target.play(seed) > 0) {
                in.merge(type, 1, Integer::sum);
            }
        }
        // None, VncAuth, RA2, RA2ne, SASL, VeNCrypt with four subtypes, Apple's, RA2_256, RA2ne_256
        assertEquals(Map.of(1, 1, 2, 1, 5, 1, 6, 1, 20, 1, 19, 8, 30, 1, 129, 1, 130, 1), in);
    }
}
