package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.DeflateStream;

/// Zlib: the pixels as in Raw, compressed in one stream for all rectangles (rfbproto, Zlib).
///
/// | bytes  | type | field    |
/// |-------:|------|----------|
/// |      4 | U32  | length   |
/// | length | U8   | zlibData |
final class ZlibEncoder implements Encoder {

    private static final int CHUNK = 1 << 15;

    private final DeflateStreams streams;

    ZlibEncoder(boolean shared) {
        streams = new DeflateStreams(1, shared);
    }

    @Override
    public DeflateStreams streams() {
        return streams;
    }

    @Override
    public Encoding encoding() {
        return Encoding.ZLIB;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int lengthAt = out.length();
        out.u32(0);
        WireSource source = WireSource.of(pixels, translator);
        deflate(pixels, source, translator.bytesPerPixel(), streams.get(0), out);
        out.setU32(lengthAt, out.length() - lengthAt - 4L);
        return Encoding.ZLIB;
    }

    /// Appends all pixels of a source, compressed, some rows at a time.
    static void deflate(
            Pixels pixels,
            WireSource source,
            int bytesPerPixel,
            DeflateStream stream,
            RfbBuffer out) {
        int rowLength = pixels.width() * bytesPerPixel;
        int rows = Math.max(1, CHUNK / rowLength);
        byte[] bytes = Scratch.ofThread().bytes(rows * rowLength);
        for (int y = 0; y < pixels.height(); y += rows) {
            int count = Math.min(rows, pixels.height() - y);
            source.write(y, count, bytes, 0);
            stream.write(bytes, 0, count * rowLength, out);
        }
        stream.flush(out);
    }
}
