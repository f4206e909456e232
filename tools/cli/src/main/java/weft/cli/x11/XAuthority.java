package weft.cli.x11;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file of cookies that `xauth` keeps: a list of entries, all numbers big-endian.
///
/// ```
/// family U16 | address: length U16, bytes | number: same | name: same | data: same
/// ```
public final class XAuthority {

    /// The one way to log in that is known here.
    static final String COOKIE = "MIT-MAGIC-COOKIE-1";

    private static final int FAMILY_INTERNET = 0;
    private static final int FAMILY_INTERNET6 = 6;
    private static final int FAMILY_LOCAL = 256;
    private static final int FAMILY_WILD = 65535;
    private static final long MOST_BYTES = 1 << 20;

    private XAuthority() {}

    /// An entry of the file.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(int family, byte[] address, String number, String name, byte[] data) {

        static Entry read(DataInputStream in) throws IOException {
            int family = in.readUnsignedShort();
            byte[] address = field(in);
            String number = new String(field(in), ISO_8859_1);
            String name = new String(field(in), ISO_8859_1);
            return new Entry(family, address, number, name, field(in));
        }

        private static byte[] field(DataInputStream in) throws IOException {
            int length = in.readUnsignedShort();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        boolean isFor(XDisplayName display) {
            return name.equals(COOKIE)
                    && (number.isEmpty() || number.equals(Integer.toString(display.display())));
        }

        /// How well the entry's address fits; one for another machine may still be right, where a
        /// container shares a socket.
        int fit(XDisplayName display) {
            if (family == FAMILY_WILD) {
                return 1;
            }
            return switch (family) {
                case FAMILY_LOCAL -> display.host().isPresent() ? 3 : isThisMachine() ? 0 : 2;
                case FAMILY_INTERNET, FAMILY_INTERNET6 ->
                        display.host().isPresent() && isHost(display.host().get()) ? 0 : 3;
                default -> 3;
            };
        }

        private boolean isThisMachine() {
            try {
                return new String(address, ISO_8859_1)
                        .equals(InetAddress.getLocalHost().getHostName());
            } catch (UnknownHostException e) {
                return false;
            }
        }

        private boolean isHost(String host) {
            try {
                return Arrays.stream(InetAddress.getAllByName(host))
                        .anyMatch(known -> Arrays.equals(known.getAddress(), address));
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /// The file that this user's programs look into: `XAUTHORITY`, or `.Xauthority` at home.
    public static Path file(Map<String, String> environment) {
        String named = environment.get("XAUTHORITY");
        return named != null && !named.isEmpty()
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", "."), ".Xauthority");
    }

    /// The cookie for a display, if the file is there and has one.
    ///
    /// @throws IOException if the file is there and cannot be read, in one line
    static Optional<byte[]> cookie(Path file, XDisplayName display) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return read(file).stream()
                    .filter(entry -> entry.isFor(display))
                    .min(Comparator.comparingInt(entry -> entry.fit(display)))
                    .map(Entry::data);
        } catch (IOException e) {
            throw new XException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Entry> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is larger than 1 MiB");
        }
        List<Entry> entries = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                var in = new DataInputStream(new BufferedInputStream(bytes))) {
            while (true) {
                entries.add(Entry.read(in));
            }
        } catch (EOFException e) {
            return entries; // what is cut off is no entry
        }
    }
}
