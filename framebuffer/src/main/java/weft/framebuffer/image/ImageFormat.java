package weft.framebuffer.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.pnm.PNMImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.pnm.PNMImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.tga.TGAImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tga.TGAImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageReaderWriterSpi;

/// The formats of image files, each with the one reader and writer that Weft uses for it.
///
/// They are asked for by name, because what ImageIO finds first depends on what else is on the
/// class path.
enum ImageFormat {
    PNG("png") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "\u0089PNG\r\n\u001a\n");
        }

        @Override
        ImageWriter writer() {
            throw new IllegalStateException("PNG is written by Png");
        }
    },
    JPEG("jpg", "jpeg") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "\u00ff\u00d8\u00ff");
        }
    },
    GIF("gif") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "GIF87a") || startsWith(head, "GIF89a");
        }
    },
    BMP("bmp") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "BM");
        }

        @Override
        ImageReader reader() throws IOException {
            return new BMPImageReaderSpi().createReaderInstance(null);
        }
    },
    TIFF("tif", "tiff") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "II*\0")
                    || startsWith(head, "MM\0*")
                    || startsWith(head, "II+\0")
                    || startsWith(head, "MM\0+");
        }

        @Override
        ImageReader reader() throws IOException {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        }

        @Override
        ImageWriter writer() {
            return new TIFFImageWriterSpi().createWriterInstance(null);
        }
    },
    WEBP("webp") {
        @Override
        boolean matches(byte[] head) {
            return startsWith(head, "RIFF")
                    && head.length >= 12
                    && startsWith(Arrays.copyOfRange(head, 8, 12), "WEBP");
        }

        @Override
        ImageReader reader() throws IOException {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }

        @Override
        ImageWriter writer() {
            throw new IllegalStateException("nothing here writes WebP");
        }
    },
    PNM("ppm", "pnm", "pgm", "pbm", "pam") {
        @Override
        boolean matches(byte[] head) {
            return head.length >= 3
                    && head[0] == 'P'
                    && head[1] >= '1'
                    && head[1] <= '7'
                    && Character.isWhitespace(head[2]);
        }

        @Override
        ImageReader reader() throws IOException {
            return new PNMImageReaderSpi().createReaderInstance(null);
        }

        @Override
        ImageWriter writer() {
            return new PNMImageWriterSpi().createWriterInstance(null);
        }
    },
    /// Last, because it has no signature: only its header's fields have to make sense.
    TGA("tga") {
        @Override
        boolean matches(byte[] head) {
            return TgaHeader.isPlausible(head);
        }

        @Override
        ImageReader reader() throws IOException {
            return new TGAImageReaderSpi().createReaderInstance(null);
        }

        @Override
        ImageWriter writer() {
            return new TGAImageWriterSpi().createWriterInstance(null);
        }
    };

    private static final int PADDING = 64;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> extensions;

    ImageFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /// The format of a file that begins with these bytes.
    static Optional<ImageFormat> of(byte[] head) {
        return Arrays.stream(values()).filter(format -> format.matches(head)).findFirst();
    }

    /// The format that a file's name ends with.
    static Optional<ImageFormat> ofName(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        for (ImageFormat format : values()) {
            if (format.extensions.contains(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// The extensions of all formats that can be written.
    static String writable() {
        List<String> names = new ArrayList<>();
        for (ImageFormat format : values()) {
            if (format.isWritable()) {
                names.add(format.extensions.getFirst());
            }
        }
        return String.join(", ", names);
    }

    /// Whether there is a [#writer()].
    boolean isWritable() {
        return this != WEBP;
    }

    abstract boolean matches(byte[] head);

    ImageReader reader() throws IOException {
        return ofTheJdk(
                ImageIO.getImageReadersByFormatName(name()), ImageReader::getOriginatingProvider);
    }

    ImageWriter writer() {
        return ofTheJdk(
                ImageIO.getImageWritersByFormatName(name()), ImageWriter::getOriginatingProvider);
    }

    /// The file as its reader can take it: those of TGA and WebP fail on tiny files, where they
    /// read a footer's or a word's length without looking whether there is one.
    byte[] padded(byte[] file) {
        return this == TGA || this == WEBP ? Arrays.copyOf(file, file.length + PADDING) : file;
    }

    private <T> T ofTheJdk(Iterator<T> found, Function<T, ? extends ImageReaderWriterSpi> spi) {
        while (found.hasNext()) {
            T candidate = found.next();
            if (spi.apply(candidate).getClass().getModule() == ImageIO.class.getModule()) {
                return candidate;
            }
        }
        throw new IllegalStateException("this JDK has no " + name() + " in javax.imageio");
    }

    private static boolean startsWith(byte[] head, String latin1) {
        if (head.length < latin1.length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((head[i] & 0xFF) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
