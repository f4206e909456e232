/// The pictures that `weft serve` can show: `--source SPEC`.
///
/// Each is a [Source]: a framebuffer, what it does with the viewers' input, and what moves it.
/// [Sources#open] makes one of its text; it checks all that can be wrong before anything listens.
@NullMarked
package weft.cli.source;

import org.jspecify.annotations.NullMarked;
