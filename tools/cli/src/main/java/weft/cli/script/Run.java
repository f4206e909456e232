package weft.cli.script;

import weft.client.VncClient;

import java.io.OutputStream;

/// What the steps of a script that is being carried out have in common.
///
/// @param standardOutput where the file `-` is written to
record Run(VncClient client, Manner manner, Deadline deadline, OutputStream standardOutput) {}
