/// What can go wrong with a client, one exception for each kind.
///
/// Start at [weft.client.failure.VncClientException]. Callers catch them; all packages of the
/// client throw them. It knows nothing but frames.
@NullMarked
package weft.client.failure;

import org.jspecify.annotations.NullMarked;
