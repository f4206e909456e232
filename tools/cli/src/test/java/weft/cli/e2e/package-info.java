/// The whole of Weft against programs that this project did not write: viewers under a virtual X
/// server, and tools that write what they see to a file.
///
/// ```
///   test --publishes--> CardServer --RFB--> Tap --RFB--> xtigervncviewer ... --X11--> XServer
///     ^                                      |                                          |
///     |                                Conversation                                screenshot
///     +---------------- compares pixel by pixel ----------------------------------------+
/// ```
///
/// A [Tap] between viewer and server proves which encodings were really on the wire. [TestClient]
/// is a small viewer of our own, for tests with many of them. [SharedEncodingsIT] and [SoakIT] last
/// as long as [Settings] says, half a minute unless told otherwise; in the first, [ForeignViewer]s
/// stay connected all the time. Those around libraries are compiled from `src/test/viewers`, which
/// has noVNC's page too. Programs that are missing fail the tests with one line that says what to
/// install, see [Programs]. Run by Maven's failsafe plugin, once for each back end of the
/// coroutines. Start at [TigerVncIT].
@NullMarked
package weft.cli.e2e;

import org.jspecify.annotations.NullMarked;
