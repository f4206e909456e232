package weft.cli.bench;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.EndOfStreamException;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Target;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessages;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The picture that a server's stream draws, as a viewer has it: it starts black and is changed by
/// one update after the other.
public final class StreamPicture implements AutoCloseable {

    private final Size size;
    private final Rect area;
    private final int[] rgb;
    private final PixelTranslator translator;
    private final EncodingPreferences preferences;
    private final CpuClock clock;
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final Tally tally = new Tally();

    /// @param size the picture's size, which a stream does not tell
    /// @param translator of the pixel format of the stream
    /// @param clock what times each rectangle
    public StreamPicture(Size size, PixelTranslator translator, CpuClock clock) {
        this(size, translator, EncodingPreferences.NONE, clock);
    }

    /// A picture without anything drawn, of a server that was asked for something.
    ///
    /// @param size the picture's size, which a stream does not tell
    /// @param translator of the pixel format of the stream
    /// @param preferences what the server was asked for
    /// @param clock what times each rectangle
    public StreamPicture(
            Size size,
            PixelTranslator translator,
            EncodingPreferences preferences,
            CpuClock clock) {
        this.size = size;
        this.preferences = preferences;
        this.area = Rect.ofSize(size.width(), size.height());
        this.rgb = new int[size.width() * size.height()];
        this.translator = translator;
        this.clock = clock;
    }

    /// The pixels, row by row; the array is the same for good.
    public int[] rgb() {
        return rgb;
    }

    /// What was drawn so far.
    Tally tally() {
        return tally;
    }

    /// Draws the next update and returns its rectangles in their order; empty at the end of the
    /// stream, be it in the middle of an update. Other messages are skipped.
    Optional<List<Part>> nextUpdate(MeasuredInput in) {
        try {
            while (!in.atEnd()) {
                if (ServerMessages.read(in) instanceof FramebufferUpdate update) {
                    return Optional.of(update(in, update.rectangles()));
                }
            }
        } catch (EndOfStreamException _) {
            // Recordings are cut off; what is left of the last update does not count.
        }
        return Optional.empty();
    }

    /// Draws the rectangles of an update whose header has been read, and returns them.
    ///
    /// @param rectangles how many there are, unless a LastRect comes before
    public List<Part> update(MeasuredInput in, int rectangles) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < rectangles; i++) {
            long start = in.position();
            RectangleHeader header = RectangleHeader.read(in);
            Encoding encoding = Encoding.byNumber(header.encoding());
            switch (encoding) {
                case LAST_RECT -> {
                    return parts;
                }
                case CURSOR -> {
                    CursorShape _ =
                            CursorShape.read(in, translator, header.width(), header.height());
                }
                case DESKTOP_SIZE, UNKNOWN ->
                        throw new RfbProtocolException(
                                ENCODING,
                                "Expected an encoding of pixels or Cursor, got %d (%s)"
                                        .formatted(header.encoding(), encoding));
                default -> {
                    long before = clock.nanos();
                    Part part = draw(in, encoding, header);
                    long nanos = clock.nanos() - before;
                    tally.add(encoding, part.rect().area(), in.position() - start, nanos);
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private Part draw(MeasuredInput in, Encoding encoding, RectangleHeader header) {
        Rect rect = new Rect(header.x(), header.y(), header.width(), header.height());
        checkInside(rect, "A rectangle");
        if (encoding == Encoding.COPY_RECT) {
            CopyRect source = CopyRect.read(in);
            copy(source, rect);
            return new Part(encoding, rect, source.sourceX(), source.sourceY());
        }
        int at = rect.isEmpty() ? 0 : rect.y() * size.width() + rect.x();
        decoders.computeIfAbsent(encoding, wanted -> Decoder.create(wanted, preferences))
                .decode(
                        in,
                        translator,
                        rect.x(),
                        rect.y(),
                        new Target(rgb, at, size.width(), rect.width(), rect.height()));
        return new Part(encoding, rect, 0, 0);
    }

    private void copy(CopyRect source, Rect to) {
        checkInside(
                new Rect(source.sourceX(), source.sourceY(), to.width(), to.height()),
                "The source of a CopyRect");
        boolean down = source.sourceY() < to.y();
        for (int i = 0; i < to.height(); i++) {
            int row = down ? to.height() - 1 - i : i;
            System.arraycopy(
                    rgb,
                    (source.sourceY() + row) * size.width() + source.sourceX(),
                    rgb,
                    (to.y() + row) * size.width() + to.x(),
                    to.width());
        }
    }

    private void checkInside(Rect rect, String what) {
        if (!area.contains(rect)) {
            throw new RfbProtocolException(
                    DATA, "%s, %s, leaves the picture of %s".formatted(what, rect, size));
        }
    }

    @Override
    public void close() {
        decoders.values().forEach(Decoder::close);
    }
}
