/// What the inner loops of the encodings cost, on text, user interface and photo, and those that
/// come before an encoder, on two pictures of a scene.
///
/// Whole updates are the matter of `weft bench`; this is for whoever works on a loop.
@NullMarked
package weft.bench.encoding;

import org.jspecify.annotations.NullMarked;
