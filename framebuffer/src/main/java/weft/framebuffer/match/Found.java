package weft.framebuffer.match;

import weft.framebuffer.Rect;

/// A place where a picture was found.
///
/// @param area where it is in the picture that was searched
/// @param similarity 1 for the same picture; see [Search#similar]
public record Found(Rect area, double similarity) {}
