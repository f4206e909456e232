package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What a run of the command said, and its exit code.
record Outcome(int exitCode, String out, String err) {

    /// Runs the command in this JVM.
    static Outcome of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /// Asserts that a run succeeded, and had nothing to say.
    static void assertDone(Outcome outcome) {
        assertEquals(new Outcome(0, "", ""), outcome);
    }

    /// Asserts that it failed with one line on standard error, and returns that.
    String complaint(int expectedCode) {
        assertEquals(expectedCode, exitCode, err);
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("weft: "), err);
        return err.strip().substring("weft: ".length());
    }
}
