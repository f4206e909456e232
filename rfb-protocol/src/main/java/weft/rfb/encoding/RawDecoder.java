package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [RawEncoder] describes.
final class RawDecoder implements Decoder {

    private static final int CHUNK = 64 << 10;

    private byte[] bytes = {};

    @Override
    public Encoding encoding() {
        return Encoding.RAW;
    }

    /// Rows that follow each other in the target, too, are read several at a time.
    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        int width = target.width();
        if (width == 0) {
            return;
        }
        int rowBytes = width * translator.bytesPerPixel();
        int rows = target.stride() == width ? Math.max(1, CHUNK / rowBytes) : 1;
        for (int y = 0; y < target.height(); y += rows) {
            int count = Math.min(rows, target.height() - y);
            if (bytes.length < count * rowBytes) {
                bytes = new byte[count * rowBytes];
            }
            in.bytes(bytes, 0, count * rowBytes);
            translator.read(bytes, 0, target.rgb(), target.at(0, y), count * width);
        }
    }
}
