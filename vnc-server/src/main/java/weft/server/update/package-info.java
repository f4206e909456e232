/// What a viewer's next update is, and its bytes.
///
/// [ViewerPicture] holds what one viewer has and asked for; [UpdateMaker] keeps an update small
/// enough for a slow line; [UpdateEncoder] turns the difference of two frames into a
/// FramebufferUpdate, on a worker or in place; [EncoderSet] holds a viewer's encoders and chooses
/// among them. Called by `weft.server.session`; knows no coroutines and no connections.
@NullMarked
package weft.server.update;

import org.jspecify.annotations.NullMarked;
