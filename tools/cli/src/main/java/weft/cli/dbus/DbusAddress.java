package weft.cli.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Where a bus is (D-Bus Specification, Server Addresses): a UNIX socket.
///
/// @param path of the socket; one that is abstract begins with `@`
public record DbusAddress(String path) {

    /// Parses `unix:path=/run/user/1000/bus`, `unix:abstract=name`, or several that are tried in
    /// order, of which the first with a socket is taken.
    ///
    /// @throws IllegalArgumentException if that is none, in one line
    public static DbusAddress parse(String text) {
        for (String one : text.split(";", -1)) {
            int colon = one.indexOf(':');
            if (colon >= 0 && one.substring(0, colon).equals("unix")) {
                Map<String, String> keys = keys(one.substring(colon + 1), text);
                if (keys.containsKey("path")) {
                    return new DbusAddress(keys.get("path"));
                }
                if (keys.containsKey("abstract")) {
                    return new DbusAddress("@" + keys.get("abstract"));
                }
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "a D-Bus address is unix:path=PATH or unix:abstract=NAME, not '" + text + "'");
    }

    private static Map<String, String> keys(String text, String whole) {
        Map<String, String> keys = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw wrong(whole);
            }
            keys.put(pair.substring(0, equals), unescaped(pair.substring(equals + 1), whole));
        }
        return keys;
    }

    /// Undoes `%20`.
    private static String unescaped(String text, String whole) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var plain = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                plain.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
            if (low < 0) {
                throw wrong(whole);
            }
            plain.write(16 * high + low);
            i += 2;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return path;
    }
}
