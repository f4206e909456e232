package weft.cli;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where passwords come from, as the options name it:
///
/// | name            | what                                                              |
/// |-----------------|-------------------------------------------------------------------|
/// | FILE            | a file of vncpasswd, see [PasswordFile]                           |
/// | -               | one line of standard input, not shown where that is a terminal    |
/// | credential:NAME | what systemd has loaded for a service, `LoadCredential=NAME:…`    |
///
/// Never a word of the command line, which everybody on the machine can see.
final class PasswordSource {

    /// What options say of it.
    static final String DESCRIPTION =
            "FILE is one of weft passwd or vncpasswd; - is a line of standard input,"
                    + " credential:NAME a credential of systemd";

    /// Far beyond any password, so that a wrong redirection is not read to its end.
    private static final int MAX_LINE = 1024;

    private static final String STANDARD_INPUT = "-";
    private static final String CREDENTIAL = "credential:";
    private static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

    private final Map<String, String> environment;
    private final InputStream input;

    PasswordSource(Map<String, String> environment, InputStream input) {
        this.environment = environment;
        this.input = input;
    }

    /// Those of this process.
    static PasswordSource ofProcess() {
        return new PasswordSource(System.getenv(), System.in);
    }

    /// Reads a password.
    ///
    /// @throws IOException that says in one line why it cannot be used
    String read(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return line();
        }
        return isFile(name) ? PasswordFile.read(Path.of(name)) : credential(name);
    }

    /// Reads the password for watching only, where a file has one besides the other.
    ///
    /// @throws IOException that says in one line why it cannot be used
    Optional<String> readViewOnly(String name) throws IOException {
        return isFile(name) ? PasswordFile.readViewOnly(Path.of(name)) : Optional.empty();
    }

    /// What a variable of the environment says.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    private static boolean isFile(String name) {
        return !name.equals(STANDARD_INPUT) && !name.startsWith(CREDENTIAL);
    }

    /// Only systemd writes to its directory. Who may read there is its business: it gives root's
    /// files to a user by a list, which looks like a group's permission.
    private String credential(String name) throws IOException {
        String simple = name.substring(CREDENTIAL.length());
        if (simple.isEmpty() || simple.contains("/") || simple.startsWith(".")) {
            throw new IOException("'%s' is no name of a credential".formatted(simple));
        }
        String directory = environment.get(DIRECTORY);
        if (directory == null) {
            throw new IOException(
                    "there is no credential %s: systemd sets no %s for this process"
                            .formatted(simple, DIRECTORY));
        }
        try (InputStream in =
                Files.newInputStream(Path.of(directory, simple), LinkOption.NOFOLLOW_LINKS)) {
            return line(in, StandardCharsets.UTF_8, "the credential " + simple);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no credential %s in %s".formatted(simple, directory), e);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on, without a terminal
    private String line() throws IOException {
        Console console = System.console();
        if (input == System.in && console != null && console.isTerminal()) {
            return new String(typed(console.readPassword("Password: ")));
        }
        return line(input, Charset.defaultCharset(), "the line on standard input");
    }

    /// What was typed at a terminal.
    static char[] typed(char @Nullable [] answer) throws IOException {
        if (answer == null) {
            throw new IOException("no password was typed");
        }
        return answer;
    }

    /// The first line, without its end; what follows it is not touched.
    static String line(InputStream in, Charset charset, String what) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            if (line.size() == MAX_LINE) {
                throw new IOException(what + " is too long for a password");
            }
            line.write(b);
        }
        String text = line.toString(charset);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
