/// Sessions in files: what a server sent, what its viewer sent, and when.
///
/// ```
/// VncClient, recording proxy --bytes--> Recorder
///                                          |
///                                     BackgroundRecorder: a thread
///                                          |
///                                     FileRecorder --> NAME.fbs        the server's stream
///                                          |-------->  NAME.input.fbs  the viewer's stream
///                                     ScriptWriter ->  NAME.vdo        what the viewer did
///
/// VncClient --frames, input--> ScreenRecorder: FrameStream --> NAME.fbs, ScriptWriter --> NAME.input.vdo
///
/// NAME.fbs --FbsReader--> FbsInput --> the parsers of weft.rfb
/// ```
///
/// Start at [weft.client.recording.Recorder] to record a session from its beginning, at
/// [weft.client.recording.ScreenRecorder] to record a part of it, at
/// [weft.client.recording.FbsReader] for the form of the files. Clients, proxies and replays call
/// it. No file has anything of a login in it. It knows no sockets.
@NullMarked
package weft.client.recording;

import org.jspecify.annotations.NullMarked;
