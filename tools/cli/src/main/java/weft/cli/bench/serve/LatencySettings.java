package weft.cli.bench.serve;

import weft.cli.bench.Wishes;

import java.time.Duration;

/// How the time from a press to its echo is measured.
///
/// @param wishes the encodings of who presses, and of who looks at the movie
/// @param presses how many are timed
/// @param gap how long to rest between two, and up to a fifth of it longer
/// @param warmUp how long to press before that counts, without rest
public record LatencySettings(Wishes wishes, int presses, Duration gap, Duration warmUp) {}
