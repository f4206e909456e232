package weft.server;

import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

/// Decides when a viewer asks for another size or other screens. Without one they ask in vain.
@FunctionalInterface
public interface ResizeHandler {

    /// A viewer that has the right to wants this layout, which is a possible one. To agree, the
    /// host makes the framebuffer so large, before it returns [ResizeStatus#OK] or later, after
    /// [ResizeStatus#FORWARDED]. All viewers are told. If the size is another one after OK, the
    /// viewer is told that its request was forwarded. Sizes are in the viewers' pixels.
    ResizeStatus resize(ScreenLayout wanted);
}
