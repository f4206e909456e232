package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

import java.util.function.ToIntFunction;

/// Reads what [RreEncoder] describes.
final class RreDecoder implements Decoder {

    @Override
    public Encoding encoding() {
        return Encoding.RRE;
    }

    @Override
    public void decode(RfbInput in, PixelTranslator translator, Target target) {
        decode("RRE", RfbInput::u16, in, translator, target);
    }

    /// RRE whose subrectangles have their places in numbers that `number` reads.
    static void decode(
            String name,
            ToIntFunction<RfbInput> number,
            RfbInput in,
            PixelTranslator translator,
            Target target) {
        long count = in.u32();
        if (count > target.area()) {
            throw new RfbProtocolException(
                    LIMIT,
                    name + " with " + count + " subrectangles > " + target.area() + " pixels");
        }
        int background = translator.toRgb(translator.get(in));
        target.fill(0, 0, target.width(), target.height(), background);
        for (long i = 0; i < count; i++) {
            int colour = translator.toRgb(translator.get(in));
            int x = number.applyAsInt(in);
            int y = number.applyAsInt(in);
            int width = number.applyAsInt(in);
            int height = number.applyAsInt(in);
            if (x + width > target.width() || y + height > target.height()) {
                throw new RfbProtocolException(
                        DATA,
                        "%s subrectangle %dx%d at %d,%d leaves its rectangle of %dx%d"
                                .formatted(
                                        name,
                                        width,
                                        height,
                                        x,
                                        y,
                                        target.width(),
                                        target.height()));
            }
            target.fill(x, y, width, height, colour);
        }
    }
}
