/// What a viewer's next update is, and its bytes.
///
/// ```
///   two frames, ViewerPicture --UpdateMaker--> step --UpdateEncoder--> FramebufferUpdate
///     UpdatePlan: what moved as CopyRect; the rest cut into pieces by RegionCutter
///       PieceWriter: a piece from EncodedPieces, if several viewers want that form, or from
///         PieceEncoder: few colours exact, photos as JPEG, TextOnPhoto exact over it;
///           what has shown photos in quick sequence is JPEG without a look
/// ```
///
/// [ViewerPicture] holds what one viewer has and asked for; [UpdateMaker] keeps an update small
/// enough for a slow line; [EncoderSet] holds a viewer's encoders and chooses among them. Called by
/// `weft.server.session`; knows no coroutines and no connections. Start at [UpdateEncoder].
@NullMarked
package weft.server.update;

import org.jspecify.annotations.NullMarked;
