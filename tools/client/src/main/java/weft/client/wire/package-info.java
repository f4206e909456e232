/// Bytes to the server and back: sockets, channels, streams, TLS and WebSockets behind one
/// [weft.client.wire.Transport], and the [weft.client.wire.Outbox] of what is to be sent.
///
/// The client's session calls it. It knows messages, and not what they mean.
@NullMarked
package weft.client.wire;

import org.jspecify.annotations.NullMarked;
