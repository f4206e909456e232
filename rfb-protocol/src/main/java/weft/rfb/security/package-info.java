/// The security types by number, and the messages and arithmetic of those that Weft speaks. Whoever
/// decides what is offered to whom lives in the server; this package only computes.
///
/// Start at [weft.rfb.security.SecurityType], then at [weft.rfb.security.VncAuth].
@NullMarked
package weft.rfb.security;

import org.jspecify.annotations.NullMarked;
