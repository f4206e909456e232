package weft.sound;

import javax.sound.sampled.BooleanControl;
import javax.sound.sampled.Control;
import javax.sound.sampled.FloatControl;

/// How loud a line is: the controls that programs ask for.
final class Volume {

    private static final float QUIETEST = -80;
    private static final float LOUDEST = 6.0206f;

    private final FloatControl gain = new Gain();
    private final BooleanControl mute = new Mute();

    Control[] controls() {
        return new Control[] {gain, mute};
    }

    /// What samples are multiplied by.
    double factor() {
        return mute.getValue() ? 0 : gain.getValue() == 0 ? 1 : Math.pow(10, gain.getValue() / 20);
    }

    /* Their constructors are for who makes controls only. */

    private static final class Gain extends FloatControl {
        Gain() {
            super(
                    FloatControl.Type.MASTER_GAIN,
                    QUIETEST,
                    LOUDEST,
                    0.1f,
                    0,
                    0,
                    "dB",
                    "quiet",
                    "",
                    "loud");
        }
    }

    private static final class Mute extends BooleanControl {
        Mute() {
            super(BooleanControl.Type.MUTE, false);
        }
    }
}
