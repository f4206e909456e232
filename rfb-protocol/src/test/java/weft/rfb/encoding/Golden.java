package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;

import java.util.Arrays;
import java.util.List;

/// Bytes of encodings as tests write them, and that they are what is written and read.
final class Golden {

    /// A byte for each pixel.
    static final PixelTranslator BGR233 = PixelTranslator.of(PixelFormat.BGR233);

    /// Four bytes, the blue one first.
    static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    /// In BGR233: w is ff, k is 00, r is 07, g is 38, b is c0.
    private static int colour(int letter) {
        return switch (letter) {
            case 'w' -> 0xffffff;
            case 'r' -> 0xff0000;
            case 'g' -> 0x00ff00;
            case 'b' -> 0x0000ff;
            default -> 0;
        };
    }

    /// A letter for each pixel.
    static Picture picture(String... rows) {
        int width = rows[0].length();
        int[] rgb = String.join("", rows).chars().map(Golden::colour).toArray();
        return new Picture(width, rows.length, rgb);
    }

    /// The encoder writes these bytes, and the decoder reads them.
    static void assertEncodes(
            Encoding encoding, Picture picture, PixelTranslator translator, String hex) {
        Encoded encoded = Encoded.in(encoding, picture.packed(), translator);
        assertEquals(encoding, encoded.encoding());
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(encoded.data()));
        assertDecodes(encoding, picture, translator, Hex.bytes(hex));
    }

    /// The decoder is shown the bytes in all kinds of pieces, each time with fresh streams.
    static void assertDecodes(
            Encoding encoding, Picture picture, PixelTranslator translator, byte[] bytes) {
        List<Integer> expected = Arrays.stream(picture.rgb()).boxed().toList();
        Feed.assertParses(
                expected,
                bytes,
                in -> {
                    int[] rgb = new int[picture.width() * picture.height()];
                    try (Decoder decoder = Decoder.create(encoding)) {
                        decoder.decode(
                                in,
                                translator,
                                new Target(
                                        rgb,
                                        0,
                                        picture.width(),
                                        picture.width(),
                                        picture.height()));
                    }
                    return Arrays.stream(rgb).boxed().toList();
                });
    }

    /// An encoding whose payload is a length of four bytes and one zlib stream.
    static void assertCompresses(
            Encoding encoding, Picture picture, PixelTranslator translator, String inflated) {
        byte[] bytes = Encoded.in(encoding, picture.packed(), translator).data();
        assertEquals(bytes.length - 4, Feed.whole(bytes).s32());
        assertEquals(Hex.of(Hex.bytes(inflated)), Hex.of(Zlib.inflate(bytes, 4)));
        assertDecodes(encoding, picture, translator, bytes);
        byte[] foreign = Zlib.deflate(Hex.bytes(inflated));
        assertDecodes(
                encoding,
                picture,
                translator,
                Hex.written(o -> {
                    o.u32(foreign.length);
                    o.bytes(foreign);
                }));
    }

    private Golden() {}
}
