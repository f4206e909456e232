package weft.framebuffer.image;

import weft.framebuffer.Frame;
import weft.framebuffer.XrgbSurface;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads and writes image files.
public final class Images {

    private Images() {}

    /// Reads the first picture of a file.
    ///
    /// @throws IOException with one clear line if it cannot be read, is no image, or is too large
    public static XrgbSurface read(Path file) throws IOException {
        throw new IOException("cannot read " + file);
    }

    /// Reads the first picture of a stream, which is left open; the name is for messages.
    public static XrgbSurface read(InputStream in) throws IOException {
        throw new IOException("cannot read " + in);
    }

    /// Writes a frame in the format that the file's name ends with.
    public static void write(Frame frame, Path file) throws IOException {
        write(frame.pixels(), frame.width(), frame.height(), file);
    }

    /// Writes pixels 0x00RRGGBB in the format that the file's name ends with.
    public static void write(int[] pixels, int width, int height, Path file) throws IOException {
        throw new IOException("cannot write " + file);
    }
}
