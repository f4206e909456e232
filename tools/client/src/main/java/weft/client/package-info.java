/// A viewer without a window, for tests and for tools: the public API and the session behind it.
///
/// ```
/// callers' threads                 VncClient
///   frame, waits, sync  <--wait--  Status  <--frames, answers--  Session (virtual thread)
///   keys, pointer, text  ------->  Outbox (virtual thread)  <--replies----'   |
///                                     |                                 RemotePicture
///                                     '------>  Transport  ---bytes---------'
/// ```
///
/// | package     | what                                                    |
/// |:------------|:--------------------------------------------------------|
/// | `address`   | where servers are, as people write it                   |
/// | `expect`    | what a picture should show, and what a look has shown   |
/// | `failure`   | what can go wrong, one exception for each kind          |
/// | `probe`     | what a server says of itself, for tools                 |
/// | `question`  | the conversations that find it out                      |
/// | `trust`     | which servers are believed                              |
/// | `wire`      | bytes there and back: sockets, streams, TLS, WebSockets |
/// | `handshake` | from the first byte to ServerInit; the security types   |
/// | `picture`   | updates as frames                                       |
/// | `recording` | sessions in files                                       |
/// | `proxy`     | bytes between a viewer and a server                     |
///
/// Start at [weft.client.VncClient], then at `Session`, which reads like the specification's table
/// of contents. It may not know the server, nor any windows.
@NullMarked
package weft.client;

import org.jspecify.annotations.NullMarked;
