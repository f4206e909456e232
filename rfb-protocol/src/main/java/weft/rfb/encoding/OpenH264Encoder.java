package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.H264Encoder;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Open H.264: for each place its own stream of video, whose pictures refer to those before
/// (rfbproto, Open H.264 Encoding). In 8 bits, and where a picture cannot have that size, it writes
/// Raw.
///
/// | bytes  | type | field                                            |
/// |-------:|------|--------------------------------------------------|
/// |      4 | U32  | length                                           |
/// |      4 | U32  | flags: 1 the context begins anew, 2 all of them do |
/// | length | U8   | data: whole frames, with start codes             |
///
/// A stream takes some megabytes, so only those of few places are kept: one that changes together
/// should always be given as the same rectangle, best the whole picture. It has no exact form, and
/// colour for each fourth pixel only.
final class OpenH264Encoder implements Encoder {

    static final int RESET_CONTEXT = 1;
    static final int RESET_ALL_CONTEXTS = 2;

    private static final int MOST_CONTEXTS = 4;

    /// H.264's quantizers by RFB's quality: each six of them halve what is left of a picture.
    private static final int[] QUANTIZERS = {40, 37, 34, 31, 28, 26, 24, 21, 18, 14};

    private static final int DEFAULT_QUALITY = 8;

    /// Where a rectangle is: what tells contexts apart.
    record Place(int x, int y, int width, int height) {}

    /// The one that was used last comes last.
    private final Map<Place, H264Encoder> contexts = new LinkedHashMap<>(16, 0.75f, true);

    private int quantizer = QUANTIZERS[DEFAULT_QUALITY];
    private boolean closed;

    @Override
    public Encoding encoding() {
        return Encoding.OPEN_H264;
    }

    @Override
    public boolean keepsPlaces() {
        return true;
    }

    @Override
    public int maxWidth() {
        return H264Encoder.MAX_SIZE;
    }

    @Override
    public int maxHeight() {
        return H264Encoder.MAX_SIZE;
    }

    @Override
    public int maxArea() {
        return H264Encoder.MAX_AREA;
    }

    @Override
    public void adapt(EncodingPreferences preferences) {
        int wanted = QUANTIZERS[preferences.quality().orElse(DEFAULT_QUALITY)];
        if (wanted != quantizer) {
            quantizer = wanted;
            closeContexts();
        }
    }

    @Override
    public String variant() {
        return "quantizer " + quantizer;
    }

    @Override
    public void encodeRectangle(
            int x, int y, Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int header = out.length();
        new RectangleHeader(x, y, pixels.width(), pixels.height(), encoding().number()).write(out);
        Encoding written = encode(x, y, pixels, translator, out);
        out.setU32(header + RectangleHeader.ENCODING_OFFSET, written.number());
    }

    /// As a rectangle in the upper left corner.
    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        return encode(0, 0, pixels, translator, out);
    }

    private Encoding encode(
            int x, int y, Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        if (closed) {
            throw new IllegalStateException("The encoder is closed");
        }
        int size = translator.bytesPerPixel();
        if (size == 1 || !H264Encoder.canBe(pixels.width(), pixels.height())) {
            RawEncoder.write(pixels, WireSource.of(pixels, translator), size, out);
            return Encoding.RAW;
        }
        PackedPixels packed = pixels.toPacked();
        var place = new Place(x, y, pixels.width(), pixels.height());
        H264Encoder context = contexts.get(place);
        int flags = 0;
        if (context == null) {
            flags = RESET_CONTEXT;
            context = open(place);
        }
        int lengthAt = out.length();
        out.u32(0);
        out.u32(flags);
        int start = out.length();
        context.encode(packed.rgb(), packed.offset(), packed.stride(), out);
        out.setU32(lengthAt, out.length() - start);
        return Encoding.OPEN_H264;
    }

    private H264Encoder open(Place place) {
        Iterator<H264Encoder> oldest = contexts.values().iterator();
        while (contexts.size() >= MOST_CONTEXTS) {
            oldest.next().close();
            oldest.remove();
        }
        H264Encoder context = H264Encoder.open(place.width, place.height, quantizer);
        contexts.put(place, context);
        return context;
    }

    /// The streams of video; each begins anew.
    @Override
    public void rest() {
        closeContexts();
    }

    private void closeContexts() {
        contexts.values().forEach(H264Encoder::close);
        contexts.clear();
    }

    @Override
    public void close() {
        closed = true;
        closeContexts();
    }
}
