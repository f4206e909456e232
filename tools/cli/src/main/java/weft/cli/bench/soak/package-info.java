/// Servers under strain: `weft bench soak`, faults of all kinds against a server that others look
/// at, and `weft bench idle`, thousands of viewers that do nothing.
///
/// ```
///   weft bench soak, weft bench idle                       weft bench host
///   SoakBench ── Canary, Crowd, Fault, … ─── loopback ───▶ SoakHost shows NumberedPictures
///   IdleBench ── SoakConnection, … ──────────────────────▶     │
///        └─ figures, resize, callbacks ── ServerProcess ───────┘  a line each, answered by one
/// ```
///
/// A picture says which it is, so that a viewer can tell whether all of it is right. Start at
/// [SoakBench].
@NullMarked
package weft.cli.bench.soak;

import org.jspecify.annotations.NullMarked;
