package weft.cli.export;

import weft.cli.source.Size;
import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder of PNG files with number and time in their names, `000012-3.450s.png`.
final class PngSequence implements PictureWriter {

    private final Path folder;
    private final Size size;
    private int count;

    PngSequence(Path folder, Size size) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.size = size;
    }

    @Override
    public void write(int[] rgb, long fromMillis, long toMillis) throws IOException {
        String name = "%06d-%d.%03ds.png".formatted(++count, fromMillis / 1000, fromMillis % 1000);
        Images.write(rgb, size.width(), size.height(), folder.resolve(name));
    }

    @Override
    public void close() {}
}
