/// What a program plays through `javax.sound.sampled`, for the viewers of its VNC server.
///
/// Start at [weft.sound.JavaSound].
module weft.sound {
    requires transitive java.desktop;
    requires static transitive org.jspecify;
    requires transitive weft.server;

    exports weft.sound;

    provides javax.sound.sampled.spi.MixerProvider with
            weft.sound.WeftMixerProvider;
}
