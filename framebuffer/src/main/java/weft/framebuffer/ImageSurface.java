package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;

/// A `BufferedImage` that the host draws into.
///
/// The memory of the types INT_RGB and INT_ARGB, and of the 16-bit ones, is read in place;
/// transparency is not looked at. Other types are read through their colour model, which is correct
/// but slow. Reading the memory in place ends the acceleration of the image by graphics hardware.
public final class ImageSurface implements Surface {

    private final BufferedImage image;
    private final @Nullable Surface direct;

    public ImageSurface(BufferedImage image) {
        Limits.checkSize(image.getWidth(), image.getHeight());
        this.image = image;
        this.direct = direct(image);
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    /// The image's memory, when there is a surface that reads it in place.
    @Nullable Surface direct() {
        return direct;
    }

    @Override
    public void read(Rect area, int[] dst, int offset, int stride) {
        Limits.checkWithin(area, this);
        if (direct != null) {
            direct.read(area, dst, offset, stride);
        } else if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            readGray(area, dst, offset, stride);
        } else if (!area.isEmpty()) {
            image.getRGB(area.x(), area.y(), area.width(), area.height(), dst, offset, stride);
            for (int row = 0; row < area.height(); row++) {
                int start = offset + row * stride;
                for (int x = start; x < start + area.width(); x++) {
                    dst[x] &= 0xFFFFFF;
                }
            }
        }
    }

    /// `getRGB` takes grey values as linear light and brightens them; everybody else, `Graphics2D`
    /// included, shows them as they are.
    private void readGray(Rect area, int[] dst, int offset, int stride) {
        int[] samples = new int[area.width()];
        for (int row = 0; row < area.height(); row++) {
            image.getRaster().getSamples(area.x(), area.y() + row, area.width(), 1, 0, samples);
            for (int x = 0; x < area.width(); x++) {
                dst[offset + row * stride + x] = samples[x] * 0x010101;
            }
        }
    }

    private static @Nullable Surface direct(BufferedImage image) {
        Raster raster = image.getRaster();
        if (!(raster.getSampleModel() instanceof SinglePixelPackedSampleModel model)) {
            return null;
        }
        int stride = model.getScanlineStride();
        int offset =
                raster.getDataBuffer().getOffset()
                        - raster.getSampleModelTranslateY() * stride
                        - raster.getSampleModelTranslateX();
        int width = image.getWidth();
        int height = image.getHeight();
        return switch (image.getType()) {
            case BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB ->
                    raster.getDataBuffer() instanceof DataBufferInt memory
                            ? new XrgbSurface(memory.getData(), offset, stride, width, height)
                            : null;
            case BufferedImage.TYPE_USHORT_565_RGB ->
                    raster.getDataBuffer() instanceof DataBufferUShort memory
                            ? new Rgb565Surface(memory.getData(), offset, stride, width, height)
                            : null;
            case BufferedImage.TYPE_USHORT_555_RGB ->
                    raster.getDataBuffer() instanceof DataBufferUShort memory
                            ? new Rgb555Surface(memory.getData(), offset, stride, width, height)
                            : null;
            default -> null;
        };
    }
}
