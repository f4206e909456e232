package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;

/// ZYWRLE: ZRLE whose tiles of many colours are sent as wavelets, see [ZywrleTile], for viewers
/// that allow a loss. Such a tile is the subencoding Raw and then a tile of ZRLE that holds its
/// coefficients.
///
/// | bytes  | type | field    |
/// |-------:|------|----------|
/// |      4 | U32  | length   |
/// | length | U8   | zlibData |
///
/// The level is not sent but follows from the quality, see [Zywrle]. Where there is no loss,
/// because the viewer allows none or the pixel format has no wavelets, no tile is Raw, but in runs
/// at worst: a viewer that expects wavelets and one that does not read the same.
final class ZywrleEncoder implements Encoder {

    private final DeflateStreams streams;
    private int level;
    private int quality;

    ZywrleEncoder(boolean shared) {
        streams = new DeflateStreams(1, shared);
    }

    @Override
    public DeflateStreams streams() {
        return streams;
    }

    @Override
    public Encoding encoding() {
        return Encoding.ZYWRLE;
    }

    @Override
    public void adapt(EncodingPreferences preferences) {
        compressionLevel(Encoder.level(preferences));
        level = Zywrle.level(preferences);
        quality = preferences.quality().orElse(0);
    }

    @Override
    public boolean isLossy() {
        return level > 0;
    }

    @Override
    public String variant() {
        return level == 0 ? "exact" : "quality " + quality;
    }

    @Override
    public Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        ZrleTiles.RawTiles rawTiles = ZrleTiles.RawTiles.runs();
        PixelTranslator cpixel = translator.compact();
        if (level > 0 && Zywrle.isUsable(translator.format())) {
            rawTiles =
                    ZrleTiles.RawTiles.wavelets(
                            new ZywrleTile(cpixel, level, Scratch.ofThread().planes()),
                            ZywrleQuantizer.of(quality));
        }
        ZrleEncoder.encode(pixels, cpixel, rawTiles, streams.get(0), out);
        return Encoding.ZYWRLE;
    }
}
