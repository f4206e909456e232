package weft.cli.e2e;

import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// Viewers around the decoders of libvncclient and gtk-vnc, compiled from `src/test/viewers`. Each
/// draws into a file, which is looked at at any time.
final class CompiledViewers {

    static final Path SOURCES = Path.of("src", "test", "viewers").toAbsolutePath();

    private final Path home;
    private final Path libvncclient;
    private final Path gvnc;

    /// Compiles both.
    CompiledViewers(Path home) {
        this.home = home;
        libvncclient = compile(home, "libvncclient", "libvncclient");
        gvnc = compile(home, "gvnc", "gvnc-1.0");
    }

    /// Compiles a program of a folder of sources, which uses a library.
    static Path compile(Path home, String name, String library) {
        Path program = home.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-O1", "-Wall", "-Wextra", "-Werror"));
        arguments.addAll(
                List.of("-o", program.toString(), SOURCES.resolve(name + ".c").toString()));
        try (var flags = Running.start(home, "pkg-config", "--cflags", "--libs", library)) {
            flags.succeed();
            arguments.addAll(List.of(flags.output().trim().split("\\s+")));
        }
        try (var compiler = Running.start(home, "cc", arguments.toArray(String[]::new))) {
            compiler.succeed();
        }
        return program;
    }

    /// A viewer around libvncclient.
    ///
    /// @param format 32 bits, 16 or 8, as [ViewerFormat] has them
    ForeignViewer libvncclient(int port, Encoding encoding, int level, ViewerFormat format) {
        return libvncclient(Tap.withoutRecord(port), encoding, level, OptionalInt.empty(), format);
    }

    /// @param quality of JPEG, if any
    /// @param more numbers that it asks for besides
    ForeignViewer libvncclient(
            Tap tap,
            Encoding encoding,
            int level,
            OptionalInt quality,
            ViewerFormat format,
            Integer... more) {
        Path file = newFile();
        PixelFormat wire = format.wire();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "" + tap.port(),
                                "copyrect " + encoding.name().toLowerCase(Locale.ROOT),
                                "" + level,
                                "" + quality.orElse(-1),
                                "" + wire.bitsPerPixel(),
                                file.toString()));
        for (int number : more) {
            arguments.add("" + number);
        }
        return new ForeignViewer(
                "libvncclient %s level %d in %d bits"
                        .formatted(encoding, level, wire.bitsPerPixel()),
                wire,
                encoding,
                level,
                tap,
                start(libvncclient, arguments.toArray(String[]::new)),
                (width, height) -> read(file, wire, width, height));
    }

    /// A viewer around gtk-vnc, with the server's own pixel format.
    ForeignViewer gvnc(int port, Encoding encoding, int level) {
        return gvnc(Tap.withoutRecord(port), encoding, level);
    }

    /// @param more numbers that it asks for besides
    ForeignViewer gvnc(Tap tap, Encoding encoding, int level, Integer... more) {
        Path file = newFile();
        List<String> arguments = new ArrayList<>(List.of("" + tap.port(), file.toString()));
        wanted(encoding, level).forEach(number -> arguments.add("" + number));
        for (int number : more) {
            arguments.add("" + number);
        }
        return new ForeignViewer(
                "gtk-vnc %s level %d".formatted(encoding, level),
                PixelFormat.XRGB8888,
                encoding,
                level,
                tap,
                start(gvnc, arguments.toArray(String[]::new)),
                (width, height) -> read(file, PixelFormat.XRGB8888, width, height));
    }

    /// CopyRect, the encoding, the compression level, and changes of the size.
    static List<Integer> wanted(Encoding encoding, int level) {
        return List.of(
                Encoding.COPY_RECT.number(),
                encoding.number(),
                EncodingPreferences.COMPRESSION_LEVEL_0 + level,
                Encoding.DESKTOP_SIZE.number());
    }

    /// The same, and all that is needed for updates unasked.
    static List<Integer> wanted(Encoding encoding, int level, boolean continuous) {
        List<Integer> numbers = new ArrayList<>(wanted(encoding, level));
        if (continuous) {
            numbers.add(Encoding.FENCE.number());
            numbers.add(Encoding.CONTINUOUS_UPDATES.number());
        }
        return numbers;
    }

    private Running start(Path program, String... arguments) {
        return Running.start(
                home, Map.of(), Path.of("/dev/null"), program.toString(), List.of(arguments));
    }

    private Path newFile() {
        try {
            return Files.createTempDirectory(home, "picture").resolve("picture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Black where there is nothing yet.
    static Picture read(Path file, PixelFormat format, int width, int height) {
        int[] rgb = new int[width * height];
        int size = format.bitsPerPixel() / 8;
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (bytes.length == rgb.length * size) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < rgb.length; i++) {
                    int pixel =
                            switch (size) {
                                case 1 -> buffer.get(i) & 0xff;
                                case 2 -> buffer.getShort(2 * i) & 0xffff;
                                default -> buffer.getInt(4 * i);
                            };
                    rgb[i] = rgb(pixel, format);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Picture(width, height, rgb);
    }

    private static int rgb(int pixel, PixelFormat format) {
        return widen(pixel >>> format.redShift(), format.redMax()) << 16
                | widen(pixel >>> format.greenShift(), format.greenMax()) << 8
                | widen(pixel >>> format.blueShift(), format.blueMax());
    }

    private static int widen(int level, int max) {
        return max == 255 ? level & max : Colours.Widening.ROUNDED.widen(level & max, max);
    }
}
