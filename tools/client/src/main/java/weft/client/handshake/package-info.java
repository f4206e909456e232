/// From the first byte to ServerInit: versions, security types, the result.
///
/// The client's session calls it once. Start at [weft.client.handshake.Handshake]; a new security
/// type is a new `SecurityMethod`. It knows no updates.
@NullMarked
package weft.client.handshake;

import org.jspecify.annotations.NullMarked;
