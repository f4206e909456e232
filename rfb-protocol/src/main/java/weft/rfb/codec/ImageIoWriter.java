package weft.rfb.codec;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbBuffer;
import weft.rfb.codec.JpegCodec.Subsampling;

import java.awt.image.BufferedImage;
import java.io.IOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStreamImpl;

/// One of javax.imageio's writers, set up for the quality and the subsampling that it was last used
/// with.
final class ImageIoWriter implements NativePool.Item {

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    /// What a writer holds outside of the heap, about.
    private static final int BYTES = 16 << 10;

    private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam parameters = writer.getDefaultWriteParam();
    private @Nullable IIOMetadata metadata;
    private int metadataQuality;
    private @Nullable Subsampling metadataSubsampling;

    void write(BufferedImage image, int quality, Subsampling subsampling, RfbBuffer out)
            throws IOException {
        IIOMetadata current = metadata;
        if (current == null || metadataQuality != quality || metadataSubsampling != subsampling) {
            current = describe(image, quality, subsampling);
            metadata = current;
            metadataQuality = quality;
            metadataSubsampling = subsampling;
        }
        try (var stream = new Appender(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, current), parameters);
        } finally {
            writer.setOutput(null);
        }
    }

    /// Only the metadata say how often colour is sampled.
    private IIOMetadata describe(BufferedImage image, int quality, Subsampling subsampling)
            throws IOException {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / (float) JpegCodec.FINEST);
        IIOMetadata described =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(image), parameters);
        var tree = (IIOMetadataNode) described.getAsTree(FORMAT);
        var brightness = (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
        boolean wide = subsampling == Subsampling.S422 || subsampling == Subsampling.S420;
        brightness.setAttribute("HsamplingFactor", wide ? "2" : "1");
        brightness.setAttribute("VsamplingFactor", subsampling == Subsampling.S420 ? "2" : "1");
        described.setFromTree(FORMAT, tree);
        return described;
    }

    @Override
    public long bytes() {
        return BYTES;
    }

    @Override
    public void free() {
        writer.dispose();
    }

    /// Appends to a buffer. The writer never goes back.
    private static final class Appender extends ImageOutputStreamImpl {

        private final RfbBuffer out;

        Appender(RfbBuffer out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            flushBits();
            out.u8(b);
            streamPos++;
        }

        @Override
        public void write(byte[] src, int off, int len) throws IOException {
            flushBits();
            out.bytes(src, off, len);
            streamPos += len;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("Only written to");
        }

        @Override
        public int read(byte[] to, int off, int len) {
            throw new UnsupportedOperationException("Only written to");
        }
    }
}
