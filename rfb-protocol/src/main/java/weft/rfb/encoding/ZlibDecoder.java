package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [ZlibEncoder] describes.
final class ZlibDecoder implements Decoder {

    private final InflateInput stream = new InflateInput();
    private final RawDecoder raw = new RawDecoder();

    @Override
    public Encoding encoding() {
        return Encoding.ZLIB;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        long length = in.u32();
        stream.begin(in, length, target.area() * translator.bytesPerPixel());
        raw.decode(stream, translator, target);
        stream.end();
    }

    @Override
    public void close() {
        stream.close();
    }
}
