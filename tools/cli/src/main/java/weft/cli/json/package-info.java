/// JSON as maps and lists, for needles and for programs that drive others by lines of it.
///
/// It knows nothing of Weft. Start at [weft.cli.json.Json].
@NullMarked
package weft.cli.json;

import org.jspecify.annotations.NullMarked;
