/// Sound as it is on the wire: uncompressed samples, and their conversion from one format to
/// another.
///
/// ```
///   host's samples -> PcmConverter(PcmFormat[S16, 2, 48000], PcmFormat[S32, 2, 44100]) -> AudioData
/// ```
///
/// Servers ask it for what a viewer wants, and whoever mixes sounds for what a server has. It knows
/// no message and no device. Start at [weft.rfb.audio.PcmFormat].
@NullMarked
package weft.rfb.audio;

import org.jspecify.annotations.NullMarked;
