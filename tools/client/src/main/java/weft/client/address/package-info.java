/// Where servers are, as people write it. Both commands and clients read addresses here.
///
/// Start at [weft.client.address.ServerAddress], then at [weft.client.address.Destination]. It
/// opens no sockets.
@NullMarked
package weft.client.address;

import org.jspecify.annotations.NullMarked;
