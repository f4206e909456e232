/// What a viewer may do: [Right]s, and the [Role]s that bundle them.
@NullMarked
package weft.server.access;

import org.jspecify.annotations.NullMarked;
