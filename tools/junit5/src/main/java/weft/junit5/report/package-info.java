/// What is left of a test: pictures, frames, a stream, a trace, and a page that shows them.
///
/// ```
/// FrameRing ──▶ RecordedFrames ─┬─▶ StreamFile    session.fbs, any player's
///                               ├─▶ FrameTiff     last-frames.tiff
///                               └─▶ HtmlReport ◀── Trace, Mismatch
/// ```
///
/// Called by the extension when a test is over. It knows pictures and files, and neither JUnit nor
/// servers. Start at [weft.junit5.report.TestReport].
@NullMarked
package weft.junit5.report;

import org.jspecify.annotations.NullMarked;
