package weft.junit5;

import weft.client.VncClientBuilder;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Picture;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A kind of viewer, see [VncClientProfile].
///
/// @param name as it was written
/// @param encodings the best first; empty for the usual ones
/// @param format of pixels on the wire; empty for the usual one
record Profile(String name, List<Encoding> encodings, Optional<PixelFormat> format) {

    /// The usual viewer.
    static final Profile USUAL = new Profile("", List.of(), Optional.empty());

    private static final Map<String, Encoding> ENCODINGS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("raw", Encoding.RAW),
                            Map.entry("copyrect", Encoding.COPY_RECT),
                            Map.entry("rre", Encoding.RRE),
                            Map.entry("corre", Encoding.CORRE),
                            Map.entry("hextile", Encoding.HEXTILE),
                            Map.entry("zlib", Encoding.ZLIB),
                            Map.entry("tight", Encoding.TIGHT),
                            Map.entry("tightpng", Encoding.TIGHT_PNG),
                            Map.entry("trle", Encoding.TRLE),
                            Map.entry("zrle", Encoding.ZRLE),
                            Map.entry("zywrle", Encoding.ZYWRLE)));

    private static final Map<String, PixelFormat> FORMATS =
            new TreeMap<>(
                    Map.of(
                            "xrgb8888", PixelFormat.XRGB8888,
                            "xbgr8888",
                                    new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16),
                            "rgb565", PixelFormat.RGB565,
                            "rgb555", PixelFormat.RGB555,
                            "bgr233", PixelFormat.BGR233));

    /// The profile of a text.
    ///
    /// @throws IllegalArgumentException that says which word is none
    static Profile parse(String text) {
        List<Encoding> encodings = new ArrayList<>();
        Optional<PixelFormat> format = Optional.empty();
        for (String word : text.strip().split("\\s+", -1)) {
            if (ENCODINGS.containsKey(word)) {
                encodings.add(ENCODINGS.get(word));
            } else if (FORMATS.containsKey(word) && format.isEmpty()) {
                format = Optional.of(FORMATS.get(word));
            } else {
                throw new IllegalArgumentException(
                        "\"%s\" in the profile \"%s\": expected encodings out of %s, and at most one pixel format out of %s"
                                .formatted(word, text, ENCODINGS.keySet(), FORMATS.keySet()));
            }
        }
        return new Profile(text, List.copyOf(encodings), format);
    }

    void applyTo(VncClientBuilder builder) {
        if (!encodings.isEmpty()) {
            builder.encodings(encodings);
        }
        format.ifPresent(builder::pixelFormat);
    }

    /// Whether its viewer cannot have all colours.
    boolean losesColours() {
        return format.isPresent() && format.get().depth() < PixelFormat.XRGB8888.depth();
    }

    /// A picture in the colours that its viewer has; what is masked stays so.
    Picture translated(Picture picture) {
        if (!losesColours()) {
            return picture;
        }
        Picture colours =
                Picture.of(translated(picture.pixels()), picture.width(), picture.height());
        Rect[] masks = masks(picture);
        return masks.length == 0 ? colours : colours.masked(masks);
    }

    /// All of a frame in the colours that its viewer has.
    int[] translated(Frame frame) {
        return translated(frame.pixels());
    }

    private int[] translated(int[] rgb) {
        PixelTranslator translator = PixelTranslator.of(format.orElse(PixelFormat.XRGB8888));
        return Arrays.stream(rgb)
                .map(pixel -> translator.toRgb(translator.toWire(pixel & 0xFF_FFFF)))
                .toArray();
    }

    /// What is masked, as runs of pixels.
    private static Rect[] masks(Picture picture) {
        List<Rect> runs = new ArrayList<>();
        for (int y = 0; y < picture.height(); y++) {
            int start = 0;
            for (int x = 0; x <= picture.width(); x++) {
                if (x == picture.width() || !picture.isMasked(x, y)) {
                    if (x > start) {
                        runs.add(new Rect(start, y, x - start, 1));
                    }
                    start = x + 1;
                }
            }
        }
        return runs.toArray(Rect[]::new);
    }
}
