/// QEMU's D-Bus display (`-display dbus`) as a host of Weft: the machine's screen is the picture,
/// and what viewers do is done there.
///
/// ```
/// QemuDisplay      one connection to a machine: opens, ends when QEMU goes
///  ├ QemuAddress   a bus, or QEMU's own monitor (Qmp) without one
///  ├ ScreenListener  called by QEMU for each piece of the picture; PixmanFormat understands it
///  ├ CursorListener  and for the cursor
///  └ QemuPointer   places, movements and buttons
/// ```
///
/// Keys are passed as they are: QEMU's numbers of keys are the codes of
/// [weft.server.KeyCodeHandler].
///
/// Two threads of [weft.cli.dbus.DbusConnection] take what QEMU says, one of them the picture
/// alone; the one of the viewers' callbacks types and clicks. The interfaces `org.qemu.Display1.*`
/// are those of QEMU's manual, D-Bus display, as of 7.2. Start at [QemuDisplay].
@NullMarked
package weft.cli.qemu;

import org.jspecify.annotations.NullMarked;
