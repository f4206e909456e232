package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [TightEncoder] describes, and the gradient filter and data without zlib too. The
/// latter has its length in front, as TurboVNC sends it and LibVNCServer's client reads it.
final class TightDecoder implements Decoder {

    private final InflateInput[] streams = new InflateInput[Tight.STREAMS];
    private final RawDecoder raw = new RawDecoder();
    private final int[] palette = new int[256];
    private byte[] row = {};

    TightDecoder() {
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new InflateInput();
        }
    }

    @Override
    public Encoding encoding() {
        return Encoding.TIGHT;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        if (target.width() > Tight.MAX_WIDTH) {
            throw new RfbProtocolException(
                    DATA, "Tight rectangle of " + target.width() + " columns > 2048");
        }
        PixelTranslator tpixel = translator.tight();
        int control = in.u8();
        for (int i = 0; i < Tight.STREAMS; i++) {
            if ((control >> i & 1) != 0) {
                streams[i].reset();
            }
        }
        int kind = control >> 4;
        if (kind == Tight.FILL) {
            int colour = tpixel.toRgb(tpixel.get(in));
            target.fill(0, 0, target.width(), target.height(), colour);
        } else if (kind == Tight.JPEG) {
            jpeg(in, tpixel, target);
        } else if (kind > Tight.JPEG && !isWithoutZlib(kind)) {
            throw new RfbProtocolException(
                    ENCODING,
                    "Expected Tight fill, JPEG or basic compression, got compression-control "
                            + control);
        } else {
            InflateInput stream = isWithoutZlib(kind) ? null : streams[kind & 3];
            int filter = (kind & Tight.EXPLICIT_FILTER) != 0 ? in.u8() : Tight.FILTER_COPY;
            switch (filter) {
                case Tight.FILTER_COPY -> copy(in, stream, tpixel, target);
                case Tight.FILTER_PALETTE -> palette(in, stream, tpixel, target);
                case Tight.FILTER_GRADIENT -> gradient(in, stream, tpixel, target);
                default ->
                        throw new RfbProtocolException(
                                DATA, "Expected Tight filter-id 0, 1 or 2, got " + filter);
            }
        }
    }

    private static boolean isWithoutZlib(int kind) {
        return (kind & ~Tight.EXPLICIT_FILTER) == Tight.WITHOUT_ZLIB;
    }

    private void jpeg(RfbInput in, PixelTranslator tpixel, Target target) {
        if (tpixel.bytesPerPixel() == 1) {
            throw new RfbProtocolException(
                    DATA, "Tight JPEG with 8 bits-per-pixel, expected 16 or 32");
        }
        int length = CompactLength.read(in);
        Jpeg.decode(in.bytes(length), 0, length, target); // 22 bits
    }

    private void copy(
            RfbInput in, @Nullable InflateInput stream, PixelTranslator tpixel, Target target) {
        long length = target.area() * tpixel.bytesPerPixel();
        RfbInput data = begin(in, stream, length);
        raw.decode(data, tpixel, target);
        end(data);
    }

    private void gradient(
            RfbInput in, @Nullable InflateInput stream, PixelTranslator tpixel, Target target) {
        RfbInput data = begin(in, stream, target.area() * tpixel.bytesPerPixel());
        new TightGradient(tpixel, target).decode(data);
        end(data);
    }

    private void palette(
            RfbInput in, @Nullable InflateInput stream, PixelTranslator tpixel, Target target) {
        int count = in.u8() + 1;
        for (int i = 0; i < count; i++) {
            palette[i] = tpixel.toRgb(tpixel.get(in));
        }
        int rowLength = Tight.indexedRow(target.width(), count);
        if (row.length < rowLength) {
            row = new byte[rowLength];
        }
        RfbInput data = begin(in, stream, (long) rowLength * target.height());
        for (int y = 0; y < target.height(); y++) {
            data.bytes(row, 0, rowLength);
            int to = target.at(0, y);
            if (count == 2) {
                for (int x = 0; x < target.width(); x++) {
                    target.rgb()[to + x] = palette[row[x >> 3] >> (7 - (x & 7)) & 1];
                }
            } else {
                indexed(target.rgb(), to, target.width(), count);
            }
        }
        end(data);
    }

    private void indexed(int[] rgb, int to, int width, int count) {
        for (int x = 0; x < width; x++) {
            int number = row[x] & 0xff;
            if (number >= count) {
                throw new RfbProtocolException(
                        DATA, "Tight index " + number + " into a palette of " + count);
            }
            rgb[to + x] = palette[number];
        }
    }

    /// The data of a rectangle: as it is if short or without zlib, else decompressed.
    private static RfbInput begin(RfbInput in, @Nullable InflateInput stream, long length) {
        if (length < Tight.MIN_TO_COMPRESS) {
            return in;
        }
        int sent = CompactLength.read(in);
        if (stream == null) {
            if (sent != length) {
                throw new RfbProtocolException(
                        DATA,
                        "Tight data without zlib of %d bytes, expected %d".formatted(sent, length));
            }
            return in;
        }
        stream.begin(in, sent, length);
        return stream;
    }

    private static void end(RfbInput data) {
        if (data instanceof InflateInput stream) {
            stream.end();
        }
    }

    @Override
    public void close() {
        for (InflateInput stream : streams) {
            stream.close();
        }
    }
}
