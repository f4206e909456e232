package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.address.Destination;
import weft.client.address.DisplayNumbers;
import weft.client.trust.Fingerprint;
import weft.client.trust.ServerTrust;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options of a command that is a viewer: those of vncdotool, and more.
final class ClientOptions {

    @Option(
            names = {"-s", "--server"},
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = {
                "HOST, HOST:DISPLAY, HOST::PORT, [IPv6]:DISPLAY, a UNIX socket's path,"
                        + " vnc://USER:PASSWORD@HOST:PORT, ws://HOST:PORT/PATH or wss://…;"
                        + " ${DEFAULT-VALUE} unless given.",
                "One colon is always before a display, as in vncdotool: HOST:5901 is port 11801."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String server;

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
            description = "A file of weft passwd or vncpasswd.")
    private @Nullable Path passwordFile;

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

    @Option(
            names = "--cursor",
            paramLabel = "none|server|local",
            defaultValue = "none",
            converter = ToCursor.class,
            description =
                    "Pictures have no pointer, that which the server paints, or its shape where"
                            + " the pointer was moved to; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Cursor cursor;

    @Option(names = "--localcursor", description = "The same as --cursor local.")
    private boolean localCursor;

    @Option(names = "--nocursor", description = "The same as --cursor none.")
    private boolean noCursor;

    @Option(
            names = "--disable-desktop-resizing",
            description = "Does not tell the server that its screen may change its size.")
    private boolean fixedSize;

    @Option(
            names = "--pixel-format",
            paramLabel = "FORMAT",
            converter = Converters.ToPixelFormat.class,
            description = "What pixels look like on the wire: bgrx8888, rgbx8888, rgb565, …")
    private @Nullable PixelFormat pixelFormat;

    @Option(
            names = "--encodings",
            paramLabel = "LIST",
            split = ",",
            converter = Converters.ToEncoding.class,
            description = "Those that the server may use, the best first: tight,zrle,hextile,…")
    private List<Encoding> encodings = new ArrayList<>();

    @Option(
            names = "--jpeg-quality",
            paramLabel = "0-9",
            converter = Converters.ToLevel.class,
            description = "Lets the server lose something; pictures are exact without it.")
    private @Nullable Integer jpegQuality;

    private enum Cursor {
        NONE,
        SERVER,
        LOCAL
    }

    private Cursor shownCursor() {
        return noCursor ? Cursor.NONE : localCursor ? Cursor.LOCAL : cursor;
    }

    /// Whether pictures show the pointer's shape where it was moved to.
    boolean paintsCursor() {
        return shownCursor() == Cursor.LOCAL;
    }

    /// Connects.
    ///
    /// @param timeout how long that may take, if it is not to be as long as usual
    /// @param events who is told what is no picture
    VncClient connect(CommandSpec spec, @Nullable Duration timeout, ServerEvents events)
            throws IOException {
        VncClientBuilder builder =
                VncClient.to(destination(spec))
                        .desktopSize(!fixedSize)
                        .trust(trust())
                        .events(events);
        setPassword(spec, builder);
        if (username != null) {
            builder.username(username);
        }
        if (shownCursor() == Cursor.SERVER) {
            builder.serverCursor();
        }
        if (pixelFormat != null) {
            builder.pixelFormat(pixelFormat);
        }
        if (!encodings.isEmpty()) {
            builder.encodings(encodings);
        }
        if (jpegQuality != null) {
            builder.jpegQuality(jpegQuality);
        }
        if (timeout != null) {
            builder.connectTimeout(timeout).handshakeTimeout(timeout).timeout(timeout);
        }
        return builder.connect();
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

    private void setPassword(CommandSpec spec, VncClientBuilder builder) throws IOException {
        String environment = System.getenv("VNC_PASSWORD");
        try {
            if (passwordFile != null) {
                builder.password(PasswordFile.read(passwordFile));
            } else if (password != null) {
                builder.password(password);
            } else if (environment != null) {
                builder.password(environment);
            } else {
                builder.askPassword(ClientOptions::ask);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(spec, "the password: " + e.getMessage());
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

    private Destination destination(CommandSpec spec) {
        try {
            return Destination.parse(server, DisplayNumbers.ALL);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, String.valueOf(e.getMessage()));
        }
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
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

    private static final class ToCursor implements ITypeConverter<Cursor> {
        @Override
        public Cursor convert(String text) {
            return switch (text) {
                case "none" -> Cursor.NONE;
                case "server" -> Cursor.SERVER;
                case "local" -> Cursor.LOCAL;
                default ->
                        throw new TypeConversionException(
                                "expected none, server or local, got '" + text + "'");
            };
        }
    }
}
