/// The public API of the VNC server: what an embedding host sees.
///
/// ```
///   host ── publish / draw ──▶ Framebuffer ◀── snapshot ── sessions ◀──▶ viewers
///   host ◀── onKey, onPointer ─────────────── input queue ◀──┘
/// ```
///
/// Start at [VncServer]. Behind it, not exported: `session` (the protocol as sequential code),
/// `update` (what to send), `transport` (sockets; the only one that knows Netty). The threads and
/// the global lock are described in `concurrency.md` at the top of this module.
@NullMarked
package weft.server;

import org.jspecify.annotations.NullMarked;
