package weft.cli.e2e;

import weft.client.VncClient;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

/// A picture that a display is to show, in a file beside this class: but for parts that move, which
/// are black in it. `-Dvnc.update=changed` writes what is shown instead, to be looked at.
record Golden(Path file, List<Rect> masked) {

    private static final Path FOLDER = Path.of("src/test/resources/weft/cli/e2e");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STILL = Duration.ofSeconds(2);

    static Golden of(String name, Rect... masked) {
        return new Golden(FOLDER.resolve(name + ".png"), List.of(masked));
    }

    /// Waits until it is shown, and fails if it is not.
    void mustBeShown(VncClient viewer) {
        if (System.getProperty("vnc.update", "").equals("changed")) {
            Frame frame = viewer.waitStill(STILL, PATIENCE);
            write(masked(Picture.of(frame)));
            return;
        }
        Picture expected = Picture.read(file);
        try {
            Frame _ = viewer.waitFor(frame -> masked(Picture.of(frame)).sameAs(expected), PATIENCE);
        } catch (TimedOutException e) {
            Picture seen = masked(Picture.of(viewer.frame()));
            throw new AssertionError(
                    expected.difference(seen, String.valueOf(file.getFileName())), e);
        }
    }

    private Picture masked(Picture picture) {
        int[] rgb = picture.rgb().clone();
        for (Rect part : masked) {
            Rect within = part.intersect(Rect.ofSize(picture.width(), picture.height()));
            for (int y = within.y(); y < within.bottom(); y++) {
                int row = y * picture.width();
                Arrays.fill(rgb, row + within.x(), row + within.right(), 0);
            }
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    private void write(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, picture.rgb(), 0, width);
        try {
            Files.createDirectories(FOLDER);
            if (!ImageIO.write(image, "png", file.toFile())) {
                throw new AssertionError("no codec for PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
