package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// Pixels as an encoder has written them.
///
/// @param encoding what they were written in, which is not always that of the encoder
/// @param data without a rectangle's header
@SuppressWarnings("ArrayRecordComponent")
record Encoded(Encoding encoding, byte[] data) {

    /// By an encoder whose streams go on.
    static Encoded by(Encoder encoder, Pixels pixels, PixelTranslator translator) {
        var out = new RfbBuffer();
        Encoding written = encoder.encode(pixels, translator, out);
        return new Encoded(written, out.toByteArray());
    }

    /// By a new encoder.
    static Encoded in(Encoding wanted, Pixels pixels, PixelTranslator translator) {
        try (Encoder encoder = Encoder.create(wanted)) {
            return by(encoder, pixels, translator);
        }
    }

    /// A whole rectangle in the upper left corner, its header included.
    static byte[] rectangle(Encoder encoder, Pixels pixels, PixelTranslator translator) {
        var out = new RfbBuffer();
        encoder.encodeRectangle(0, 0, pixels, translator, out);
        return out.toByteArray();
    }
}
