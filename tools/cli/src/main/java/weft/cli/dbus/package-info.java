/// D-Bus, as far as a program goes that calls another one and is called by it: a client of our own,
/// because it must pass descriptors (SCM_RIGHTS), which no channel of the JDK does, and talk over
/// an end of a socket pair, where the libraries there are make connections of addresses only.
///
/// | class                       | what it is                                             |
/// |-----------------------------|--------------------------------------------------------|
/// | [DbusAddress]               | `unix:path=/run/user/1000/bus`: where a bus is         |
/// | [UnixSocket]                | a socket that passes descriptors, by libc              |
/// | [DbusConnection]            | calls out; replies, calls and signals in: start here   |
/// | [DbusMessage]               | one message that was read                              |
/// | [DbusWriter], [DbusReader]  | the values of a message                                |
///
/// It knows nothing of Weft; [weft.cli.qemu] shows a machine to viewers. Everything is of the D-Bus
/// Specification 0.42: Authentication Protocol, Message Protocol and Marshaling.
@NullMarked
package weft.cli.dbus;

import org.jspecify.annotations.NullMarked;
