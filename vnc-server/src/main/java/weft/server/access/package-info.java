/// Who may come in, and what they may do: [Security] types, [Authenticator]s such as [UsersFile]
/// and [Pam], [Passwords] without names, [Tls], [Right]s, and the [Role]s that bundle them.
@NullMarked
package weft.server.access;

import org.jspecify.annotations.NullMarked;
