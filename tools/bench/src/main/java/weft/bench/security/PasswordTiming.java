package weft.bench.security;

import weft.rfb.security.ScramVerifier;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Credentials;
import weft.server.access.Role;
import weft.server.access.User;
import weft.server.access.UsersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/// Measures whether wrong passwords take a time that tells how wrong they are, see [TwoTimes], and
/// prints a table. Ends with 1 if one does.
///
/// ```
/// java -cp tools/bench/target/weft-bench.jar weft.bench.security.PasswordTiming [COUNT [COUNT]]
/// ```
///
/// The counts are how often an answer of VNC authentication is looked at, a million unless given,
/// and how often a password of a users file, of which each takes milliseconds even with the fewest
/// iterations.
public final class PasswordTiming {
    private static final String PASSWORD = "correct7";
    private static final int WARM_UP = 20;

    private final long seed;
    private boolean differs;

    private PasswordTiming(long seed) {
        this.seed = seed;
    }

    /// Measures and prints.
    public static void main(String[] arguments) throws IOException {
        int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int few = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        var timing = new PasswordTiming(new SplittableRandom().nextLong());
        System.out.println("| what is wrong | times | ns | ns | t |");
        System.out.println("|---|---:|---:|---:|---:|");
        timing.print("VncAuth: the last byte, or the first", many, response());
        timing.print("VncAuth: nothing, or the first byte", many, rightResponse());
        Path folder = Files.createTempDirectory("weft");
        Path file = folder.resolve("users");
        try {
            var verifier =
                    ScramVerifier.of(PASSWORD.toCharArray(), ScramVerifier.FEWEST_ITERATIONS);
            UsersFile.put(file, new User("ann", verifier, Role.OPERATOR, Optional.empty()));
            UsersFile users = UsersFile.open(file);
            timing.print(
                    "Plain: the last letter, or the first",
                    few,
                    kind -> nanos(users, "ann", kind == 0 ? "correct8" : "xorrect7"));
            timing.print(
                    "Plain: the password, or the name, too",
                    few,
                    kind -> nanos(users, kind == 0 ? "ann" : "bob", "correct8"));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
        if (timing.differs) {
            System.exit(1);
        }
    }

    private void print(String what, int count, LongUnaryOperator nanos) {
        var _ = TwoTimes.measure(Math.max(2, count / WARM_UP), seed, nanos);
        TwoTimes times = TwoTimes.measure(count, seed, nanos);
        differs |= times.differ();
        System.out.printf(
                "| %s | %,d | %.1f | %.1f | %.2f |%n",
                what, count, times.first(), times.second(), times.t());
    }

    /// The right answer to a challenge but for one byte, in the same array each time.
    private static LongUnaryOperator response() {
        var question = new Question();
        return kind -> question.nanos(kind == 0 ? VncAuth.LENGTH - 1 : 0, 1);
    }

    private static LongUnaryOperator rightResponse() {
        var question = new Question();
        return kind -> question.nanos(0, (int) kind);
    }

    private static final class Question {
        private final VncPassword password = VncPassword.of(PASSWORD);
        private final byte[] challenge = VncAuth.challenge();
        private final byte[] response = VncAuth.response(password, challenge);

        /// Both kinds change the same array in the same way, and back.
        long nanos(int at, int change) {
            response[at] ^= (byte) change;
            long start = System.nanoTime();
            boolean isRight = VncAuth.verify(password, challenge, response);
            long nanos = System.nanoTime() - start;
            response[at] ^= (byte) change;
            if (isRight != (change == 0)) {
                throw new IllegalStateException("it says the opposite");
            }
            return nanos;
        }
    }

    private static long nanos(UsersFile users, String name, String password) {
        var credentials = new Credentials(name, password.toCharArray());
        long start = System.nanoTime();
        boolean isRight = users.authenticate(credentials, "somebody").isPresent();
        long nanos = System.nanoTime() - start;
        if (isRight) {
            throw new IllegalStateException("a wrong password is taken for the right one");
        }
        return nanos;
    }
}
