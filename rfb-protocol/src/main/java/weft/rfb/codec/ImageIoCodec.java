package weft.rfb.codec;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// JPEG by the JDK's javax.imageio, which the module java.desktop holds.
final class ImageIoCodec implements JpegCodec {

    private static final NativePool<ImageIoWriter> WRITERS =
            new NativePool<>(4, ImageIoWriter::new);

    private ImageIoCodec() {}

    /// The codec, unless this JDK comes without the library that it stands on.
    static Optional<JpegCodec> find() {
        try {
            boolean there =
                    ImageIO.getImageWritersByFormatName("jpeg").hasNext()
                            && ImageIO.getImageReadersByFormatName("jpeg").hasNext();
            return there ? Optional.of(new ImageIoCodec()) : Optional.empty();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public void encode(
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height,
            int quality,
            Subsampling subsampling,
            RfbBuffer out) {
        JpegArguments.checkQuality(quality);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        BufferedImage image =
                subsampling == Subsampling.GRAY
                        ? ImageIoPixels.gray(pixels, offset, stride, width, height)
                        : ImageIoPixels.wrap(pixels, offset, stride, width, height);
        ImageIoWriter writer = WRITERS.take();
        try {
            writer.write(image, quality, subsampling, out);
        } catch (IOException e) {
            throw new UncheckedIOException("javax.imageio cannot encode", e);
        } finally {
            WRITERS.give(writer);
        }
    }

    @Override
    public void decode(
            byte[] jpeg,
            int off,
            int len,
            int[] pixels,
            int offset,
            int stride,
            int width,
            int height) {
        Objects.checkFromIndexSize(off, len, jpeg.length);
        JpegArguments.checkPixels(pixels, offset, stride, width, height);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        BufferedImage image;
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg, off, len))) {
            reader.setInput(in, true, true);
            // A picture that breaks off is padded with gray and a warning.
            reader.addIIOReadWarningListener((_, warning) -> {
                throw new IllegalArgumentException(warning);
            });
            JpegArguments.checkSize(width, height, reader.getWidth(0), reader.getHeight(0));
            image = reader.read(0);
        } catch (RfbProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw JpegArguments.damaged(len, String.valueOf(e.getMessage()));
        } finally {
            reader.dispose();
        }
        if (!ImageIoPixels.unpack(image, pixels, offset, stride)) {
            throw JpegArguments.damaged(len, "neither gray nor coloured");
        }
    }
}
