package weft.cli.e2e;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorImage;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.DesktopName;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.encoding.Target;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.rfb.message.Bell;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerGii;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.ServerXvp;
import weft.rfb.message.SetColourMapEntries;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a viewer has of the picture, out of the server's messages, and how it came.
final class RemotePicture implements AutoCloseable {

    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final Map<Encoding, Integer> rectangles = new EnumMap<>(Encoding.class);
    private final Set<Integer> tightKinds = new TreeSet<>();
    private final PixelFormat format;
    private final EncodingPreferences preferences;
    private final int[] colourMap = new int[256];
    private PixelTranslator translator;
    private int width;
    private int height;
    private int[] rgb;
    private boolean resized;

    /// A black picture.
    ///
    /// @param format what the pixels are sent in
    RemotePicture(ServerInit init, PixelFormat format) {
        this(init, format, EncodingPreferences.NONE);
    }

    /// A black picture.
    ///
    /// @param format what the pixels are sent in
    /// @param preferences what the viewer has asked for
    RemotePicture(ServerInit init, PixelFormat format, EncodingPreferences preferences) {
        this.format = format;
        this.preferences = preferences;
        this.translator = PixelTranslator.of(format, colourMap);
        this.width = init.width();
        this.height = init.height();
        this.rgb = new int[width * height];
    }

    synchronized Picture picture() {
        return new Picture(width, height, rgb.clone());
    }

    /// How many rectangles came in each encoding.
    synchronized Map<Encoding, Integer> rectangles() {
        return Map.copyOf(rectangles);
    }

    /// The kinds of rectangles in Tight: the upper halves of their first bytes.
    synchronized Set<Integer> tightKinds() {
        return Set.copyOf(tightKinds);
    }

    /// Whether the last update told of a new size, of which there is nothing yet.
    synchronized boolean isResized() {
        return resized;
    }

    /// A number that another size or other pixels most probably do not have.
    synchronized int fingerprint() {
        return new Picture(width, height, rgb).fingerprint();
    }

    /// Reads one message and draws what it brings.
    ServerMessage receive(RfbInput in) {
        ServerMessage message = ServerMessages.read(in);
        switch (message) {
            case FramebufferUpdate update -> {
                begin();
                for (int i = 0; i < update.rectangles(); i++) {
                    receiveRectangle(in);
                }
            }
            case SetColourMapEntries entries -> {
                for (int i = 0; i < entries.colours().size(); i++) {
                    colourMap[entries.firstColour() + i] = entries.colours().get(i).rgb();
                }
                translator = PixelTranslator.of(format, colourMap);
            }
            case Bell _,
                    ServerCutText _,
                    ServerClipboard _,
                    EndOfContinuousUpdates _,
                    ServerFence _,
                    ServerXvp _,
                    ServerGii _,
                    AudioStream _,
                    AudioData _ -> {}
        }
        return message;
    }

    private synchronized void begin() {
        resized = false;
    }

    private void receiveRectangle(RfbInput in) {
        RectangleHeader header = RectangleHeader.read(in);
        Encoding encoding = Encoding.byNumber(header.encoding());
        int at = header.y() * width + header.x();
        switch (encoding) {
            case COPY_RECT -> copy(CopyRect.read(in), header);
            case DESKTOP_SIZE -> resize(header.width(), header.height());
            case EXTENDED_DESKTOP_SIZE -> {
                ExtendedDesktopSize size = ExtendedDesktopSize.read(header, in);
                if (size.isInForce() && (header.width() != width || header.height() != height)) {
                    resize(header.width(), header.height());
                }
            }
            case DESKTOP_NAME -> {
                DesktopName _ = DesktopName.read(in);
            }
            case CURSOR_WITH_ALPHA -> {
                CursorImage _ = CursorImage.readWithAlpha(in, header.width(), header.height());
            }
            case POINTER_POS, VMWARE_CURSOR_POSITION -> {}
            case CURSOR -> {
                CursorShape _ = CursorShape.read(in, translator, header.width(), header.height());
            }
            default -> {
                // Decoded beside, so that nobody who looks at the picture waits for the server.
                int[] part = new int[header.width() * header.height()];
                var target = new Target(part, 0, header.width(), header.width(), header.height());
                if (encoding == Encoding.TIGHT) {
                    countTight(in.peekU8() >> 4);
                }
                decoders.computeIfAbsent(encoding, e -> Decoder.create(e, preferences))
                        .decode(in, translator, target);
                put(part, at, header.width(), header.height());
            }
        }
        count(encoding);
    }

    private synchronized void count(Encoding encoding) {
        int _ = rectangles.merge(encoding, 1, Integer::sum);
    }

    private synchronized void countTight(int kind) {
        boolean _ = tightKinds.add(kind);
    }

    private synchronized void put(int[] part, int at, int columns, int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(part, row * columns, rgb, at + row * width, columns);
        }
    }

    private synchronized void copy(CopyRect from, RectangleHeader to) {
        int[] before = rgb.clone();
        for (int row = 0; row < to.height(); row++) {
            int source = (from.sourceY() + row) * width + from.sourceX();
            System.arraycopy(before, source, rgb, (to.y() + row) * width + to.x(), to.width());
        }
    }

    private synchronized void resize(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        rgb = new int[width * height];
        resized = true;
    }

    @Override
    public void close() {
        decoders.values().forEach(Decoder::close);
    }
}
