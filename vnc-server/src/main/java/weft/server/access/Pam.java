package weft.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.access.PamLibrary.Handle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The users of this machine, as a service of PAM knows them (Linux-PAM): `/etc/pam.d/SERVICE` says
/// how. Both their password and whether they may log in now are asked; no session is opened.
///
/// It needs libpam, and a JVM that allows this module native access
/// (`--enable-native-access=weft.server`). A process that is not root can ask most modules for its
/// own user only.
public final class Pam implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Pam.class);

    private static final List<Path> FOLDERS =
            List.of(Path.of("/etc/pam.d"), Path.of("/usr/lib/pam.d"), Path.of("/usr/etc/pam.d"));

    /// Where all are if there is no first folder.
    private static final Path ONE_FILE = Path.of("/etc/pam.conf");

    /// The longest answer that modules take, in bytes.
    private static final int MAX_ANSWER = 511;

    private final PamLibrary library;
    private final String service;
    private final Optional<Path> folder;
    private final Set<Right> rights;

    private Pam(String service, Optional<Path> folder, Set<Right> rights) throws IOException {
        this.library = PamLibrary.load();
        this.service = service;
        this.folder = folder;
        this.rights = Set.copyOf(rights);
    }

    /// The users of a service.
    ///
    /// @param rights what each of them may do
    /// @throws IOException that says in one line why there are none: no libpam, no native access,
    ///   no such service
    public static Pam open(String service, Set<Right> rights) throws IOException {
        if (!service.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            throw new IOException("'%s' is no name of a PAM service".formatted(service));
        }
        boolean isThere =
                FOLDERS.stream().anyMatch(each -> Files.exists(each.resolve(service)))
                        || (Files.notExists(FOLDERS.getFirst()) && Files.exists(ONE_FILE));
        var pam = new Pam(service, Optional.empty(), rights);
        if (!isThere) {
            throw new IOException(
                    "there is no PAM service %s: nothing says in %s how its users log in"
                            .formatted(service, FOLDERS.getFirst()));
        }
        return pam;
    }

    /// The same with the services in a folder.
    static Pam open(String service, Path folder, Set<Right> rights) throws IOException {
        return new Pam(service, Optional.of(folder), rights);
    }

    @Override
    public Optional<Identity> authenticate(Credentials credentials, String peer) {
        byte[] password = bytes(credentials.password());
        try {
            boolean isText =
                    isText(password) && isText(credentials.user().getBytes(StandardCharsets.UTF_8));
            return isText ? ask(credentials.user(), password, peer) : Optional.empty();
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /// Whether C takes all of it.
    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return false;
            }
        }
        return bytes.length > 0 && bytes.length <= MAX_ANSWER;
    }

    /// As UTF-8; nothing if that cannot be.
    private static byte[] bytes(char[] text) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        byte[] room = new byte[(int) Math.ceil(text.length * encoder.maxBytesPerChar())];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        CoderResult result = encoder.encode(CharBuffer.wrap(text), encoded, true);
        byte[] bytes = Arrays.copyOf(room, result.isError() ? 0 : encoded.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    private Optional<Identity> ask(String user, byte[] password, String peer) {
        try (Arena arena = Arena.ofConfined();
                Handle handle = library.start(arena, new Login(service, folder, user, password))) {
            handle.from(peer);
            Optional<String> problem = handle.authenticate().or(handle::mayLogIn);
            if (problem.isPresent()) {
                LOG.debug("{}: PAM {}: {}", peer, service, problem.get());
                return Optional.empty();
            }
            return Optional.of(new Identity(handle.user(), rights));
        }
    }

    /// Who wants to be let in, where.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Login(String service, Optional<Path> folder, String user, byte[] password) {

        /// Says nothing about the password.
        @Override
        public String toString() {
            return "Login[" + service + ", " + user + "]";
        }
    }

    @Override
    public String toString() {
        return "PAM " + service;
    }
}
