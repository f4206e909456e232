package weft.server.session;

import org.jspecify.annotations.Nullable;

/// Where the display's pointer is, and who has moved it there.
///
/// @param viewer the one that has; null for the host
public record PointerPlace(int x, int y, @Nullable Session viewer) {}
