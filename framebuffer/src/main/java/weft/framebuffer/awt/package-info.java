/// Pictures of AWT as surfaces, for hosts that paint with Java 2D. It opens no window and needs no
/// graphics display.
///
/// Called by hosts, and by the image files. It may know [weft.framebuffer.Framebuffer] and what
/// belongs to it; nobody there knows it, so that a display without images never loads AWT.
///
/// Start reading at [ImageSurface]; then [DamageGraphics], which says by itself what it draws.
@NullMarked
package weft.framebuffer.awt;

import org.jspecify.annotations.NullMarked;
