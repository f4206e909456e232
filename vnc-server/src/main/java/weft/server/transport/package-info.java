/// Sockets: the only place that knows Netty.
///
/// [NettyLoop] makes a Netty event loop the one loop of the coroutines; [Listeners] binds
/// addresses; [NettyConnection] is one accepted socket as a coroutine sees it, a
/// [weft.server.connection.Connection]; [MemoryConnection] is one without a socket. Called by
/// [weft.server.VncServer]; knows nothing of RFB.
///
/// Coroutines never call Netty: what they want done to a channel is noted, and [NettyLoop] does it
/// after the batch, on the loop's thread and with the global lock let go. Netty's callbacks never
/// enter a coroutine: they set a flag under the lock and wake whoever is parked on that condition.
@NullMarked
package weft.server.transport;

import org.jspecify.annotations.NullMarked;
