package weft.framebuffer.awt;

import weft.framebuffer.IndexedSurface;
import weft.framebuffer.Limits;
import weft.framebuffer.PixelLayout;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.PixelSurface;
import weft.framebuffer.Rect;
import weft.framebuffer.Surface;
import weft.framebuffer.XrgbSurface;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// A `BufferedImage` that the host draws into, as a [Surface].
///
/// Most types are read in place; only `TYPE_INT_ARGB_PRE`, `TYPE_4BYTE_ABGR_PRE`,
/// `TYPE_USHORT_GRAY`, `TYPE_BYTE_BINARY` and custom types are read through their colour model,
/// which is correct but slow. Transparency is not looked at. Reading the memory in place ends the
/// acceleration of the image by graphics hardware.
public final class ImageSurface {

    private ImageSurface() {}

    /// The surface of an image, or of a part of one that `getSubimage` gave.
    public static Surface of(BufferedImage image) {
        Limits.checkSize(image.getWidth(), image.getHeight());
        return switch (image.getRaster().getSampleModel()) {
            case SinglePixelPackedSampleModel model -> packed(image, model);
            case ComponentSampleModel model
                    when image.getRaster().getDataBuffer() instanceof DataBufferByte memory ->
                    bytes(image, model, memory);
            default -> new Converted(image);
        };
    }

    private static Surface packed(BufferedImage image, SinglePixelPackedSampleModel model) {
        int stride = model.getScanlineStride();
        int offset = firstElement(image.getRaster(), stride, 1);
        int width = image.getWidth();
        int height = image.getHeight();
        DataBuffer buffer = image.getRaster().getDataBuffer();
        if (buffer instanceof DataBufferInt ints) {
            int[] pixels = ints.getData();
            switch (image.getType()) {
                case BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB -> {
                    return new XrgbSurface(pixels, offset, stride, width, height);
                }
                case BufferedImage.TYPE_INT_BGR -> {
                    return new PixelSurface(
                            PixelMemory.of(pixels, offset, stride, width, height),
                            PixelLayout.XBGR8888);
                }
                default -> {}
            }
        }
        if (buffer instanceof DataBufferUShort shorts) {
            PixelMemory memory = PixelMemory.of(shorts.getData(), offset, stride, width, height);
            switch (image.getType()) {
                case BufferedImage.TYPE_USHORT_565_RGB -> {
                    return new PixelSurface(memory, PixelLayout.RGB565);
                }
                case BufferedImage.TYPE_USHORT_555_RGB -> {
                    return new PixelSurface(memory, PixelLayout.XRGB1555);
                }
                default -> {}
            }
        }
        return new Converted(image);
    }

    private static Surface bytes(
            BufferedImage image, ComponentSampleModel model, DataBufferByte memory) {
        int step = model.getPixelStride();
        int stride = model.getScanlineStride();
        int offset = firstElement(image.getRaster(), stride, step);
        return switch (image.getType()) {
            // the bytes B, G, R
            case BufferedImage.TYPE_3BYTE_BGR ->
                    colours(image, memory, offset, stride, step, PixelLayout.RGB888);
            // the bytes A, B, G, R
            case BufferedImage.TYPE_4BYTE_ABGR ->
                    colours(image, memory, offset, stride, step, PixelLayout.RGBX8888);
            case BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_GRAY ->
                    step == 1 ? indexed(image, memory, offset, stride) : new Converted(image);
            default -> new Converted(image);
        };
    }

    private static Surface colours(
            BufferedImage image,
            DataBufferByte memory,
            int offset,
            int stride,
            int step,
            PixelLayout layout) {
        MemorySegment segment = MemorySegment.ofArray(memory.getData()).asSlice(offset);
        return new PixelSurface(
                PixelMemory.of(segment, step, stride, image.getWidth(), image.getHeight())
                        .order(ByteOrder.LITTLE_ENDIAN),
                layout);
    }

    private static Surface indexed(
            BufferedImage image, DataBufferByte memory, int offset, int stride) {
        int[] palette = grays();
        if (image.getColorModel() instanceof IndexColorModel model) {
            if (model.getMapSize() > IndexedSurface.COLOURS) {
                return new Converted(image);
            }
            palette = new int[model.getMapSize()];
            model.getRGBs(palette);
        }
        PixelMemory pixels =
                PixelMemory.of(
                        memory.getData(), offset, stride, image.getWidth(), image.getHeight());
        return new IndexedSurface(pixels, palette);
    }

    private static int[] grays() {
        int[] colours = new int[IndexedSurface.COLOURS];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = i * 0x010101;
        }
        return colours;
    }

    /// Where the memory of the pixel 0, 0 is; a sub-image begins anywhere in that of the whole.
    private static int firstElement(Raster raster, int scanlineStride, int pixelStride) {
        return raster.getDataBuffer().getOffset()
                - raster.getSampleModelTranslateY() * scanlineStride
                - raster.getSampleModelTranslateX() * pixelStride;
    }

    /// An image that is read through its colour model.
    private record Converted(BufferedImage image) implements Surface {

        @Override
        public int width() {
            return image.getWidth();
        }

        @Override
        public int height() {
            return image.getHeight();
        }

        @Override
        public void read(Rect area, int[] dst, int offset, int stride) {
            Limits.checkWithin(area, this);
            if (area.isEmpty()) {
                return;
            }
            if (isGray(image.getColorModel())) {
                readGray(area, dst, offset, stride);
                return;
            }
            image.getRGB(area.x(), area.y(), area.width(), area.height(), dst, offset, stride);
            for (int row = 0; row < area.height(); row++) {
                int start = offset + row * stride;
                for (int x = start; x < start + area.width(); x++) {
                    dst[x] &= 0xFFFFFF;
                }
            }
        }

        private static boolean isGray(ColorModel model) {
            int type = model.getTransferType();
            return model instanceof ComponentColorModel
                    && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                    && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
        }

        /// `getRGB` takes grey values as linear light and brightens them; everybody else,
        /// `Graphics2D` included, shows them as they are.
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
    }
}
