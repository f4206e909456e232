/// The emulated display: surfaces a host draws into, frames that viewers are served from, the
/// cursor, image files, an emulated VGA and the test card. It knows nothing of RFB, of coroutines
/// or of the server.
///
/// AWT is used by the packages awt and image only, and loaded only when those are.
module weft.framebuffer {
    requires transitive java.desktop;
    requires static transitive org.jspecify;
    requires com.twelvemonkeys.imageio.bmp;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.pnm;
    requires com.twelvemonkeys.imageio.tga;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;

    exports weft.framebuffer;
    exports weft.framebuffer.awt;
    exports weft.framebuffer.font;
    exports weft.framebuffer.image;
    exports weft.framebuffer.match;
    exports weft.framebuffer.testcard;
    exports weft.framebuffer.vga;
}
