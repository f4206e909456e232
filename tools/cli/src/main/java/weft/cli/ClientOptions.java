package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.address.DisplayNumbers;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LoginOptions login;

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
                login.client(spec, server, DisplayNumbers.ALL)
                        .desktopSize(!fixedSize)
                        .events(events);
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
