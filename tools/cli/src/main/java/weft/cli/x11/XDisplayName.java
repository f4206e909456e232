package weft.cli.x11;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an X server is, as in `DISPLAY`: `[HOST]:DISPLAY[.SCREEN]`.
///
/// @param host empty for this machine, over a UNIX socket
/// @param display its number
/// @param screen which of its screens
public record XDisplayName(Optional<String> host, int display, int screen) {
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([^\\]]+)]|([^:/]*)):(\\d{1,5})(?:\\.(\\d{1,3}))?");
    private static final int FIRST_PORT = 6000;
    private static final int LARGEST_PORT = 65535;

    /// Reads `:1`, `:1.0`, `unix:1`, `HOST:1`, `[::1]:1`.
    ///
    /// @throws IllegalArgumentException if it is none of these, in one line
    public static XDisplayName parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || FIRST_PORT + Integer.parseInt(matcher.group(3)) > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "an X display is [HOST]:NUMBER[.SCREEN], such as :1, not '" + text + "'");
        }
        Optional<String> host =
                Optional.ofNullable(matcher.group(1))
                        .or(() -> Optional.of(matcher.group(2)))
                        .filter(name -> !name.isEmpty() && !name.equals("unix"));
        int screen = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        return new XDisplayName(host, Integer.parseInt(matcher.group(3)), screen);
    }

    /// The socket of a server of this machine.
    public Path socket() {
        return Path.of("/tmp/.X11-unix", "X" + display);
    }

    /// The port of a server that is reached over TCP.
    public int port() {
        return FIRST_PORT + display;
    }

    @Override
    public String toString() {
        String name = host.map(text -> text.contains(":") ? "[" + text + "]" : text).orElse("");
        return name + ":" + display + (screen == 0 ? "" : "." + screen);
    }
}
