package weft.framebuffer.testcard;

import weft.framebuffer.Region;

/// Something on the card that changes.
///
/// The card keeps what never moves apart, so a part paints all of itself over the ground, as often
/// as the card asks, and the clip says which pixels that concerns.
interface Part {

    /// Which pixels the part paints in its present state.
    Region area();

    void paint(Canvas canvas);
}
