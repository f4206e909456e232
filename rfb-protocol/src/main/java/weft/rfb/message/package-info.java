/// Every message of the protocol as one record, in one sealed hierarchy for each direction, and the
/// steps of the handshake before them.
///
/// ```
///   client                              server
///     | <--------- ProtocolVersion ------- |
///     | ---------- ProtocolVersion ------> |
///     | <---------- SecurityTypes -------- |   3.7, 3.8 (3.3: SecurityDecision)
///     | ---- SecurityTypes.writeChoice --> |
///     |        (weft.rfb.security)         |
///     | <--------- SecurityResult -------- |
///     | ------------ ClientInit ---------> |
///     | <----------- ServerInit ---------- |
///     | ---------- ClientMessage* -------> |
///     | <--------- ServerMessage* -------- |   FramebufferUpdate: then RectangleHeader + data
/// ```
///
/// Sessions and clients call it over their own [weft.rfb.RfbInput] and [weft.rfb.RfbOutput]. It
/// does not know what a message does, nor how a rectangle's pixels are encoded. Start at the
/// permits lists of [weft.rfb.message.ClientMessage] and [weft.rfb.message.ServerMessage].
@NullMarked
package weft.rfb.message;

import org.jspecify.annotations.NullMarked;
