package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.rfb.security.VncPassword;
import weft.server.access.Role;
import weft.server.access.User;
import weft.server.access.UsersFile;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `weft passwd`: writes password files and users files.
@Command(
        name = "passwd",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Writes a password file for --password-file, as vncpasswd does; with --user, a user"
                    + " into a file for --users.",
            "It asks for the password twice, or reads one line if standard input is no terminal.",
            ""
        })
final class PasswdCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Where to; it is made readable for you alone.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "Adds this user, or changes the password. Of it the file has nothing but a"
                            + " verifier (SCRAM-SHA-256, 600,000 iterations).")
    private @Nullable String user;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = Converters.ToRole.class,
            description =
                    "What the user may do: view-only, operator (all but power) or owner; as before,"
                            + " or operator, unless given.")
    private @Nullable Role role;

    @Option(
            names = "--valid-until",
            paramLabel = "TIME",
            converter = Converters.ToInstant.class,
            description =
                    "When the user ceases to be let in: 2027-01-31T12:00:00Z, or a day, of which it"
                            + " is the beginning; as before, or never, unless given.")
    private @Nullable Instant validUntil;

    @Option(names = "--delete", description = "Removes the user.")
    private boolean delete;

    @Option(names = "--list", description = "Prints the names, roles and times of all users.")
    private boolean list;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean changes = role != null || validUntil != null;
        if (list) {
            require(user == null && !delete && !changes, "--list goes with nothing else");
            list();
        } else if (user == null) {
            require(!delete && !changes, "--delete, --role and --valid-until need a --user");
            String text = password();
            VncPassword password = checked(() -> VncPassword.of(text));
            PasswordFile.write(password, file);
        } else if (delete) {
            require(!changes, "--delete goes with no --role and no --valid-until");
            delete(user);
        } else {
            put(user);
        }
        return 0;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void list() throws IOException {
        for (User each : UsersFile.users(file)) {
            String end = each.validUntil().map(time -> " until " + time).orElse("");
            spec.commandLine().getOut().println(each.name() + ": " + each.role() + end);
        }
        spec.commandLine().getOut().flush();
    }

    private void delete(String name) throws IOException {
        if (!UsersFile.remove(file, name)) {
            throw new IOException("there is no user %s in %s".formatted(name, file));
        }
    }

    private void put(String name) throws IOException {
        String text = password();
        User made = checked(() -> User.of(name, text.toCharArray()));
        Optional<User> before =
                UsersFile.users(file).stream()
                        .filter(each -> each.name().equals(made.name()))
                        .findFirst();
        Role newRole = role != null ? role : before.map(User::role).orElse(made.role());
        Optional<Instant> newEnd =
                Optional.ofNullable(validUntil).or(() -> before.flatMap(User::validUntil));
        UsersFile.put(file, new User(made.name(), made.verifier(), newRole, newEnd));
    }

    private static <T> T checked(java.util.function.Supplier<T> made) throws IOException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on, without a terminal
    private static String password() throws IOException {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? ask(console)
                : PasswordSource.line(
                        System.in, Charset.defaultCharset(), "the line on standard input");
    }

    private static String ask(Console console) throws IOException {
        char[] first = PasswordSource.typed(console.readPassword("Password: "));
        char[] second = PasswordSource.typed(console.readPassword("Again: "));
        if (!Arrays.equals(first, second)) {
            throw new IOException("the two passwords differ, nothing was written");
        }
        return new String(first);
    }
}
