package weft.cli.e2e;

import weft.cli.e2e.Colours.Widening;
import weft.cli.e2e.Picture.Place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A virtual X display. Xvfb keeps its screen in a file, so a screenshot needs no other program.
final class XServer implements AutoCloseable {

    static final int WIDTH = 1400;
    static final int HEIGHT = 1000;

    /// It writes its number when it is ready, perhaps among warnings.
    private static final Pattern READY = Pattern.compile("(?m)^(\\d+)\n");

    private final Path home;
    private final Running xvfb;
    private final String display;
    private final Path screen;

    private XServer(Path home, Running xvfb, String display, Path screen) {
        this.home = home;
        this.xvfb = xvfb;
        this.display = display;
        this.screen = screen;
    }

    /// A display of 24 bits that shows no pointer.
    static XServer start(Path home) {
        return start(home, 24, "-nocursor");
    }

    /// A display on a free number.
    ///
    /// @param depth 24, 16, or 8 for indexed colours
    static XServer start(Path home, int depth, String... options) {
        try {
            Path folder = Files.createTempDirectory(home, "screen");
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("-displayfd", "1", "-fbdir", folder.toString()));
            arguments.addAll(List.of("-screen", "0", WIDTH + "x" + HEIGHT + "x" + depth));
            arguments.addAll(List.of("-noreset", "-nolisten", "tcp"));
            Running xvfb = Running.start(home, "Xvfb", arguments.toArray(String[]::new));
            try {
                String number =
                        Eventually.get(
                                        () -> READY.matcher(xvfb.output()).results().findFirst(),
                                        () -> "no display number from " + xvfb)
                                .group(1);
                return new XServer(home, xvfb, ":" + number, folder.resolve("Xvfb_screen0"));
            } catch (Throwable e) {
                xvfb.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its name for X's programs.
    String display() {
        return display;
    }

    /// Starts a program that shows itself here.
    Running run(String program, String... arguments) {
        return Running.start(home, display, program, List.of(arguments));
    }

    /// The same with more in its environment.
    Running run(Map<String, String> environment, String program, String... arguments) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("DISPLAY", display);
        return Running.start(home, more, program, List.of(arguments));
    }

    /// Runs xdotool, which types and clicks, to its end; returns what it says.
    String xdotool(String... arguments) {
        try (Running xdotool = run("xdotool", arguments)) {
            xdotool.succeed();
            return xdotool.output();
        }
    }

    /// Moves the pointer to a point of a picture that is shown at `place`.
    void pointTo(Place place, int column, int row) {
        String _ = xdotool("mousemove", "" + (place.x() + column), "" + (place.y() + row));
    }

    /// Gives the keyboard to the one window whose title has `words`. Without a window manager
    /// nobody else does.
    ///
    /// @return its id
    String focus(String words) {
        String id =
                Eventually.get(
                        () ->
                                search(words)
                                        .lines()
                                        .filter(line -> line.matches("[0-9]+"))
                                        .findFirst(),
                        () -> "no window with the title " + words);
        xdotool("windowfocus", "--sync", id);
        return id;
    }

    private String search(String words) {
        try (Running xdotool = run("xdotool", "search", "--onlyvisible", "--name", words)) {
            int _ = xdotool.exitCode();
            return xdotool.output();
        }
    }

    /// What is on the screen now. With indexed colours the pixels are the indices.
    Picture screenshot() {
        try {
            return parse(ByteBuffer.wrap(Files.readAllBytes(screen)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the screen shows a picture somewhere.
    ///
    /// @param expected is asked before each look, since it may still be changing
    Place await(String what, Supplier<Picture> expected) {
        return Eventually.get(
                () -> screenshot().find(expected.get()),
                () -> {
                    Path seen = screenshot().keep(what + "-screen");
                    return "%s is not on the screen: expected %s, but the screen is %s"
                            .formatted(what, expected.get().keep(what + "-expected"), seen);
                });
    }

    /// Waits until the screen shows a picture at a place.
    void await(String what, Place place, Supplier<Picture> expected) {
        Eventually.holds(
                () -> {
                    Picture now = expected.get();
                    return screenshot().part(place, now.width(), now.height()).sameAs(now);
                },
                () -> {
                    Picture now = expected.get();
                    return now.difference(
                            screenshot().part(place, now.width(), now.height()), what);
                });
    }

    /// The X window dump format: a header of 32 bit numbers, most significant byte first, then the
    /// colours, 12 bytes each, then the rows.
    private static Picture parse(ByteBuffer dump) {
        int headerSize = dump.getInt(0);
        int width = dump.getInt(16);
        int height = dump.getInt(20);
        boolean bigEndian = dump.getInt(28) != 0;
        int bitsPerPixel = dump.getInt(44);
        int rowLength = dump.getInt(48);
        Channel red = Channel.of(dump.getInt(56));
        Channel green = Channel.of(dump.getInt(60));
        Channel blue = Channel.of(dump.getInt(64));
        int colours = dump.getInt(76);
        int start = headerSize + 12 * colours;
        dump.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = start + y * rowLength + x * bitsPerPixel / 8;
                int pixel =
                        switch (bitsPerPixel) {
                            case 8 -> dump.get(at) & 0xff;
                            case 16 -> dump.getShort(at) & 0xffff;
                            case 32 -> dump.getInt(at);
                            default -> throw new AssertionError(bitsPerPixel + " bits per pixel");
                        };
                rgb[y * width + x] =
                        bitsPerPixel == 8
                                ? pixel
                                : red.in(pixel) << 16 | green.in(pixel) << 8 | blue.in(pixel);
            }
        }
        return new Picture(width, height, rgb);
    }

    /// The bits of one colour in a pixel, widened to 8.
    private record Channel(int shift, int max) {

        static Channel of(int mask) {
            int shift = Integer.numberOfTrailingZeros(mask);
            return new Channel(shift, mask == 0 ? 0 : mask >>> shift);
        }

        int in(int pixel) {
            int level = pixel >>> shift & max;
            return max == 255 ? level : Widening.ROUNDED.widen(level, max);
        }
    }

    @Override
    public void close() {
        xvfb.close();
    }
}
