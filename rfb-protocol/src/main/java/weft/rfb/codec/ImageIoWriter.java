package weft.rfb.codec;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.NodeList;

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
import javax.imageio.plugins.jpeg.JPEGQTable;
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

    /// Only the metadata say how often colour is sampled, and with which tables exactly: those of a
    /// writer's quality are rounded in another way than libjpeg's.
    private IIOMetadata describe(BufferedImage image, int quality, Subsampling subsampling)
            throws IOException {
        IIOMetadata described =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(image), parameters);
        var tree = (IIOMetadataNode) described.getAsTree(FORMAT);
        var brightness = (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
        boolean wide = subsampling == Subsampling.S422 || subsampling == Subsampling.S420;
        brightness.setAttribute("HsamplingFactor", wide ? "2" : "1");
        brightness.setAttribute("VsamplingFactor", subsampling == Subsampling.S420 ? "2" : "1");
        NodeList tables = tree.getElementsByTagName("dqtable");
        for (int i = 0; i < tables.getLength(); i++) {
            var table = (IIOMetadataNode) tables.item(i);
            boolean first = table.getAttribute("qtableId").equals("0");
            table.setUserObject(
                    scale(first ? JPEGQTable.K1Luminance : JPEGQTable.K2Chrominance, quality));
        }
        described.setFromTree(FORMAT, tree);
        return described;
    }

    /// A table of the standard (annex K) as libjpeg scales it: at 50 as it is, at 100 all ones.
    private static JPEGQTable scale(JPEGQTable standard, int quality) {
        int percent = quality < 50 ? 5_000 / quality : 200 - 2 * quality;
        int[] table = standard.getTable();
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.clamp((table[i] * percent + 50) / 100, 1, 255);
        }
        return new JPEGQTable(table);
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
