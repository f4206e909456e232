package weft.server;

import weft.rfb.audio.PcmFormat;
import weft.server.session.HostSound;

/// What the host plays, for the viewers that want to hear it (QEMU Audio).
///
/// ```
/// VncServer server = VncServer.builder(640, 480).audio(PcmFormat.DEFAULT).listen(5900).start();
/// ...
/// server.publish(machine.nextFrame());
/// server.audio().write(machine.samplesOfFrame());
/// ```
///
/// The host writes sound as it is due, a frame's worth or so at a time, from any thread; each
/// viewer gets it in the format that it has asked for. Nothing here waits for a viewer: to one that
/// is more than a second behind, what is older is not sent. A host that writes faster than its
/// sound is played loses some of it in the same way.
public final class Audio {
    private final HostSound sound;

    Audio(HostSound sound) {
        this.sound = sound;
    }

    /// The format of what is written.
    public PcmFormat format() {
        return sound.format();
    }

    /// Whether a viewer listens. While none does, what is written is not even copied; a host may
    /// spare itself the work of making it.
    public boolean isHeard() {
        return sound.isHeard();
    }

    /// Plays whole frames, after what was written before. For viewers a stream begins if none has.
    ///
    /// @throws IllegalArgumentException if `len` is no multiple of the format's frame
    public void write(byte[] frames, int off, int len) {
        sound.write(frames, off, len);
    }

    /// Plays whole frames.
    public void write(byte[] frames) {
        write(frames, 0, frames.length);
    }

    /// Plays whole frames of samples of 16 bits with a sign, whose format must be S16.
    ///
    /// @throws IllegalArgumentException if the format is another one, or `len` no multiple of its
    ///   channels
    public void write(short[] samples, int off, int len) {
        sound.write(samples, off, len);
    }

    /// Plays whole frames of samples of 16 bits with a sign.
    public void write(short[] samples) {
        write(samples, 0, samples.length);
    }

    /// There is nothing to play for now: viewers are told that the stream ends, once they have what
    /// was written.
    public void end() {
        sound.end();
    }
}
