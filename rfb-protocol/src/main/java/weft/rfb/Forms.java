package weft.rfb;

import java.util.Optional;

/// The shorter forms of a PIXEL, where they differ from it.
///
/// @param compact the CPIXEL of ZRLE
/// @param tight the TPIXEL of Tight
record Forms(Optional<PixelTranslator> compact, Optional<PixelTranslator> tight) {

    static final Forms NONE = new Forms(Optional.empty(), Optional.empty());
}
