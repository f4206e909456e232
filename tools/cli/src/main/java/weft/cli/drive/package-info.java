/// Programs and people that drive a viewer step by step: JSON lines, the Model Context Protocol, a
/// shell.
///
/// ```
///   JsonLines, McpServer, Shell -- words --> ScriptRunner -- Finding --> Results -- JSON -->
/// ```
///
/// Called by the commands. It knows scripts, and nothing of the wire.
@NullMarked
package weft.cli.drive;

import org.jspecify.annotations.NullMarked;
