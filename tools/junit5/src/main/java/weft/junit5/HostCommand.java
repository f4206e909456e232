package weft.junit5;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A command that starts a VNC server for tests. It is ended with them, with all that it has
/// started.
///
/// ```
/// HostCommand.of("Xtigervnc", "-rfbport", "{port}", "-SecurityTypes", "None", ":{port}")
///         .at("127.0.0.1::{port}")
/// HostCommand.of("weft", "serve", "--port", "0").announcedBy("READY vnc=(\\S+)")
/// ```
///
/// @param command the program and its arguments; `{port}` stands for a TCP port that is free
/// @param address where the server will be, `{port}` replaced; empty for what its output says
/// @param announcement what a line of its output looks like, with the address as its first group
public record HostCommand(
        List<String> command, Optional<String> address, Optional<Pattern> announcement) {

    /// What stands for a free port.
    static final String PORT = "{port}";

    public HostCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
    }

    /// A command whose server is still to be told of.
    public static HostCommand of(String... command) {
        return new HostCommand(List.of(command), Optional.empty(), Optional.empty());
    }

    /// Its server will be at an address.
    public HostCommand at(String serverAddress) {
        return new HostCommand(command, Optional.of(serverAddress), Optional.empty());
    }

    /// It writes a line of output with the address once the server is there.
    ///
    /// @param lineWithAddress a regular expression whose first group is the address
    public HostCommand announcedBy(String lineWithAddress) {
        Pattern pattern = Pattern.compile(lineWithAddress);
        if (pattern.matcher("").groupCount() < 1) {
            throw new IllegalArgumentException(
                    "\"%s\" has no group for the address".formatted(lineWithAddress));
        }
        return new HostCommand(command, Optional.empty(), Optional.of(pattern));
    }
}
