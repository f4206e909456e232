/// The wire of the remote framebuffer protocol: messages, security arithmetic, pixel formats and
/// encodings, in both directions. It knows no sockets, no threads and no framebuffer.
///
/// Start at [weft.rfb.RfbInput], then at the permits list of [weft.rfb.message.ClientMessage].
module weft.rfb {
    requires static transitive org.jspecify;
    requires static java.desktop; // JPEG where libjpeg-turbo is missing

    exports weft.rfb;
    exports weft.rfb.audio;
    exports weft.rfb.clipboard;
    exports weft.rfb.codec;
    exports weft.rfb.encoding;
    exports weft.rfb.gii;
    exports weft.rfb.keyboard;
    exports weft.rfb.keysym;
    exports weft.rfb.message;
    exports weft.rfb.screen;
    exports weft.rfb.security;
}
