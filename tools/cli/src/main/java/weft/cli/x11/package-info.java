/// The X11 protocol, as far as showing a display and typing on it takes: a client of our own, with
/// nothing installed and no native code.
///
/// | class                  | what it is                                                   |
/// |------------------------|--------------------------------------------------------------|
/// | [XDisplayName]         | `:1`, `host:1.0`: where a server is                          |
/// | [XAuthority]           | the cookie for it                                            |
/// | [XConnection]          | requests out; replies, errors and events in: start here      |
/// | [XRequest], [XData]    | one request that is written, one packet that is read         |
/// | [XSetup], [XExtension] | what the server says of itself                               |
///
/// It knows nothing of Weft; [weft.cli.x11.host] shows a display to viewers. The numbers are those
/// of the X Window System Protocol, X Version 11, Release 7.7, and of the extensions' documents.
@NullMarked
package weft.cli.x11;

import org.jspecify.annotations.NullMarked;
