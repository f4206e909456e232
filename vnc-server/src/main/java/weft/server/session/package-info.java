/// One viewer's session: the RFB protocol from the greeting to the end, as sequential code.
///
/// ```
///   session coroutine                          reader coroutine
///   ─────────────────                          ────────────────
///   agreeVersion
///   authenticate
///   ClientInit, admit, ServerInit
///   update loop ─ starts ─────────────────────▶ message loop
///     waits for a request and news    ◀─ wake ─ FramebufferUpdateRequest, SetEncodings, …
///     frame → worker → send           ◀─ wake ─ replies into the outbox
///   end: cancels the reader, releases keys, closes the connection
/// ```
///
/// The session's coroutine is the only one that writes, in whole messages. Start reading at
/// [Session], then [weft.server.login.Handshake], [UpdateLoop], [MessageReader], [Fences], [Line],
/// [Congestion]; what there is besides pixels is in [Announcements], [DesktopSizes],
/// [ResizeRequests], [ViewerCursor], [SessionClipboard], [SessionSound], [SessionPower],
/// [SessionDevices]. Called by [weft.server.VncServer] through [Session] and [Display]; knows no
/// sockets, only [weft.server.connection.Connection].
@NullMarked
package weft.server.session;

import org.jspecify.annotations.NullMarked;
