/// Tests of what a display shows, with JUnit 5.
///
/// ```
/// @DisplayTest ── DisplayExtension ─┬─ RunningHost      of the class: a server, or where one is
///                                   └─ DisplaySession   of the test: a client, trace, frames
/// test method  ── Display ──────────── waits by the client, or frame by frame by the FrameClock
///                    └─ Goldens, Failures ── report (pictures, stream, trace.json, report.html)
/// ```
///
/// Called by JUnit and by tests. It knows a server only as far as it embeds one. Start at
/// [weft.junit5.DisplayTest], then at [weft.junit5.Display].
@NullMarked
package weft.junit5;

import org.jspecify.annotations.NullMarked;
