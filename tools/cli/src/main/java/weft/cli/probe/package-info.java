/// What `weft probe` finds out about a server, and how it shows it.
///
/// The command calls [weft.cli.probe.Probe]; what it has found is a [weft.cli.probe.ProbeReport].
@NullMarked
package weft.cli.probe;

import org.jspecify.annotations.NullMarked;
