package weft.cli.e2e;

import weft.cli.source.Source;
import weft.cli.source.Sources;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A machine in QEMU that one of the servers shows; QEMU's own does in any case.
final class QemuSeat implements AutoCloseable {

    private final Path home;
    private final QemuServer server;
    private final QemuPc pc;
    private final String address;
    private final Deque<AutoCloseable> others;

    private QemuSeat(
            Path home, QemuServer server, QemuPc pc, String address, Deque<AutoCloseable> others) {
        this.home = home;
        this.server = server;
        this.pc = pc;
        this.address = address;
        this.others = others;
    }

    private interface Machine {
        QemuPc start(String... arguments) throws IOException;
    }

    /// See [QemuPc#firmware].
    static QemuSeat firmware(Path home, QemuServer server, String... more) throws IOException {
        return start(home, server, arguments -> QemuPc.firmware(home, arguments), more);
    }

    /// See [QemuPc#running].
    static QemuSeat running(Path home, QemuServer server, BootProgram program, String... more)
            throws IOException {
        return start(home, server, arguments -> QemuPc.running(home, program, arguments), more);
    }

    private static QemuSeat start(Path home, QemuServer server, Machine machine, String... more)
            throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            List<String> arguments = new ArrayList<>(List.of(more));
            if (server == QemuServer.BUS) {
                Running bus = bus(home);
                open.push(bus);
            }
            arguments.addAll(displayOptions(home, server));
            QemuPc pc = machine.start(arguments.toArray(String[]::new));
            open.push(pc);
            String address = server == QemuServer.OWN ? pc.address() : show(home, server, open);
            return new QemuSeat(home, server, pc, address, open);
        } catch (IOException | RuntimeException | Error e) {
            close(open);
            throw e;
        }
    }

    /// A bus of its own for the machine.
    static Running bus(Path home) {
        Running bus =
                Running.start(
                        home,
                        "dbus-daemon",
                        "--session",
                        "--nofork",
                        "--nopidfile",
                        "--address=unix:path=" + home.resolve("bus"));
        UnixSockets.awaitListening(home.resolve("bus"), bus);
        return bus;
    }

    /// What QEMU is started with, so that Weft finds it.
    static List<String> displayOptions(Path home, QemuServer server) {
        return switch (server) {
            case OWN -> List.of();
            case MONITOR ->
                    List.of(
                            "-display",
                            "dbus,p2p=yes",
                            "-qmp",
                            "unix:" + home.resolve("qmp") + ",server=on,wait=off");
            case BUS -> List.of("-display", "dbus,addr=unix:path=" + home.resolve("bus"));
        };
    }

    /// What Weft is told to show.
    static String source(Path home, QemuServer server) {
        return server == QemuServer.BUS
                ? "qemu:unix:path=" + home.resolve("bus")
                : "qemu:qmp:" + home.resolve("qmp");
    }

    private static String show(Path home, QemuServer server, Deque<AutoCloseable> open)
            throws IOException {
        Source source = Sources.open(source(home, server), Optional.empty());
        open.push(source);
        VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
        source.name(builder);
        source.connect(builder);
        builder.onResize(source.resizes().orElseThrow());
        VncServer viewers = builder.start();
        open.push(viewers);
        source.start(viewers);
        return "::" + viewers.port();
    }

    /// Another machine in the place of the one that is gone.
    QemuPc restart(BootProgram program, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(displayOptions(home, server));
        return QemuPc.running(home, program, arguments.toArray(String[]::new));
    }

    /// The machine itself.
    QemuPc pc() {
        return pc;
    }

    /// What a viewer connects to.
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        close(others);
    }

    private static void close(Deque<AutoCloseable> open) throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
