package weft.cli.bench.soak;

import weft.cli.source.Size;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Target;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SetEncodings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The picture that a viewer has, drawn from the updates that it gets. For one thread.
final class ViewedPicture implements AutoCloseable {

    private final SoakConnection connection;
    private final EncodingPreferences preferences;
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private Size size;
    private int[] rgb;

    /// A black one.
    ///
    /// @param connection of a viewer that has asked for [#wanted] encodings
    ViewedPicture(SoakConnection connection, Encoding encoding) {
        this.connection = connection;
        preferences = EncodingPreferences.of(new SetEncodings(wanted(encoding)));
        size = connection.size();
        rgb = new int[size.width() * size.height()];
    }

    /// What to ask for to get pictures in an encoding.
    static List<Integer> wanted(Encoding encoding) {
        return List.of(
                encoding.number(),
                Encoding.COPY_RECT.number(),
                Encoding.LAST_RECT.number(),
                Encoding.DESKTOP_SIZE.number());
    }

    /// Draws the next update; returns whether the picture still has the same size.
    boolean update() {
        var in = connection.in();
        boolean same = true;
        int count = connection.awaitUpdate();
        for (int i = 0; i < count; i++) {
            RectangleHeader header = RectangleHeader.read(in);
            Encoding of = Encoding.byNumber(header.encoding());
            if (of == Encoding.LAST_RECT) {
                return same;
            }
            if (of == Encoding.DESKTOP_SIZE) {
                size = new Size(header.width(), header.height());
                rgb = new int[size.width() * size.height()];
                same = false;
            } else if (of == Encoding.COPY_RECT) {
                copy(CopyRect.read(in), header);
            } else {
                decoders.computeIfAbsent(of, wanted -> Decoder.create(wanted, preferences))
                        .decode(in, SoakConnection.XRGB, header.x(), header.y(), target(header));
            }
        }
        return same;
    }

    private Target target(RectangleHeader header) {
        int at = header.y() * size.width() + header.x();
        return new Target(rgb, at, size.width(), header.width(), header.height());
    }

    private void copy(CopyRect source, RectangleHeader to) {
        int[] before = rgb.clone();
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(
                    before,
                    (source.sourceY() + y) * size.width() + source.sourceX(),
                    rgb,
                    (to.y() + y) * size.width() + to.x(),
                    to.width());
        }
    }

    /// How many nanoseconds old it is.
    long age() {
        return System.nanoTime() - NumberedPicture.nanos(rgb);
    }

    /// Which one it says that it is.
    int number() {
        return NumberedPicture.number(rgb);
    }

    /// How many of its pixels are not as they must be.
    int wrongPixels() {
        return NumberedPicture.wrongPixels(rgb, size);
    }

    @Override
    public void close() {
        decoders.values().forEach(Decoder::close);
    }
}
