package weft.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.rfb.security.Saslprep;
import weft.rfb.security.ScramVerifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Users in a file, one a line, see [User]; empty lines and those that begin with `#` mean nothing.
/// What it keeps of a password is a verifier of SCRAM: whoever reads it has to try passwords, at a
/// third of a second each.
///
/// The file must be private, see [PrivateFile]. It is read again when somebody logs in and it has
/// changed; if it cannot be used then, the users of before remain, and one warning says why. Names
/// and passwords are compared in the form of SASLprep. A name that nobody has takes as long as a
/// wrong password.
///
/// `weft passwd --user` writes it. Any thread may use it.
public final class UsersFile implements Authenticator, ScramAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LINE = 1024;
    private static final int SECRET = 32;

    private final PrivateFile file;
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private final byte[] secret = new byte[SECRET];
    private final AtomicReference<Known> known;

    /// What was read last.
    ///
    /// @param stamp of the file as it was looked at last, whether it could be used or not; empty if
    ///   there was none
    private record Known(Map<String, User> users, Optional<PrivateFile.Stamp> stamp) {

        /// Of a name that nobody has: what most users would have, unless they are from elsewhere.
        int iterations() {
            return users.values().stream()
                    .findFirst()
                    .map(user -> user.verifier().iterations())
                    .orElse(User.ITERATIONS);
        }
    }

    private UsersFile(PrivateFile file, InstantSource clock, Consumer<String> warnings)
            throws IOException {
        this.file = file;
        this.clock = clock;
        this.warnings = warnings;
        new SecureRandom().nextBytes(secret);
        known = new AtomicReference<>(read());
    }

    /// The users of a file.
    ///
    /// @throws IOException that says in one line why it cannot be used
    public static UsersFile open(Path path) throws IOException {
        return open(path, InstantSource.system(), LOG::warn);
    }

    static UsersFile open(Path path, InstantSource clock, Consumer<String> warnings)
            throws IOException {
        return new UsersFile(privateFile(path), clock, warnings);
    }

    private static PrivateFile privateFile(Path path) {
        return PrivateFile.of("users file", path);
    }

    private Known read() throws IOException {
        PrivateFile.Content content = file.content(MAX_BYTES);
        return new Known(users(lines(file, content.bytes())), Optional.of(content.stamp()));
    }

    private static List<Line> lines(PrivateFile file, byte[] bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the %s is not UTF-8".formatted(file), e);
        }
        List<Line> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                lines.add(Line.of(line));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "the %s, line %d: %s".formatted(file, lines.size() + 1, e.getMessage()), e);
            }
        }
        checkNames(file, lines);
        return lines;
    }

    private static void checkNames(PrivateFile file, List<Line> lines) throws IOException {
        long names =
                lines.stream()
                        .flatMap(line -> line.user().stream())
                        .map(User::name)
                        .distinct()
                        .count();
        long users = lines.stream().filter(line -> line.user().isPresent()).count();
        if (names < users) {
            throw new IOException("the %s has two users of the same name".formatted(file));
        }
    }

    private static Map<String, User> users(List<Line> lines) {
        Map<String, User> users = new LinkedHashMap<>();
        for (Line line : lines) {
            line.user().ifPresent(user -> users.put(user.name(), user));
        }
        return users;
    }

    /// A line as it is written; a user, or none.
    private record Line(String text, Optional<User> user) {
        static Line of(String text) {
            if (text.length() > MAX_LINE) {
                throw new IllegalArgumentException("it is longer than " + MAX_LINE);
            }
            boolean isUser = !text.isBlank() && !text.startsWith("#");
            return new Line(text, isUser ? Optional.of(User.parse(text)) : Optional.empty());
        }

        static Line of(User user) {
            return new Line(user.format(), Optional.of(user));
        }

        boolean isOf(String name) {
            return user.isPresent() && user.get().name().equals(name);
        }
    }

    private Known last() {
        return Objects.requireNonNull(known.get());
    }

    /// What the file says now, if it can be used.
    private Known known() {
        Known last = last();
        Optional<PrivateFile.Stamp> now = file.stamp();
        if (now.equals(last.stamp())) {
            return last;
        }
        Known next;
        Optional<String> problem = Optional.empty();
        try {
            next = read();
        } catch (IOException e) {
            next = new Known(last.users(), now);
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        if (!known.compareAndSet(last, next)) {
            return last(); // somebody else has seen it, too
        }
        if (problem.isPresent()) {
            warnings.accept(problem.get() + "; the users of before remain");
        } else {
            LOG.info("{}: {} users", file, next.users().size());
        }
        return next;
    }

    @Override
    public Optional<Identity> authenticate(Credentials credentials, String peer) {
        Account account = account(prepared(credentials.user()));
        return account.verifier().verifies(credentials.password())
                ? account.identity().get()
                : Optional.empty();
    }

    /// Nobody has the empty name.
    private static String prepared(String name) {
        try {
            return Saslprep.prepare(name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public Account account(String name) {
        Known now = known();
        User user = now.users().get(name);
        return user == null
                ? new Account(ScramVerifier.decoy(secret, name, now.iterations()), Optional::empty)
                : new Account(user.verifier(), () -> user.identity(clock.instant()));
    }

    @Override
    public Optional<ScramAccounts> scram() {
        return Optional.of(this);
    }

    /// The users of a file, in their order; none if there is no such file.
    ///
    /// @throws IOException that says in one line why it cannot be used
    public static List<User> users(Path path) throws IOException {
        return List.copyOf(users(existing(path)).values());
    }

    private static List<Line> existing(Path path) throws IOException {
        PrivateFile file = privateFile(path);
        return Files.notExists(path) ? List.of() : lines(file, file.read(MAX_BYTES));
    }

    /// Adds a user to a file, or puts it in the place of the one with the same name; makes the file
    /// if there is none. All else in it stays.
    ///
    /// @throws IOException that says in one line why it cannot
    public static void put(Path path, User user) throws IOException {
        List<Line> lines = new ArrayList<>(existing(path));
        boolean replaced = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isOf(user.name())) {
                lines.set(i, Line.of(user));
                replaced = true;
            }
        }
        if (!replaced) {
            lines.add(Line.of(user));
        }
        write(path, lines);
    }

    /// Removes the user with this name from a file.
    ///
    /// @return whether there was one
    /// @throws IOException that says in one line why it cannot
    public static boolean remove(Path path, String name) throws IOException {
        List<Line> lines = new ArrayList<>(existing(path));
        boolean removed = lines.removeIf(line -> line.isOf(prepared(name)));
        if (removed) {
            write(path, lines);
        }
        return removed;
    }

    private static void write(Path path, List<Line> lines) throws IOException {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        privateFile(path).write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
