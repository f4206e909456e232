package weft.junit5.report;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;

import weft.framebuffer.Frame;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/// Frames as the pages of one TIFF file, compressed by LZW, which loses nothing.
public final class FrameTiff {

    private static final String COMPRESSION = "LZW";

    private FrameTiff() {}

    /// Writes frames, at least one, a page each.
    public static void write(Path file, List<RecordedFrame> frames) throws IOException {
        Files.deleteIfExists(file); // it would be written into
        ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
        try (var out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(COMPRESSION);
            writer.prepareWriteSequence(null);
            for (RecordedFrame recorded : frames) {
                writer.writeToSequence(new IIOImage(image(recorded.frame()), null, null), param);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage image(Frame frame) {
        var image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        frame.read(frame.area(), pixels, 0, frame.width());
        return image;
    }
}
