package weft.cli.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `weft` command as it was built, run by the JDK of the tests over the same back end.
final class Weft {

    private static final Path JAR = Path.of("target", "weft-cli.jar").toAbsolutePath();
    private static final Pattern READY = Pattern.compile("(?m)^READY vnc=([^ \n]+)");
    private static final Path NOTHING = Path.of("/dev/null");

    private Weft() {}

    /// Waits until it serves; returns the address.
    static String ready(Running command) {
        Matcher matcher =
                Eventually.get(
                        () -> Optional.of(READY.matcher(command.output())).filter(Matcher::find),
                        () -> "not ready: " + command);
        return matcher.group(1);
    }

    /// Starts it with nothing on standard input.
    static Running start(Path home, String... arguments) {
        return start(home, NOTHING, arguments);
    }

    /// Starts it with a file on standard input.
    static Running start(Path home, Path input, String... arguments) {
        if (!Files.exists(JAR)) {
            throw new AssertionError(JAR + " is missing: run these tests with mvn verify");
        }
        List<String> command = new ArrayList<>();
        String backend = System.getProperty("weft.coroutine.backend");
        if (backend != null) {
            command.add("-Dweft.coroutine.backend=" + backend);
        }
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Running.start(home, Map.of(), input, java, command);
    }
}
