package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
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
    private final int[] byteOffsets;

    public ImageSurface(BufferedImage image) {
        Limits.checkSize(image.getWidth(), image.getHeight());
        this.image = image;
        this.direct = direct(image);
        this.byteOffsets = byteOffsets(image);
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
        } else if (isGray(image.getColorModel())) {
            readGray(area, dst, offset, stride);
        } else if (byteOffsets.length > 0) {
            readBytes(area, dst, offset, stride);
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

    private static boolean isGray(ColorModel model) {
        int type = model.getTransferType();
        return model instanceof ComponentColorModel
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    /// `getRGB` takes grey values as linear light and brightens them; everybody else, `Graphics2D`
    /// included, shows them as they are.
    private void readGray(Rect area, int[] dst, int offset, int stride) {
        int maximum = (1 << image.getColorModel().getComponentSize(0)) - 1;
        int[] samples = new int[area.width()];
        for (int row = 0; row < area.height(); row++) {
            int y = area.y() + row;
            image.getRaster().getSamples(area.x(), y, area.width(), 1, 0, samples);
            for (int x = 0; x < area.width(); x++) {
                int gray = (samples[x] * 255 + maximum / 2) / maximum;
                dst[offset + row * stride + x] = gray * 0x010101;
            }
        }
    }

    private void readBytes(Rect area, int[] dst, int offset, int stride) {
        Raster raster = image.getRaster();
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        byte[] bytes = ((DataBufferByte) raster.getDataBuffer()).getData();
        int start = firstElement(raster, model.getScanlineStride(), model.getPixelStride());
        int step = model.getPixelStride();
        for (int row = 0; row < area.height(); row++) {
            int from = start + (area.y() + row) * model.getScanlineStride() + area.x() * step;
            int red = from + byteOffsets[0];
            int green = from + byteOffsets[1];
            int blue = from + byteOffsets[2];
            int to = offset + row * stride;
            for (int x = 0; x < area.width(); x++) {
                dst[to + x] =
                        (bytes[red + x * step] & 0xFF) << 16
                                | (bytes[green + x * step] & 0xFF) << 8
                                | (bytes[blue + x * step] & 0xFF);
            }
        }
    }

    /// Where red, green and blue are in a pixel of bytes; empty if the image has none.
    private static int[] byteOffsets(BufferedImage image) {
        Raster raster = image.getRaster();
        boolean bytes =
                switch (image.getType()) {
                    case BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR ->
                            raster.getDataBuffer() instanceof DataBufferByte;
                    default -> false;
                };
        return bytes && raster.getSampleModel() instanceof ComponentSampleModel model
                ? model.getBandOffsets()
                : new int[0];
    }

    /// Where the memory of the pixel 0, 0 is; a sub-image begins anywhere in that of the whole.
    private static int firstElement(Raster raster, int scanlineStride, int pixelStride) {
        return raster.getDataBuffer().getOffset()
                - raster.getSampleModelTranslateY() * scanlineStride
                - raster.getSampleModelTranslateX() * pixelStride;
    }

    private static @Nullable Surface direct(BufferedImage image) {
        Raster raster = image.getRaster();
        if (!(raster.getSampleModel() instanceof SinglePixelPackedSampleModel model)) {
            return null;
        }
        int stride = model.getScanlineStride();
        int offset = firstElement(raster, stride, 1);
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
