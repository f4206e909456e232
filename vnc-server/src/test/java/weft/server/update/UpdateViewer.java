package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import weft.framebuffer.Frame;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Target;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;

import java.io.ByteArrayInputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A viewer that asks for everything all the time.
final class UpdateViewer implements AutoCloseable {
    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final EncodingPreferences preferences;
    private final EncoderSet encoders;
    private final ViewerPicture picture;
    final int[] pixels = new int[Screens.WIDTH * Screens.HEIGHT];

    UpdateViewer(Frame announced, EncodedPieces pieces, Integer... encodings) {
        preferences = EncodingPreferences.of(new SetEncodings(List.of(encodings)));
        encoders = new EncoderSet(pieces);
        picture = new ViewerPicture(announced);
    }

    /// Sends what is new; returns how many bytes that took.
    int update(Frame newest) {
        return updateBytes(newest).length;
    }

    /// Sends what is new; returns the bytes.
    byte[] updateBytes(Frame newest) {
        picture.request(true, newest.area());
        ViewerPicture.Step step = picture.begin(newest);
        var out = new RfbBuffer();
        var result = new UpdateEncoder(step, preferences, XRGB, encoders, null).encode(out);
        picture.finish(step, result.changed(), result.sent(), result.isUpdate());
        if (result.isUpdate()) {
            apply(out.toByteArray());
        }
        return out.toByteArray();
    }

    private void apply(byte[] bytes) {
        var in = new StreamInput(bytes);
        var update = (FramebufferUpdate) ServerMessages.read(in);
        for (int i = 0; i < update.rectangles(); i++) {
            RectangleHeader rect = RectangleHeader.read(in);
            Encoding encoding = Encoding.byNumber(rect.encoding());
            if (encoding == Encoding.COPY_RECT) {
                copy(CopyRect.read(in), rect);
            } else {
                int offset = rect.y() * Screens.WIDTH + rect.x();
                decoders.computeIfAbsent(encoding, Decoder::create)
                        .decode(
                                in,
                                XRGB,
                                new Target(
                                        pixels,
                                        offset,
                                        Screens.WIDTH,
                                        rect.width(),
                                        rect.height()));
            }
        }
        assertEquals(0, in.left(), "bytes behind the update");
    }

    Set<Encoding> used() {
        return decoders.keySet();
    }

    private void copy(CopyRect from, RectangleHeader to) {
        int[] before = pixels.clone();
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(
                    before,
                    (from.sourceY() + y) * Screens.WIDTH + from.sourceX(),
                    pixels,
                    (to.y() + y) * Screens.WIDTH + to.x(),
                    to.width());
        }
    }

    @Override
    public void close() {
        encoders.close();
        decoders.values().forEach(Decoder::close);
    }

    private static final class StreamInput extends weft.rfb.BufferedRfbInput {
        private final ByteArrayInputStream bytes;

        StreamInput(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            return bytes.read(dst, off, len);
        }

        int left() {
            return bytes.available();
        }
    }
}
