package weft.cli.e2e;

import weft.framebuffer.Frame;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

import javax.imageio.ImageIO;

/// Pixels `0x00RRGGBB`, row by row: what a server shows, or what was seen of it.
@SuppressWarnings("ArrayRecordComponent")
record Picture(int width, int height, int[] rgb) {

    /// Where failed comparisons leave both pictures.
    private static final Path FAILURES = Path.of("target", "e2e-failures");

    /// The place of one picture within another.
    record Place(int x, int y) {}

    Picture {
        if (rgb.length != width * height) {
            throw new IllegalArgumentException(
                    rgb.length + " pixels for %dx%d".formatted(width, height));
        }
    }

    static Picture of(Frame frame) {
        return new Picture(frame.width(), frame.height(), frame.pixels());
    }

    static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        return new Picture(width, height, rgb).map(pixel -> pixel & 0xff_ffff);
    }

    /// The picture in a file that another program has written.
    static Picture read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new AssertionError(file + " is no picture");
            }
            return of(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The picture with every pixel changed.
    Picture map(IntUnaryOperator change) {
        return new Picture(width, height, Arrays.stream(rgb).map(change).toArray());
    }

    /// The part that begins at `place`; what would be outside is black.
    Picture part(Place place, int partWidth, int partHeight) {
        int[] part = new int[partWidth * partHeight];
        int columns = Math.min(partWidth, width - place.x);
        int rows = Math.min(partHeight, height - place.y);
        for (int y = 0; y < rows; y++) {
            System.arraycopy(
                    rgb,
                    (place.y + y) * width + place.x,
                    part,
                    y * partWidth,
                    Math.max(0, columns));
        }
        return new Picture(partWidth, partHeight, part);
    }

    /// Where `inner` is, pixel by pixel, first from the top.
    Optional<Place> find(Picture inner) {
        for (int y = 0; y + inner.height <= height; y++) {
            for (int x = 0; x + inner.width <= width; x++) {
                if (rgb[y * width + x] == inner.rgb[0] && shows(inner, x, y)) {
                    return Optional.of(new Place(x, y));
                }
            }
        }
        return Optional.empty();
    }

    private boolean shows(Picture inner, int x, int y) {
        for (int row = 0; row < inner.height; row++) {
            int outer = (y + row) * width + x;
            int from = row * inner.width;
            if (!Arrays.equals(
                    rgb, outer, outer + inner.width, inner.rgb, from, from + inner.width)) {
                return false;
            }
        }
        return true;
    }

    boolean sameAs(Picture other) {
        return width == other.width && height == other.height && Arrays.equals(rgb, other.rgb);
    }

    /// A number that another size or other pixels most probably do not have.
    int fingerprint() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    /// The largest difference of a red, green or blue from that of `other`.
    int distance(Picture other) {
        int distance = 0;
        for (int i = 0; i < rgb.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (rgb[i] >> shift & 0xff) - (other.rgb[i] >> shift & 0xff);
                distance = Math.max(distance, Math.abs(difference));
            }
        }
        return distance;
    }

    /// How close this is to `original`, as the ratio of the highest signal to the noise (PSNR).
    double decibels(Picture original) {
        double squares = 0;
        for (int i = 0; i < rgb.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (rgb[i] >> shift & 0xff) - (original.rgb[i] >> shift & 0xff);
                squares += difference * difference;
            }
        }
        return 10 * Math.log10(255.0 * 255.0 * 3 * rgb.length / squares);
    }

    /// Fails, with the first difference and the place of both as files, unless this is `expected`.
    void mustBe(Picture expected, String what) {
        if (!sameAs(expected)) {
            throw new AssertionError(expected.difference(this, what));
        }
    }

    /// In words, how `seen` differs from this. Both are kept as files.
    String difference(Picture seen, String what) {
        String files = keep(what + "-expected") + " and " + seen.keep(what + "-seen");
        if (width != seen.width || height != seen.height) {
            return "%s: expected %dx%d, but was %dx%d: %s"
                    .formatted(what, width, height, seen.width, seen.height, files);
        }
        long count = 0;
        int first = -1;
        for (int i = rgb.length - 1; i >= 0; i--) {
            if (rgb[i] != seen.rgb[i]) {
                first = i;
                count++;
            }
        }
        return first < 0
                ? what + ": no difference: " + files
                : "%s: %d pixels differ, the first at %d,%d: expected %06x, but was %06x: %s"
                        .formatted(
                                what,
                                count,
                                first % width,
                                first / width,
                                rgb[first],
                                seen.rgb[first],
                                files);
    }

    /// Writes the picture where failures are kept.
    Path keep(String name) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        Path file = FAILURES.resolve(name.replaceAll("[^A-Za-z0-9.-]+", "_") + ".png");
        try {
            Files.createDirectories(FAILURES);
            if (!ImageIO.write(image, "png", file.toFile())) {
                throw new AssertionError("no codec for PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
