package weft.cli.e2e;

/// What shows a machine in QEMU to viewers.
enum QemuServer {
    /// QEMU's own VNC server.
    OWN,
    /// Weft, to which QEMU's monitor leads.
    MONITOR,
    /// Weft, to which a bus leads.
    BUS
}
