package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;

/// Reads what [RawEncoder] describes.
final class RawDecoder implements Decoder {

    private byte[] line = {};

    @Override
    public Encoding encoding() {
        return Encoding.RAW;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        int length = target.width() * translator.bytesPerPixel();
        if (line.length < length) {
            line = new byte[length];
        }
        for (int y = 0; y < target.height(); y++) {
            in.bytes(line, 0, length);
            translator.read(line, 0, target.rgb(), target.at(0, y), target.width());
        }
    }
}
