package weft.framebuffer;

/// A place in a picture, or how far something moves. It may lie outside of every picture.
///
/// @param x columns to the right
/// @param y rows down
public record Point(int x, int y) {}
