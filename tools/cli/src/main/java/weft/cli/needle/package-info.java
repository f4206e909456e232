/// Needles as they are in their files, to be changed without losing what Weft does not know.
///
/// Called by the command's needle commands. It knows JSON, and nothing of pictures.
@NullMarked
package weft.cli.needle;

import org.jspecify.annotations.NullMarked;
