package weft.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real PC in QEMU without a disk: its firmware offers a boot menu for a minute. What it shows is
/// looked up through its monitor, not by VNC.
final class FirmwarePc implements AutoCloseable {

    private static final String PROMPT = "(qemu) ";

    private final Path home;
    private final Path vnc;
    private final Running machine;
    private final SocketChannel monitor;

    private FirmwarePc(Path home, Path vnc, Running machine, SocketChannel monitor) {
        this.home = home;
        this.vnc = vnc;
        this.machine = machine;
        this.monitor = monitor;
    }

    static FirmwarePc start(Path home) throws IOException {
        Path vnc = home.resolve("qemu.vnc");
        Path control = home.resolve("qemu.monitor");
        Running machine =
                Running.start(
                        home,
                        "qemu-system-x86_64",
                        "-nodefaults",
                        "-no-user-config",
                        "-machine",
                        "pc,accel=tcg",
                        "-m",
                        "32",
                        "-vga",
                        "std",
                        "-display",
                        "none",
                        "-boot",
                        "menu=on,splash-time=60000",
                        "-vnc",
                        "unix:" + vnc,
                        "-monitor",
                        "unix:" + control + ",server=on,wait=off");
        SocketChannel monitor = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Eventually.holds(
                    () -> connects(monitor, control) && Files.exists(vnc),
                    () -> "no monitor or VNC socket of " + machine);
            var pc = new FirmwarePc(home, vnc, machine, monitor);
            pc.awaitPrompt();
            return pc;
        } catch (Throwable e) {
            monitor.close();
            machine.close();
            throw e;
        }
    }

    private static boolean connects(SocketChannel monitor, Path control) {
        if (!Files.exists(control)) {
            return false;
        }
        try {
            return monitor.isConnected() || monitor.connect(UnixDomainSocketAddress.of(control));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a viewer connects to.
    String address() {
        return "unix:" + vnc;
    }

    /// Lets the machine stand still, with its blinking cursor.
    void stop() throws IOException {
        command("stop");
    }

    void resume() throws IOException {
        command("cont");
    }

    /// What QEMU itself says that the machine shows.
    Picture screendump() throws IOException {
        Path file = Files.createTempFile(home, "screen", ".png");
        command("screendump " + file + " -f png");
        return Picture.read(file);
    }

    private void command(String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            int _ = monitor.write(bytes);
        }
        awaitPrompt();
    }

    private void awaitPrompt() throws IOException {
        var said = new StringBuilder();
        var bytes = ByteBuffer.allocate(4096);
        while (!said.toString().endsWith(PROMPT)) {
            if (monitor.read(bytes.clear()) < 0) {
                throw new IOException("the monitor is gone: " + machine);
            }
            said.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
        }
    }

    @Override
    public void close() throws IOException {
        monitor.close();
        machine.close();
    }
}
