/// Sessions in files: what a server sent, what its viewer sent, and when.
///
/// ```
/// VncClient, recording proxy --bytes--> Recorder
///                                          |
///                                     FileRecorder --> NAME.fbs        the server's stream
///                                          |-------->  NAME.input.fbs  the viewer's stream
///                                     ScriptWriter ->  NAME.vdo        what the viewer did
///
/// NAME.fbs --FbsReader--> FbsInput --> the parsers of weft.rfb
/// ```
///
/// Start at [weft.client.recording.Recorder] to record, at [weft.client.recording.FbsReader] for
/// the form of the files. Clients, proxies and replays call it. No file has anything of a login in
/// it. It knows no sockets.
@NullMarked
package weft.client.recording;

import org.jspecify.annotations.NullMarked;
