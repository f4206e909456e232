package weft.cli.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// QEMU, which shows the screen of its firmware without a disk.
final class Qemu {

    private Qemu() {}

    /// Starts one.
    ///
    /// @param vnc the address and the options of its server
    /// @param more arguments
    static Running start(Path home, String vnc, String... more) {
        return start(home, Map.of(), vnc, more);
    }

    /// @param environment variables that it has besides
    static Running start(Path home, Map<String, String> environment, String vnc, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-display", "none", "-vnc", vnc));
        arguments.addAll(List.of("-accel", "tcg", "-nic", "none", "-m", "16"));
        arguments.addAll(List.of("-monitor", "none", "-serial", "none", "-parallel", "none"));
        arguments.addAll(List.of(more));
        return Running.start(
                home,
                environment,
                Path.of("/dev/null"),
                Programs.path("qemu-system-x86_64"),
                arguments);
    }
}
