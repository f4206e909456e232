package weft.sound;

import javax.sound.sampled.Mixer;
import javax.sound.sampled.spi.MixerProvider;

/// How `javax.sound.sampled` finds the mixer, by the service loader.
public final class WeftMixerProvider extends MixerProvider {

    /// Called by the service loader.
    public WeftMixerProvider() {}

    @Override
    public Mixer.Info[] getMixerInfo() {
        return new Mixer.Info[] {WeftMixer.INFO};
    }

    @Override
    public Mixer getMixer(Mixer.Info info) {
        if (info != WeftMixer.INFO) {
            throw new IllegalArgumentException("no mixer of this provider: " + info);
        }
        return WeftMixer.JVM;
    }
}
