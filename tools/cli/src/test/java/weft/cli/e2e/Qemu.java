package weft.cli.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// QEMU, which shows the screen of its firmware without a disk.
final class Qemu {

    private Qemu() {}

    /// Starts one.
    ///
    /// @param vnc the address and the options of its server
    /// @param more arguments
    static Running start(Path home, String vnc, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-display", "none", "-vnc", vnc));
        arguments.addAll(List.of("-accel", "tcg", "-nic", "none", "-m", "16"));
        arguments.addAll(List.of("-monitor", "none", "-serial", "none", "-parallel", "none"));
        arguments.addAll(List.of(more));
        return Running.start(home, "qemu-system-x86_64", arguments.toArray(String[]::new));
    }
}
