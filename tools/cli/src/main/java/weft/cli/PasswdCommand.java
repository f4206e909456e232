package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import weft.rfb.security.VncPassword;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/// `weft passwd`: writes a password file.
@Command(
        name = "passwd",
        addMethodSubcommands = false,
        description = {
            "Writes a password file for --password-file, as vncpasswd does.",
            "It asks for the password twice, or reads one line if standard input is no terminal."
        })
final class PasswdCommand implements Callable<Integer> {

    /// Far beyond any password, so that a wrong redirection is not read to its end.
    private static final int MAX_LINE = 1024;

    @Parameters(paramLabel = "FILE", description = "Where to; it is made readable for you alone.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Override
    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on, without a terminal
    public Integer call() throws IOException {
        Console console = System.console();
        String text = console != null && console.isTerminal() ? ask(console) : readLine(System.in);
        PasswordFile.write(password(text), file);
        return 0;
    }

    private static VncPassword password(String text) throws IOException {
        try {
            return VncPassword.of(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String ask(Console console) throws IOException {
        char[] first = typed(console.readPassword("Password: "));
        char[] second = typed(console.readPassword("Again: "));
        if (!Arrays.equals(first, second)) {
            throw new IOException("the two passwords differ, nothing was written");
        }
        return new String(first);
    }

    private static char[] typed(char @Nullable [] answer) throws IOException {
        if (answer == null) {
            throw new IOException("no password was typed, nothing was written");
        }
        return answer;
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            if (line.size() == MAX_LINE) {
                throw new IOException("the line on standard input is too long for a password");
            }
            line.write(b);
        }
        String text = line.toString(Charset.defaultCharset());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
