package weft.cli.bench;

import weft.cli.source.Size;
import weft.rfb.PixelFormat;

import java.time.Duration;

/// How decoding is measured.
///
/// @param size the size of the recorded picture
/// @param format the pixel format of the stream
/// @param warmUp how much CPU time to spend on passes that do not count; one pass at the least
/// @param passes how many are timed
public record DecodeSettings(Size size, PixelFormat format, Duration warmUp, int passes) {}
