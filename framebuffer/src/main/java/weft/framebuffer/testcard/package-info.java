/// The test card: a picture made to show at one look whether a viewer works.
///
/// Called by the `weft` command and by tests; the host that ticks it and feeds it input is theirs.
/// It knows rectangles and nothing else of the display.
///
/// Start reading at [weft.framebuffer.testcard.TestCard].
@NullMarked
package weft.framebuffer.testcard;

import org.jspecify.annotations.NullMarked;
