package weft.fuzz;

import weft.rfb.EndOfStreamException;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.encoding.RectangleData;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rectangles of a server in one encoding, which go through one decoder. Nothing is drawn outside
/// of a rectangle, and who only passes over its data takes as much of it as who decodes it.
///
/// | bytes | field                                                                      |
/// |------:|----------------------------------------------------------------------------|
/// |     1 | encoding                                                                   |
/// |     1 | pixel format                                                               |
/// |     1 | flags: what is compressed comes plain; wide rectangles; quality 0          |
///
/// and then rectangles:
///
/// | bytes | field                                                                      |
/// |------:|----------------------------------------------------------------------------|
/// |     2 | width and height                                                           |
/// |     2 | length of the data, if it comes plain                                      |
/// |     * | data; if it is the last one, all that there is                             |
///
/// Plain data of Tight has its control bytes in front, and their length in front of them.
final class DecodersTarget implements Target {

    private static final List<Encoding> ENCODINGS =
            List.of(
                    Encoding.RAW,
                    Encoding.RRE,
                    Encoding.CORRE,
                    Encoding.HEXTILE,
                    Encoding.ZLIB,
                    Encoding.TIGHT,
                    Encoding.TRLE,
                    Encoding.ZRLE,
                    Encoding.ZYWRLE,
                    Encoding.JPEG,
                    Encoding.TIGHT_PNG);

    private static final int PLAIN = 1;
    private static final int WIDE = 2;
    private static final int LOSSY = 4;
    private static final int MOST_RECTANGLES = 6;
    private static final int MARGIN = 3;
    private static final int UNTOUCHED = 0x12345678;

    private final String name;
    private final List<Encoding> encodings;

    private DecodersTarget(String name, List<Encoding> encodings) {
        this.name = name;
        this.encodings = encodings;
    }

    /// All but video.
    static DecodersTarget all() {
        return new DecodersTarget("decoders", ENCODINGS);
    }

    /// Video only: what it does to its library may take the JVM along.
    static DecodersTarget video() {
        return new DecodersTarget("video", List.of(Encoding.OPEN_H264));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int number = 0; number < encodings.size(); number++) {
            Encoding encoding = encodings.get(number);
            if (!Encoder.isAvailable(encoding)) {
                continue;
            }
            for (int format = 0; format < 3; format++) {
                seeds.add(good(number, encoding, format, true));
                seeds.add(good(number, encoding, format, false));
            }
        }
        return seeds;
    }

    private static byte[] good(int number, Encoding encoding, int format, boolean isPhoto) {
        var out = new RfbBuffer();
        out.u8(number);
        out.u8(format);
        out.u8(0);
        int width = 20;
        int height = 17;
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = isPhoto ? i * 0x50301 & 0xffffff : i / 7 % 3 * 0x334455;
        }
        PixelTranslator translator = PixelTranslator.of(Formats.of(format));
        try (Encoder encoder = Encoder.create(encoding)) {
            for (int i = 0; i < 2; i++) {
                var data = new RfbBuffer();
                var pixels = new PackedPixels(rgb, 0, width, width, height);
                if (encoder.encode(pixels, translator, data) == encoding) {
                    out.u8(width);
                    out.u8(height);
                    out.bytes(data.array(), 0, data.length());
                }
            }
        }
        return out.toByteArray();
    }

    @Override
    public void run(byte[] input) {
        var take = new Take(input);
        Encoding encoding = encodings.get(take.choice(encodings.size()));
        PixelFormat format = Formats.of(take.u8());
        int flags = take.u8();
        var preferences =
                EncodingPreferences.of(
                        new SetEncodings(
                                (flags & LOSSY) != 0
                                        ? List.of(EncodingPreferences.QUALITY_0)
                                        : List.of()));
        int[] colours = new int[256];
        Arrays.setAll(colours, i -> i * 0x10203);
        PixelTranslator translator = PixelTranslator.of(format, colours);
        try (Decoder decoder = Decoder.create(encoding, preferences)) {
            if ((flags & PLAIN) != 0) {
                try (var compressor = new RectangleCompressor(encoding)) {
                    for (int i = 0; i < MOST_RECTANGLES && !take.isEmpty(); i++) {
                        int width = width(take.u8(), flags);
                        int height = height(take.u8(), flags);
                        byte[] data = compressor.compress(take.bytes(take.u16()));
                        rectangle(decoder, translator, width, height, new ArrayInput(data), data);
                    }
                }
            } else {
                byte[] rest = take.rest();
                var in = new ArrayInput(rest, 1 + (flags >> 3));
                for (int i = 0; i < MOST_RECTANGLES && !in.atEnd(); i++) {
                    int width = width(in.u8(), flags);
                    int height = height(in.u8(), flags);
                    rectangle(decoder, translator, width, height, in, rest);
                }
            }
        }
    }

    private static int width(int number, int flags) {
        return (flags & WIDE) != 0 ? 9 * number : number;
    }

    private static int height(int number, int flags) {
        return (flags & WIDE) != 0 ? number & 15 : number;
    }

    private static void rectangle(
            Decoder decoder,
            PixelTranslator translator,
            int width,
            int height,
            ArrayInput in,
            byte[] all) {
        int stride = width + MARGIN;
        int[] rgb = new int[stride * height + MARGIN];
        Arrays.fill(rgb, UNTOUCHED);
        var target = new weft.rfb.encoding.Target(rgb, MARGIN, stride, width, height);
        int start = in.consumed();
        RuntimeException refusal = null;
        try {
            decoder.decode(in, translator, target);
        } catch (RfbProtocolException | EndOfStreamException e) {
            refusal = e;
        }
        for (int i = 0; i < rgb.length; i++) {
            boolean inside = i >= MARGIN && (i - MARGIN) % stride < width;
            if (!inside && rgb[i] != UNTOUCHED) {
                throw new Finding("a pixel was drawn outside of the rectangle");
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        passOver(decoder.encoding(), translator, width, height, start, in, all);
    }

    private static void passOver(
            Encoding encoding,
            PixelTranslator translator,
            int width,
            int height,
            int start,
            ArrayInput in,
            byte[] all) {
        if (!RectangleData.canSkip(encoding)) {
            return;
        }
        int end = in.consumed();
        var again = new ArrayInput(Arrays.copyOfRange(all, start, all.length));
        try {
            RectangleData.skip(again, encoding, translator, width, height);
        } catch (RfbProtocolException e) {
            throw new Finding("what was decoded cannot be passed over: " + e.getMessage(), e);
        }
        if (again.consumed() != end - start) {
            throw new Finding(
                    "%d bytes were decoded, and %d are passed over"
                            .formatted(end - start, again.consumed()));
        }
    }

    @Override
    public long mostAllocated(int length) {
        long pixels = MOST_RECTANGLES * (256L + MARGIN) * 256;
        // the picture, its bytes, and what a JPEG or PNG needs besides
        return 16 * pixels + (8L << 20) + 200L * length;
    }
}
