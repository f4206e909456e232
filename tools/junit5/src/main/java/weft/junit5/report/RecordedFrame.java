package weft.junit5.report;

import weft.framebuffer.Frame;
import weft.framebuffer.Region;

/// A frame that a client has seen.
///
/// @param millis when, since the test began
/// @param machineFrame how many frames the machine had shown; 0 if it runs by itself
/// @param frame what it showed
/// @param damage where it differs from the one before
public record RecordedFrame(long millis, long machineFrame, Frame frame, Region damage) {}
