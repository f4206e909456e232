package weft.cli.script;

import weft.cli.text.Ocr;
import weft.client.VncClient;

import java.io.OutputStream;

/// What the steps of a script that is being carried out have in common.
///
/// @param standardOutput where the file `-` is written to
/// @param ocr reads any text
record Run(
        VncClient client, Manner manner, Deadline deadline, OutputStream standardOutput, Ocr ocr) {}
