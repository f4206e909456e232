package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.shinyhut.vernacular.client.exceptions.VncException;
import com.shinyhut.vernacular.client.rendering.renderers.HextileRenderer;
import com.shinyhut.vernacular.client.rendering.renderers.PixelDecoder;
import com.shinyhut.vernacular.client.rendering.renderers.RRERenderer;
import com.shinyhut.vernacular.client.rendering.renderers.RawRenderer;
import com.shinyhut.vernacular.client.rendering.renderers.Renderer;
import com.shinyhut.vernacular.client.rendering.renderers.ZLibRenderer;
import com.shinyhut.vernacular.protocol.messages.Rectangle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.PixelFormat;
import weft.rfb.PixelFormats;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Picture.Contents;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Random;

/// The decoders of Vernacular, a VNC client of other people, read what our encoders wrote.
class ForeignDecoderTest {

    private static final PixelFormat FORMAT = PixelFormats.BIG_ENDIAN_XRGB;

    private static Renderer renderer(Encoding encoding) {
        var format =
                new com.shinyhut.vernacular.protocol.messages.PixelFormat(
                        32, 24, true, true, 255, 255, 255, 16, 8, 0);
        PixelDecoder pixels = new PixelDecoder(Map.of());
        RawRenderer raw = new RawRenderer(pixels, format);
        return switch (encoding) {
            case RRE -> new RRERenderer(pixels, format);
            case HEXTILE -> new HextileRenderer(raw, pixels, format);
            case ZLIB -> new ZLibRenderer(raw);
            default -> raw;
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RRE", "HEXTILE", "ZLIB"})
    void encodedRectangles_areReadByVernacular(Encoding encoding) throws VncException {
        Random random = new Random(encoding.number());
        PixelTranslator translator = PixelTranslator.of(FORMAT);
        Renderer renderer = renderer(encoding);
        try (Encoder encoder = Encoder.create(encoding)) {
            for (int i = 0; i < 400; i++) {
                int width = 1 + random.nextInt(70);
                int height = 1 + random.nextInt(70);
                Contents contents = Contents.random(random);
                Picture picture = Picture.of(contents, width, height, i);
                RfbBuffer out = new RfbBuffer();
                Encoding written = encoder.encode(picture.packed(), translator, out);
                ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
                BufferedImage image =
                        new BufferedImage(width + 3, height + 5, BufferedImage.TYPE_INT_RGB);
                (written == encoding ? renderer : renderer(written))
                        .render(
                                in,
                                image,
                                new Rectangle(
                                        3,
                                        5,
                                        width,
                                        height,
                                        com.shinyhut.vernacular.protocol.messages.Encoding.RAW));
                int[] seen = image.getRGB(3, 5, width, height, null, 0, width);
                for (int p = 0; p < seen.length; p++) {
                    seen[p] &= 0xffffff;
                }
                assertEquals(0, in.available(), "bytes left over");
                assertArrayEquals(
                        picture.rgb(), seen, "%s %dx%d".formatted(contents, width, height));
            }
        }
    }
}
