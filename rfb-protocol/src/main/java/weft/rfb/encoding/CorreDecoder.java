package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Reads what [CorreEncoder] describes.
final class CorreDecoder implements Decoder {

    @Override
    public Encoding encoding() {
        return Encoding.CORRE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        int width = target.width();
        int height = target.height();
        if (width > CorreEncoder.MAX_SIZE || height > CorreEncoder.MAX_SIZE) {
            throw new RfbProtocolException(
                    DATA,
                    "CoRRE rectangle of %dx%d > %d columns or rows"
                            .formatted(width, height, CorreEncoder.MAX_SIZE));
        }
        RreDecoder.decode("CoRRE", RfbInput::u8, in, translator, target);
    }
}
