/// The `weft` command: what people type, checked and handed to the server.
///
/// Standard output carries what scripts read (`READY …`, the version), standard error everything
/// else. An error is one line that begins with `weft:`; the exit code is 2 when the arguments are
/// wrong, 1 when something else is.
///
/// Start at [Main], then [ServeCommand]. What is served comes from `weft.cli.source`. The launcher
/// `tools/bin/weft` builds, finds a JDK and starts [Main].
@NullMarked
package weft.cli;

import org.jspecify.annotations.NullMarked;
