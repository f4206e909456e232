/// The benchmarks of a whole server: `weft bench serve`, `latency` and `play`.
///
/// The server is a process of its own, so that its CPU time can be told from that of the viewers,
/// which are this process:
///
/// ```
///   weft bench serve                                    weft bench play, or any other VNC server
///   ServeBench ── Viewer, Viewer, … ──── loopback ────▶ Movie, moved by a Ticker
///        │        (virtual threads)                     EchoBelowMovie, which presses are sent to
///        └─ CPU time of the process ── ServerProcess ──────┘
/// ```
///
/// A [Viewer] passes over pixels without decoding them, unless it is told to, because what it does
/// is done on the server's machine. The press of a button is timed by [LatencyBench], with one
/// thread of the platform's that does nothing else.
///
/// Start at [ServeBench].
@NullMarked
package weft.cli.bench.serve;

import org.jspecify.annotations.NullMarked;
