package weft.cli.x11;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server says of itself when a client connects, and of the screen that is wanted.
///
/// @param idBase the first identifier that this client may give
/// @param idMask the bits by which its identifiers differ
/// @param mostWords the longest request, in words of 4 bytes
/// @param imageOrder the order of the bytes of a pixel
/// @param minKeycode the least code of a key
/// @param maxKeycode the largest one
/// @param screen that screen
public record XSetup(
        int idBase,
        int idMask,
        int mostWords,
        ByteOrder imageOrder,
        int minKeycode,
        int maxKeycode,
        Screen screen) {

    /// A screen, and how its pixels are read.
    ///
    /// @param root its window that is behind all others
    /// @param width in pixels, at the time
    /// @param height in pixels, at the time
    /// @param depth the bits of a pixel that count
    /// @param format how pixels of this depth are stored
    /// @param visual what they mean
    public record Screen(
            int root, int width, int height, int depth, PixmapFormat format, Visual visual) {}

    /// How the pixels of a depth are stored.
    ///
    /// @param bitsPerPixel 32, 16 or 8, as a rule
    /// @param pad rows end at multiples of so many bits
    public record PixmapFormat(int bitsPerPixel, int pad) {

        /// The bytes of a row.
        public int rowBytes(int width) {
            return (width * bitsPerPixel + pad - 1) / pad * pad / 8;
        }
    }

    /// What pixels mean.
    ///
    /// @param kind TrueColor is 4
    /// @param red the bits of red
    /// @param green the bits of green
    /// @param blue the bits of blue
    public record Visual(int kind, int red, int green, int blue) {}

    /// Reads what follows the first 8 bytes.
    ///
    /// @param wanted the number of the screen
    static XSetup read(XData in, int wanted) throws XException {
        in.skip(4);
        int idBase = in.id();
        int idMask = in.id();
        in.skip(4);
        int vendorLength = in.u16();
        int mostWords = in.u16();
        int screens = in.u8();
        int formatCount = in.u8();
        ByteOrder imageOrder = in.u8() == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        in.skip(3);
        int minKeycode = in.u8();
        int maxKeycode = in.u8();
        in.skip(4);
        in.skip((vendorLength + 3) / 4 * 4);
        if (minKeycode < 8 || maxKeycode < minKeycode || wanted >= screens) {
            throw new XException(
                    wanted >= screens
                            ? "it has no screen %d, but %d".formatted(wanted, screens)
                            : "its keycodes are from %d to %d".formatted(minKeycode, maxKeycode));
        }
        Map<Integer, PixmapFormat> formats = new HashMap<>();
        for (int i = 0; i < formatCount; i++) {
            int depth = in.u8();
            formats.put(depth, new PixmapFormat(in.u8(), in.u8()));
            in.skip(5);
        }
        List<Screen> all = new ArrayList<>();
        while (all.size() <= wanted) {
            all.add(screen(in, formats));
        }
        return new XSetup(
                idBase, idMask, mostWords, imageOrder, minKeycode, maxKeycode, all.get(wanted));
    }

    private static Screen screen(XData in, Map<Integer, PixmapFormat> formats) throws XException {
        int root = in.id();
        in.skip(16);
        int width = in.u16();
        int height = in.u16();
        in.skip(8);
        int rootVisual = in.id();
        in.skip(2);
        int depth = in.u8();
        int depths = in.u8();
        Optional<Visual> found = Optional.empty();
        for (int i = 0; i < depths; i++) {
            in.skip(2);
            int visuals = in.u16();
            in.skip(4);
            for (int j = 0; j < visuals; j++) {
                int id = in.id();
                int kind = in.u8();
                in.skip(3);
                var visual = new Visual(kind, in.id(), in.id(), in.id());
                in.skip(4);
                if (id == rootVisual) {
                    found = Optional.of(visual);
                }
            }
        }
        PixmapFormat format = formats.get(depth);
        if (found.isEmpty() || format == null || format.pad() < 8) {
            throw new XException("it does not say how its pixels of %d bits look".formatted(depth));
        }
        return new Screen(root, width, height, depth, format, found.get());
    }
}
