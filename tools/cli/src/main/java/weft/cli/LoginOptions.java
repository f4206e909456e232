package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.address.Destination;
import weft.client.address.DisplayNumbers;
import weft.client.trust.Fingerprint;
import weft.client.trust.ServerTrust;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The options of a command that logs in at a server: who it is there, and which server it
/// believes.
final class LoginOptions {

    @Option(
            names = {"-p", "--password"},
            paramLabel = "PASSWORD",
            description =
                    "For the server. Others on this machine can see it here; VNC_PASSWORD and"
                            + " --password-file are better.")
    private @Nullable String password;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password, not seen by others. " + PasswordSource.DESCRIPTION + ".")
    private @Nullable String passwordFile;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "NAME",
            description = "For servers that ask for one.")
    private @Nullable String username;

    @Option(
            names = "--tls-ca-cert",
            paramLabel = "FILE",
            description = "Believes servers with certificates of these authorities, in PEM.")
    private @Nullable Path authorities;

    @Option(
            names = "--tls-insecure-skip-verify",
            description =
                    "Believes any server: whoever is on the way can read and change everything.")
    private boolean believesAnybody;

    @Option(
            names = "--server-fingerprint",
            paramLabel = "SHA256",
            converter = ToFingerprint.class,
            description =
                    "Believes the one server whose certificate, or key of RSA-AES, has this"
                            + " fingerprint.")
    private @Nullable Fingerprint fingerprint;

    /// Sets one of the options that most have, see [PlainDo].
    boolean setPlain(String option, PlainDo.Value value) {
        switch (option) {
            case "--password" -> password = value.text();
            case "--password-file" -> passwordFile = value.text();
            case "--username" -> username = value.text();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// A client of the server at an address, with what these options say.
    ///
    /// @throws UsageException if one of them says nothing that can be
    VncClientBuilder client(String server, DisplayNumbers displays) throws IOException {
        VncClientBuilder builder =
                VncClient.to(destination(server, displays))
                        .trust(trust())
                        .threads(Thread.ofPlatform().daemon().factory());
        setPassword(builder);
        if (username != null) {
            builder.username(username);
        }
        return builder;
    }

    private ServerTrust trust() throws IOException {
        ServerTrust trust = ServerTrust.SYSTEM;
        if (authorities != null) {
            trust = trust.authorities(authorities);
        }
        if (fingerprint != null) {
            trust = trust.pinned(fingerprint);
        }
        return believesAnybody ? trust.anybody() : trust;
    }

    private void setPassword(VncClientBuilder builder) throws IOException {
        String environment = System.getenv("VNC_PASSWORD");
        try {
            if (passwordFile != null) {
                builder.password(PasswordSource.ofProcess().read(passwordFile));
            } else if (password != null) {
                builder.password(password);
            } else if (environment != null) {
                builder.password(environment);
            } else {
                builder.askPassword(LoginOptions::ask);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("the password: " + e.getMessage());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on, without a terminal
    private static Optional<String> ask() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("VNC password: ");
        return Optional.ofNullable(typed).map(String::new).filter(text -> !text.isEmpty());
    }

    private static Destination destination(String server, DisplayNumbers displays) {
        try {
            return Destination.parse(server, displays);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static final class ToFingerprint implements ITypeConverter<Fingerprint> {
        @Override
        public Fingerprint convert(String text) {
            try {
                return Fingerprint.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
