package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.Feed;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Picture.Contents;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerMessages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/// Updates that our Tight and ZRLE encoders wrote and that LibVNCServer's client (libvncclient
/// 0.9.14) decoded to the right pixels, once. The encoders still write the same, as far as it does
/// not depend on the zlib of the Java that runs: compared is what the streams hold.
class CheckedOutputTest {

    private static final int WIDTH = 256;

    @ParameterizedTest
    @CsvSource({"TIGHT, xrgb", "TIGHT, rgb565", "ZRLE, xrgb", "ZRLE, rgb565"})
    void output_isStillTheOneThatAForeignClientRead(Encoding encoding, String format)
            throws Exception {
        PixelTranslator translator =
                PixelTranslator.of(
                        format.equals("xrgb") ? PixelFormat.XRGB8888 : PixelFormat.RGB565);
        byte[] checked = resource(encoding.name().toLowerCase(Locale.ROOT) + "-" + format);
        byte[] ours = encode(encoding, translator);
        assertArrayEquals(inflated(checked, translator), inflated(ours, translator));
        assertDecodes(checked, encoding, translator);
        assertDecodes(ours, encoding, translator);
    }

    private static byte[] resource(String name) throws IOException {
        String file = "checked/" + name + ".bin.gz";
        try (InputStream in =
                new GZIPInputStream(
                        Objects.requireNonNull(
                                CheckedOutputTest.class.getResourceAsStream(file), file))) {
            return in.readAllBytes();
        }
    }

    /// The update of the capture: every kind of contents in two sizes, side by side.
    private static byte[] encode(Encoding encoding, PixelTranslator translator) {
        RfbBuffer out = new RfbBuffer();
        new FramebufferUpdate(2 * Contents.ALL.size()).write(out);
        try (Encoder encoder = Encoder.create(encoding)) {
            int x = 0;
            int y = 0;
            for (int round = 0; round < 2; round++) {
                int width = round == 0 ? 71 : 19;
                int height = round == 0 ? 33 : 23;
                for (Contents contents : Contents.values()) {
                    if (x + width > WIDTH) {
                        x = 0;
                        y += 33;
                    }
                    Picture picture = Picture.of(contents, width, height, round);
                    encoder.encodeRectangle(x, y, picture.packed(), translator, out);
                    x += width;
                }
            }
        }
        return out.toByteArray();
    }

    private static void assertDecodes(byte[] bytes, Encoding encoding, PixelTranslator translator) {
        Feed feed = Feed.whole(bytes);
        FramebufferUpdate update = (FramebufferUpdate) ServerMessages.read(feed);
        try (Decoder decoder = Decoder.create(encoding)) {
            for (int i = 0; i < update.rectangles(); i++) {
                RectangleHeader header = RectangleHeader.read(feed);
                int[] rgb = new int[header.width() * header.height()];
                decoder.decode(
                        feed,
                        translator,
                        new Target(rgb, 0, header.width(), header.width(), header.height()));
                int kinds = Contents.ALL.size();
                Picture picture =
                        Picture.of(
                                Contents.ALL.get(i % kinds),
                                header.width(),
                                header.height(),
                                i / kinds);
                assertArrayEquals(picture.seenThrough(translator), rgb, "rectangle " + i);
            }
        }
        assertTrue(feed.atEnd());
    }

    /// The update with its compressed parts replaced by what they hold.
    private static byte[] inflated(byte[] bytes, PixelTranslator translator) throws Exception {
        RfbBuffer out = new RfbBuffer();
        Feed feed = Feed.whole(bytes);
        Inflater[] streams = {new Inflater(), new Inflater(), new Inflater(), new Inflater()};
        FramebufferUpdate update = (FramebufferUpdate) ServerMessages.read(feed);
        update.write(out);
        for (int i = 0; i < update.rectangles(); i++) {
            RectangleHeader header = RectangleHeader.read(feed);
            header.write(out);
            if (header.encoding() == Encoding.ZRLE.number()) {
                inflate(feed.bytes(feed.s32()), streams[0], out);
            } else {
                tight(feed, header, translator.tight().bytesPerPixel(), streams, out);
            }
        }
        assertTrue(feed.atEnd());
        for (Inflater stream : streams) {
            stream.end();
        }
        return out.toByteArray();
    }

    private static void tight(
            Feed in, RectangleHeader header, int pixel, Inflater[] streams, RfbBuffer out)
            throws Exception {
        int control = in.u8();
        out.u8(control);
        if (control == 0x80) {
            out.bytes(in.bytes(pixel));
            return;
        }
        int row = header.width() * pixel;
        if ((control & 0x40) != 0) {
            assertEquals(1, in.u8());
            int colours = in.u8() + 1;
            out.u8(colours);
            out.bytes(in.bytes(colours * pixel));
            row = colours == 2 ? (header.width() + 7) / 8 : header.width();
        }
        assertTrue(row * header.height() >= 12, "the rectangles are large enough to compress");
        int length = 0;
        int shift = 0;
        int piece;
        do {
            piece = in.u8();
            length |= (shift < 14 ? piece & 0x7f : piece) << shift;
            shift += 7;
        } while (piece > 0x7f && shift < 21);
        inflate(in.bytes(length), streams[control >> 4 & 3], out);
    }

    private static void inflate(byte[] data, Inflater stream, RfbBuffer out) throws Exception {
        stream.setInput(data);
        byte[] piece = new byte[4096];
        RfbBuffer all = new RfbBuffer();
        for (int n = stream.inflate(piece); n > 0; n = stream.inflate(piece)) {
            all.bytes(piece, 0, n);
        }
        assertEquals(0, stream.getRemaining());
        out.u32(all.length());
        out.bytes(all.array(), 0, all.length());
    }
}
