/// Ways into the client that only its own package has.
@NullMarked
package weft.client.wire;

import org.jspecify.annotations.NullMarked;
