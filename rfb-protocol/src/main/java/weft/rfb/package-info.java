/// What every other package of the wire stands on: reading and writing numbers, the protocol
/// version, the pixel format and the translation of pixels.
///
/// ```
///   RfbInput   <- BufferedRfbInput   <- coroutine | socket | array | inflated data
///   RfbOutput  <- RfbBuffer          -> whoever sends it
///   PixelFormat -> PixelTranslator   -> encoders and decoders
/// ```
///
/// The server and the client call it, each with its own way to wait behind [weft.rfb.RfbInput].
/// Nothing here knows a message or an encoding. Start at [weft.rfb.RfbInput].
@NullMarked
package weft.rfb;

import org.jspecify.annotations.NullMarked;
