/// The encodings of rectangles: for each an encoder beside its decoder, with the state of one
/// viewer's streams.
///
/// ```
///   Pixels --> WireSource --wire pixels--> RawEncoder | RreEncoder | HextileEncoder
///                                        | ZlibEncoder | TightEncoder | ZrleEncoder | ...
///                                        --> RfbBuffer
///   RfbInput --> RawDecoder | ... | ZrleDecoder --> packed pixels
/// ```
///
/// The server's workers call [weft.rfb.encoding.Encoder], clients call [weft.rfb.encoding.Decoder].
/// Which rectangle gets which encoding is not decided here. Start at [weft.rfb.encoding.Encoder],
/// then at `RawEncoder`.
@NullMarked
package weft.rfb.encoding;

import org.jspecify.annotations.NullMarked;
