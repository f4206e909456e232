package weft.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.EndOfStreamException;
import weft.rfb.RfbProtocolException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Each rule is broken on purpose, and that is noticed.
class OracleTest {

    private interface Body {
        void run(byte[] input) throws Exception;
    }

    private record Made(Body body) implements Target {

        @Override
        public String name() {
            return "made";
        }

        @Override
        public List<byte[]> seeds() {
            return List.of();
        }

        @Override
        public void run(byte[] input) throws Exception {
            body.run(input);
        }

        @Override
        public Set<Class<? extends Exception>> refusals() {
            return Set.of(IOException.class);
        }

        @Override
        public long mostAllocated(int length) {
            return 100_000 + 10L * length;
        }
    }

    private static Oracle.Verdict judge(Body body) {
        return Oracle.judge(new Made(body), new byte[100]);
    }

    private static String finding(Body body) {
        return String.valueOf(assertThrows(Finding.class, () -> judge(body)).getMessage());
    }

    @Test
    void input_takenOrRefusedAsDocumented_isNoFinding() {
        assertFalse(judge(_ -> {}).refused());
        assertTrue(
                judge(
                                _ -> {
                                    throw new RfbProtocolException(
                                            RfbProtocolException.Reason.DATA, "no");
                                })
                        .refused());
        assertTrue(
                judge(
                                _ -> {
                                    throw new EndOfStreamException(1, 0);
                                })
                        .refused());
        assertTrue(
                judge(
                                _ -> {
                                    throw new IOException("no");
                                })
                        .refused());
    }

    @Test
    void exception_ofAnotherType_isFound() {
        assertEquals(
                "not a documented refusal: java.lang.ArithmeticException: / by zero",
                finding(input -> input[0] = (byte) (1 / input[1])));
        assertTrue(
                finding(
                                input -> {
                                    throw new StackOverflowError();
                                })
                        .contains("StackOverflowError"));
    }

    @Test
    void memory_beyondTheLimit_isFound() {
        List<byte[]> kept = new ArrayList<>();
        assertTrue(
                finding(_ -> kept.add(new byte[200_000])).endsWith("bytes of heap > limit 101000"));
    }

    @Test
    void compressors_thatAreNotEnded_areFound() {
        String expected = "it left native memory to the garbage collector";
        List<Object> kept = new ArrayList<>();
        assertEquals(expected, finding(_ -> kept.add(new Inflater())));
        assertEquals(expected, finding(_ -> kept.add(new Deflater())));
        assertFalse(judge(_ -> new Inflater().end()).refused());
    }

    @Test
    void reader_thatGoesOnBehindTheEnd_isFound() {
        assertEquals(
                "it reads on and on behind the end",
                finding(input -> {
                    var in = new ArrayInput(input);
                    in.skip(input.length);
                    while (in.atEnd()) {
                        // again
                    }
                }));
    }

    @Test
    void mutator_isTheSameForTheSameSeed() {
        List<byte[]> good = List.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {9, 10});
        var one = new Mutator(good, 1);
        var same = new Mutator(good, 1);
        int changed = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] input = one.next();
            assertArrayEquals(input, same.next());
            boolean isGood = good.stream().anyMatch(each -> Arrays.equals(each, input));
            changed += isGood ? 0 : 1;
        }
        assertTrue(changed > 900, changed + " were changed");
    }
}
