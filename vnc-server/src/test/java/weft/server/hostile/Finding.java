package weft.server.hostile;

/// Something that did not hold.
///
/// @param invariant what should have held
/// @param what what was seen instead
record Finding(Invariant invariant, String what) {}
