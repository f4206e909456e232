/// How a viewer comes in: the security types, from the server's side, and the limits on those who
/// try.
///
/// Start reading at [weft.server.login.Handshake]. Called by [weft.server.session.Session]; runs in
/// its coroutine.
@NullMarked
package weft.server.login;

import org.jspecify.annotations.NullMarked;
