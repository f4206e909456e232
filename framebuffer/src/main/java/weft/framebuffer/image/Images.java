package weft.framebuffer.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import weft.framebuffer.Frame;
import weft.framebuffer.Limits;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.awt.ImageSurface;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Reads and writes image files.
///
/// PNG, JPEG, GIF, BMP, TIFF, WebP, PNM (PBM, PGM, PPM, PAM) and TGA are read, whatever the file is
/// called; all but GIF and WebP are written. A picture's size is checked against the [Limits]
/// before it is decoded. Of several pictures in a file the first counts; transparent ones are shown
/// on black.
///
/// Any thread may call; nothing needs a graphics display.
public final class Images {

    /// The largest picture, uncompressed with 16 bits a channel, and a little.
    private static final int MAX_FILE_BYTES = Limits.MAX_PIXELS * 8 + (1 << 20);

    private static final float JPEG_QUALITY = 0.95f;

    private Images() {}

    /// Reads a file.
    ///
    /// @throws IOException whose message says in one line what is wrong with which file
    public static XrgbSurface read(Path file) throws IOException {
        return read(file, false);
    }

    /// Reads a file without putting it on black: the top byte of a pixel says how opaque it is, 255
    /// if the file knows no transparency.
    ///
    /// @throws IOException whose message says in one line what is wrong with which file
    public static XrgbSurface readArgb(Path file) throws IOException {
        return read(file, true);
    }

    private static XrgbSurface read(Path file, boolean argb) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), argb);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + file + ": there is no such file", e);
        }
    }

    /// Reads a stream, and leaves it open.
    ///
    /// @throws IOException whose message says in one line what is wrong
    public static XrgbSurface read(InputStream in) throws IOException {
        return read(in, "image", false);
    }

    /// Writes a frame in the format that the file's name ends with.
    ///
    /// @throws IOException if it is no format that can be written, or the file cannot be
    public static void write(Frame frame, Path file) throws IOException {
        write(frame.pixels(), frame.width(), frame.height(), file);
    }

    /// Writes pixels 0xxxRRGGBB, row by row, in the format that the file's name ends with. A GIF
    /// has 256 colours at the most: those of a picture with more are rounded.
    ///
    /// @throws IOException if it is no format that can be written, or the file cannot be
    public static void write(int[] pixels, int width, int height, Path file) throws IOException {
        ImageFormat format = checkWritable(file.toString());
        XrgbSurface surface = XrgbSurface.of(pixels, width, height);
        try (var out = Files.newOutputStream(file)) {
            write(surface, format, out);
        }
    }

    /// Writes pixels 0xxxRRGGBB, row by row, to a stream as PNG, and leaves that open.
    public static void writePng(int[] pixels, int width, int height, OutputStream out)
            throws IOException {
        write(XrgbSurface.of(pixels, width, height), ImageFormat.PNG, out);
    }

    /// The same as bytes.
    public static byte[] png(int[] pixels, int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            writePng(pixels, width, height, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    /// Writes pixels 0xxxRRGGBB, row by row, to a stream in a format, and leaves that open.
    ///
    /// @param extension what the names of such files end with, `ppm` for one
    /// @throws IOException if it is no format that can be written, or the stream cannot be
    public static void write(
            int[] pixels, int width, int height, String extension, OutputStream out)
            throws IOException {
        write(XrgbSurface.of(pixels, width, height), writable(extension), out);
    }

    /// Checks that files with such names can be written.
    ///
    /// @param extension without a dot
    /// @throws IOException if not; it says which can
    public static void checkFormat(String extension) throws IOException {
        ImageFormat _ = writable(extension);
    }

    private static ImageFormat writable(String extension) throws IOException {
        return ImageFormat.ofName("." + extension)
                .filter(ImageFormat::isWritable)
                .orElseThrow(() ->
                        new IOException(
                                "\"%s\" is no format to write; there are %s"
                                        .formatted(extension, ImageFormat.writable())));
    }

    /// Checks that a file's name ends with a format that can be written.
    ///
    /// @throws IOException if not; it says which can
    public static void checkWritable(Path file) throws IOException {
        ImageFormat _ = checkWritable(file.toString());
    }

    private static ImageFormat checkWritable(String name) throws IOException {
        return ImageFormat.ofName(name)
                .filter(ImageFormat::isWritable)
                .orElseThrow(() ->
                        new IOException(
                                "cannot write %s: its name must end with one of %s"
                                        .formatted(name, ImageFormat.writable())));
    }

    private static void write(XrgbSurface surface, ImageFormat format, OutputStream out)
            throws IOException {
        if (format == ImageFormat.PNG) {
            Png.write(surface.pixels(), surface.width(), surface.height(), out);
            return;
        }
        ImageWriter writer = format.writer();
        try (ImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(sink);
            writer.write(null, new IIOImage(toImage(surface), null, null), parameters(writer));
        } finally {
            writer.dispose();
        }
    }

    private static XrgbSurface read(InputStream in, String name, boolean argb) throws IOException {
        // as a whole, because some readers want to know where it ends
        byte[] file = in.readNBytes(MAX_FILE_BYTES + 1);
        if (file.length > MAX_FILE_BYTES) {
            throw new IOException(
                    "cannot read %s: more than %d bytes".formatted(name, MAX_FILE_BYTES));
        }
        ImageFormat format =
                ImageFormat.of(file)
                        .orElseThrow(() ->
                                new IOException(
                                        "cannot read %s: no known image format".formatted(name)));
        ImageReader reader = format.reader();
        try (ImageInputStream source = new ByteArrayImageInputStream(format.padded(file))) {
            reader.setInput(source, true, true);
            Limits.checkSize(reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            return argb ? toArgb(image) : toSurface(image);
        } catch (IOException | RuntimeException e) {
            // decoders meet broken files with runtime exceptions of all kinds
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException(
                    "cannot read %s as %s: %s"
                            .formatted(name, format, reason.lines().findFirst().orElse("")),
                    e);
        } finally {
            reader.dispose();
        }
    }

    private static XrgbSurface toSurface(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = ImageSurface.of(image).copyPixels();
        if (image.getColorModel().hasAlpha()) {
            int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = onBlack(pixels[i], argb[i] >>> 24);
            }
        }
        return XrgbSurface.of(pixels, width, height);
    }

    private static XrgbSurface toArgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = ImageSurface.of(image).copyPixels();
        boolean alpha = image.getColorModel().hasAlpha();
        int[] argb = alpha ? image.getRGB(0, 0, width, height, null, 0, width) : pixels;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] |= alpha ? argb[i] & 0xFF00_0000 : 0xFF00_0000;
        }
        return XrgbSurface.of(pixels, width, height);
    }

    private static int onBlack(int rgb, int alpha) {
        int red = ((rgb >> 16 & 0xFF) * alpha + 127) / 255;
        int green = ((rgb >> 8 & 0xFF) * alpha + 127) / 255;
        int blue = ((rgb & 0xFF) * alpha + 127) / 255;
        return red << 16 | green << 8 | blue;
    }

    /// Three bytes a pixel: the only layout that every writer takes.
    private static BufferedImage toImage(XrgbSurface surface) {
        int width = surface.width();
        BufferedImage image =
                new BufferedImage(width, surface.height(), BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, width, surface.height(), surface.pixels(), 0, width);
        return image;
    }

    private static ImageWriteParam parameters(ImageWriter writer) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (writer.getOriginatingProvider().getFormatNames()[0].equalsIgnoreCase("jpg")) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
        }
        return parameters;
    }
}
