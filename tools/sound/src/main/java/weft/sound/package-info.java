/// A mixer of `javax.sound.sampled` whose lines are heard by the viewers of a VNC server.
///
/// ```
///   host: AudioSystem.getSourceDataLine(format).write(…)
///     -> PlayedSource, PlayedClip   a line with its buffer
///     -> Mixing                     takes what is due, every 10 ms, and adds it up
///     -> weft.server.Audio          of the server that JavaSound was told of
/// ```
///
/// Programs find it as they find sound cards; it knows nothing of them. Start at
/// [weft.sound.JavaSound].
@NullMarked
package weft.sound;

import org.jspecify.annotations.NullMarked;
