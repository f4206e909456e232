package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Target;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.ServerMessages;

import java.util.EnumMap;
import java.util.Map;

/// The picture of a viewer: applies updates as a real one does.
public final class DecodingViewer implements AutoCloseable {
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final Map<Encoding, Integer> seen = new EnumMap<>(Encoding.class);
    private final PixelTranslator translator;
    private final EncodingPreferences preferences;
    int[] pixels;
    int width;
    int height;

    /// One that has asked for nothing in particular.
    public DecodingViewer(int width, int height, PixelTranslator translator) {
        this(width, height, translator, EncodingPreferences.NONE);
    }

    /// @param preferences what it has asked for
    DecodingViewer(
            int width, int height, PixelTranslator translator, EncodingPreferences preferences) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
        this.translator = translator;
        this.preferences = preferences;
    }

    /// Reads one message, and draws what it brings if that is an update.
    public ServerMessage apply(RfbInput in) {
        ServerMessage message = ServerMessages.read(in);
        if (message instanceof FramebufferUpdate update) {
            draw(update, in);
        }
        return message;
    }

    private void draw(FramebufferUpdate update, RfbInput in) {
        for (int i = 0; i < update.rectangles(); i++) {
            RectangleHeader rect = RectangleHeader.read(in);
            Encoding encoding = Encoding.byNumber(rect.encoding());
            seen.merge(encoding, 1, Integer::sum);
            switch (encoding) {
                case DESKTOP_SIZE -> {
                    assertEquals(update.rectangles() - 1, i, "DesktopSize comes last");
                    width = rect.width();
                    height = rect.height();
                    pixels = new int[width * height];
                }
                case CURSOR -> CursorShape.read(in, translator, rect.width(), rect.height());
                case QEMU_AUDIO -> {}
                case COPY_RECT -> copy(CopyRect.read(in), rect);
                default ->
                        decoders.computeIfAbsent(encoding, of -> Decoder.create(of, preferences))
                                .decode(
                                        in,
                                        translator,
                                        rect.x(),
                                        rect.y(),
                                        new Target(
                                                pixels,
                                                rect.y() * width + rect.x(),
                                                width,
                                                rect.width(),
                                                rect.height()));
            }
        }
    }

    private void copy(CopyRect from, RectangleHeader to) {
        int[] old = pixels.clone();
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(
                    old,
                    (from.sourceY() + y) * width + from.sourceX(),
                    pixels,
                    (to.y() + y) * width + to.x(),
                    to.width());
        }
    }

    /// What is shown, row by row.
    public int[] pixels() {
        return pixels;
    }

    /// How many columns there are.
    public int width() {
        return width;
    }

    /// How many rows there are.
    public int height() {
        return height;
    }

    /// How many rectangles of an encoding there were.
    int seen(Encoding encoding) {
        return seen.getOrDefault(encoding, 0);
    }

    @Override
    public void close() {
        decoders.values().forEach(Decoder::close);
    }
}
