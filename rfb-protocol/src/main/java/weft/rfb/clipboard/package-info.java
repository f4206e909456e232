/// The Extended Clipboard of rfbproto: what clipboards hold, and the messages that both sides
/// exchange about it.
///
/// ```
///   one side                         the other
///     | ------- Caps ----------------> |   what I can take
///     | ------- Notify --------------> |   I have text and HTML now
///     | <------ Request -------------- |   give me the text
///     | ------- Provide -------------> |   here it is, compressed
/// ```
///
/// Contents are handed over when somebody asks for them, so nothing large is sent for nothing.
/// [weft.rfb.clipboard.ClipboardContents] is the interface that hosts and users of the client see,
/// whichever side the contents are on; [weft.rfb.clipboard.RemoteClipboard] is how the other side's
/// becomes one. The messages travel inside of cut text messages, see [weft.rfb.message]. It knows
/// no sockets and no threads.
@NullMarked
package weft.rfb.clipboard;

import org.jspecify.annotations.NullMarked;
