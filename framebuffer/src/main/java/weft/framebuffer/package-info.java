/// The emulated display, from what a host draws to what a viewer is served.
///
/// ```
/// host threads                                      the server's loop
///   publish(pixels)  --compare, copy-->  Frame n+1 --.
///                                                     >-- current() / snapshot() --> Frame
///   draw into Surface, damage(...)  -- dirty tiles --'    difference(older) --> Region
/// ```
///
/// Between what the host draws and a frame are its [View] (larger, turned) and its [Overlay].
///
/// A [Framebuffer] is where both sides meet. The host either publishes whole frames, or draws into
/// a [Surface] and says what it damaged. The server takes numbered, immutable [Frame]s that share
/// their unchanged 64x64 [Tile]s, and asks one frame how it differs from an older one.
///
/// Called by the server, by hosts, and by clients that keep a picture. It may not know RFB,
/// sockets, coroutines or the server. It touches no AWT: that is for the package `awt`.
///
/// Start reading at [Framebuffer], whose comment says which thread may call what; then [Frame].
@NullMarked
package weft.framebuffer;

import org.jspecify.annotations.NullMarked;
