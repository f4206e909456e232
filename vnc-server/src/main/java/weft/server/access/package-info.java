/// Who may come in, and what they may do: [Security] types, [Authenticator]s, [Right]s, and the
/// [Role]s that bundle them.
@NullMarked
package weft.server.access;

import org.jspecify.annotations.NullMarked;
