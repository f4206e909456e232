/// The General Input Interface (rfbproto, gii): devices that a viewer has beside keyboard and
/// mouse, tablets and game pads say, as the server is told of them, and what they do.
///
/// ```
///   client                               server
///     | <------- Versions ----------------- |
///     | -------- Version -----------------> |
///     | -------- CreateDevice ------------> |
///     | <------- DeviceCreated, its number  |
///     | -------- Events, with the number -> |
///     | -------- DestroyDevice -----------> |
/// ```
///
/// Start at [weft.rfb.gii.GiiDevice] and [weft.rfb.gii.GiiEvent]; [weft.rfb.message.ClientGii] and
/// [weft.rfb.message.ServerGii] are the messages. Nothing here knows of servers and sessions.
@NullMarked
package weft.rfb.gii;

import org.jspecify.annotations.NullMarked;
