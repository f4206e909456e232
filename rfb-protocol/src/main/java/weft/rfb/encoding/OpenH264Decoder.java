package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.H264Decoder;
import weft.rfb.encoding.OpenH264Encoder.Place;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what [OpenH264Encoder] describes. Each place has a context; beyond 64 of them, or of half
/// a gigabyte, the one that was not used for the longest time is forgotten.
final class OpenH264Decoder implements Decoder {

    private static final int MOST_CONTEXTS = 64;
    private static final long MOST_BYTES = 1L << 29;

    /// So many bytes a frame has besides those for its pixels.
    private static final int OVERHEAD = 1 << 16;

    private static final int LONGEST_PIXEL = 8;

    /// So much is taken at a time.
    private static final int STEP = 1 << 16;

    /// The one that was used last comes last.
    private final Map<Place, H264Decoder> contexts = new LinkedHashMap<>(16, 0.75f, true);

    private final long mostBytes;
    private boolean closed;

    OpenH264Decoder() {
        this(MOST_BYTES);
    }

    /// One whose contexts hold no more than this in all, but for the last.
    OpenH264Decoder(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public Encoding encoding() {
        return Encoding.OPEN_H264;
    }

    /// Of a rectangle in the upper left corner.
    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        decode(in, translator, 0, 0, target);
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, int x, int y, Target target) {
        if (closed) {
            throw new IllegalStateException("The decoder is closed");
        }
        if (!H264Decoder.isAvailable()) {
            throw new RfbProtocolException(
                    ENCODING, "Open H.264, and no decoder of it: there is no libopenh264");
        }
        long length = in.u32();
        long limit = OVERHEAD + LONGEST_PIXEL * target.area();
        if (length > limit) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Open H.264 of %d bytes > limit %d for %dx%d"
                            .formatted(length, limit, target.width(), target.height()));
        }
        int flags = in.s32();
        var place = new Place(x, y, target.width(), target.height());
        reset(place, flags);
        if (length > 0) {
            if (target.area() == 0) {
                throw new RfbProtocolException(DATA, "Open H.264 for a rectangle without pixels");
            }
            RfbBuffer data = read(in, (int) length); // the limit is one of an array
            context(place)
                    .decode(
                            data.array(),
                            0,
                            data.length(),
                            target.rgb(),
                            target.offset(),
                            target.stride(),
                            target.width(),
                            target.height());
            forgetWhatIsTooMuch();
        }
    }

    /// The length is believed only as far as it is filled.
    private static RfbBuffer read(RfbInput in, int length) {
        var data = new RfbBuffer(Math.min(length, STEP));
        while (data.length() < length) {
            int step = Math.min(STEP, length - data.length());
            int at = data.ensure(step);
            in.bytes(data.array(), at, step);
            data.advance(step);
        }
        return data;
    }

    /// What a context holds is known only when it has seen its first picture.
    private void forgetWhatIsTooMuch() {
        long bytes = contexts.values().stream().mapToLong(H264Decoder::bytes).sum();
        Iterator<H264Decoder> oldest = contexts.values().iterator();
        for (int left = contexts.size(); left > 1 && bytes > mostBytes; left--) {
            H264Decoder context = oldest.next();
            bytes -= context.bytes();
            context.close();
            oldest.remove();
        }
    }

    private void reset(Place place, int flags) {
        if ((flags & OpenH264Encoder.RESET_ALL_CONTEXTS) != 0) {
            closeContexts();
        }
        if ((flags & OpenH264Encoder.RESET_CONTEXT) != 0) {
            H264Decoder context = contexts.remove(place);
            if (context != null) {
                context.close();
            }
        }
    }

    private H264Decoder context(Place place) {
        H264Decoder known = contexts.get(place);
        if (known != null) {
            return known;
        }
        Iterator<H264Decoder> oldest = contexts.values().iterator();
        while (contexts.size() >= MOST_CONTEXTS) {
            oldest.next().close();
            oldest.remove();
        }
        H264Decoder context = H264Decoder.open();
        contexts.put(place, context);
        return context;
    }

    private void closeContexts() {
        contexts.values().forEach(H264Decoder::close);
        contexts.clear();
    }

    @Override
    public void close() {
        closed = true;
        closeContexts();
    }
}
