/// Ways into the server that only its own package has.
@NullMarked
package weft.server;

import org.jspecify.annotations.NullMarked;
