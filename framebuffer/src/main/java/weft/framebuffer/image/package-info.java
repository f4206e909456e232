/// Image files: read into a surface, written from a frame, in one place.
///
/// Called by sources of pictures, by tools and by tests. It may not know framebuffers' listeners or
/// the server. This is where ImageIO and AWT are; nothing else in Weft loads them.
///
/// Start reading at [weft.framebuffer.image.Images].
@NullMarked
package weft.framebuffer.image;

import org.jspecify.annotations.NullMarked;
