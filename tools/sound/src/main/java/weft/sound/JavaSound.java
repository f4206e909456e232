package weft.sound;

import weft.server.VncServer;

/// Lets viewers hear what this JVM plays through `javax.sound.sampled`: a program that knows
/// nothing of Weft, an emulator for one, plays on without a change.
///
/// ```
/// VncServer server = VncServer.builder(320, 200).audio(PcmFormat.DEFAULT).listen(5900).start();
/// try (JavaSound.Playing playing = JavaSound.playTo(server)) {
///     emulator.run();
/// }
/// ```
///
/// With this module on the class path or module path there is a mixer by the name of `Weft`, of
/// which programs get lines as of a sound card. Where there is no sound card they get them anyway;
/// where there is one, `-Djavax.sound.sampled.SourceDataLine=#Weft` and
/// `-Djavax.sound.sampled.Clip=#Weft` choose the mixer, also set by `System.setProperty` before the
/// program opens its first line. A line may be opened before there is a server, and it plays at the
/// pace of its format whether anybody listens or not: emulators keep their time by that.
public final class JavaSound {

    private JavaSound() {}

    /// That a server plays it; closing it ends that. The lines play on, unheard.
    public interface Playing extends AutoCloseable {
        @Override
        void close();
    }

    /// Plays all lines to the viewers of a server, from now on.
    ///
    /// @throws IllegalStateException if the server was built without sound, or another one plays
    ///   them already
    public static Playing playTo(VncServer server) {
        return WeftMixer.JVM.mixing().playTo(server.audio());
    }
}
