package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            description = {
                "HOST, HOST:DISPLAY, HOST::PORT, [IPv6]:DISPLAY, a UNIX socket's path,"
                        + " vnc://USER:PASSWORD@HOST:PORT, ws://HOST:PORT/PATH or wss://…;"
                        + " 127.0.0.1 unless given.",
                "One colon is always before a display, as in vncdotool: HOST:5901 is port 11801."
            })
    private String server = "127.0.0.1";

    @Mixin private LoginOptions login = new LoginOptions();

    @Option(
            names = "--cursor",
            paramLabel = "none|server|local",
            converter = ToCursor.class,
            description =
                    "Pictures have no pointer, that which the server paints, or its shape where"
                            + " the pointer was moved to; none unless given.")
    private Cursor cursor = Cursor.NONE;

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

    /// Sets one of the options that most have, see [PlainDo].
    boolean setPlain(String option, PlainDo.Value value) {
        switch (option) {
            case "--server" -> server = value.text();
            case "--localcursor" -> localCursor = true;
            case "--nocursor" -> noCursor = true;
            default -> {
                return login.setPlain(option, value);
            }
        }
        return true;
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
    VncClient connect(@Nullable Duration timeout) throws IOException {
        VncClientBuilder builder = login.client(server, DisplayNumbers.ALL).desktopSize(!fixedSize);
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
