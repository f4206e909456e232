package weft.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real PC in QEMU. What it shows is looked up through its monitor, not by VNC.
final class QemuPc implements AutoCloseable {

    private static final String PROMPT = "(qemu) ";
    private static final String SPEAKER = "speaker";

    private final Path home;
    private final Path vnc;
    private final Path written;
    private final Running machine;
    private final SocketChannel monitor;

    private QemuPc(Path home, Path vnc, Path written, Running machine, SocketChannel monitor) {
        this.home = home;
        this.vnc = vnc;
        this.written = written;
        this.machine = machine;
        this.monitor = monitor;
    }

    /// One without a disk whose power viewers may switch; a reset ends QEMU.
    static QemuPc powerControlled(Path home) throws IOException {
        return start(home, ",power-control=on", List.of("-no-reboot", "-trace", "qemu_system_*"));
    }

    /// One without a disk: its firmware offers a boot menu for a minute.
    ///
    /// @param more arguments
    static QemuPc firmware(Path home, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-boot", "menu=on,splash-time=60000"));
        return start(home, arguments);
    }

    /// One that runs a program, which has begun.
    ///
    /// @param more arguments
    static QemuPc running(Path home, BootProgram program, String... more) throws IOException {
        Path disk = home.resolve("boot.img");
        program.write(disk);
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-drive", "if=ide,format=raw,file=" + disk));
        QemuPc pc = start(home, arguments);
        try {
            Eventually.holds(() -> pc.written().length > 0, () -> "does not boot: " + pc.machine);
            return pc;
        } catch (Throwable e) {
            pc.close();
            throw e;
        }
    }

    /// One that can be heard, and runs a program.
    static QemuPc sounding(Path home, BootProgram program) throws IOException {
        return running(
                home,
                program,
                "-audiodev",
                "none,id=" + SPEAKER,
                "-machine",
                "pcspk-audiodev=" + SPEAKER);
    }

    private static QemuPc start(Path home, List<String> more) throws IOException {
        return start(home, "", more);
    }

    private static QemuPc start(Path home, String vncOptions, List<String> more)
            throws IOException {
        String audio = more.contains("-audiodev") ? ",audiodev=" + SPEAKER : "";
        Path vnc = home.resolve("qemu.vnc");
        Path control = home.resolve("qemu.monitor");
        Path written = home.resolve("qemu.written");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-nodefaults",
                                "-no-user-config",
                                "-machine",
                                "pc,accel=tcg",
                                "-m",
                                "32",
                                "-vga",
                                "std",
                                "-debugcon",
                                "file:" + written,
                                "-vnc",
                                "unix:" + vnc + audio + vncOptions,
                                "-monitor",
                                "unix:" + control + ",server=on,wait=off"));
        arguments.addAll(more);
        if (!more.contains("-display")) {
            arguments.addAll(List.of("-display", "none"));
        }
        Running machine =
                Running.start(home, "qemu-system-x86_64", arguments.toArray(String[]::new));
        try {
            UnixSockets.awaitListening(control, machine);
            UnixSockets.awaitListening(vnc, machine);
            SocketChannel monitor = SocketChannel.open(UnixDomainSocketAddress.of(control));
            var pc = new QemuPc(home, vnc, written, machine, monitor);
            String _ = pc.awaitPrompt();
            return pc;
        } catch (Throwable e) {
            machine.close(); // and with it the other end of its monitor
            throw e;
        }
    }

    /// Takes another one of its mice.
    void mouse(int number) throws IOException {
        command("mouse_set " + number);
    }

    /// What QEMU has said, its traces for one.
    String said() {
        return machine.output();
    }

    /// Waits until QEMU has said all of these.
    void awaitSaid(String... events) {
        for (String event : events) {
            Eventually.holds(() -> said().contains(event), () -> "no " + event + " in " + said());
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
        screendump(file);
        return Picture.read(file);
    }

    /// The same as a PNG file.
    void screendump(Path file) throws IOException {
        command("screendump " + file + " -f png");
    }

    /// What is in the machine's memory, also in that of its devices.
    ///
    /// @return what the monitor says
    String memory(long address, int bytes) throws IOException {
        return ask("xp /%dxb 0x%x".formatted(bytes, address));
    }

    /// What the monitor says of the machine's PCI devices.
    String pci() throws IOException {
        return ask("info pci");
    }

    /// Presses a key and lets it go, not by VNC.
    ///
    /// @param key its name for QEMU
    void press(String key) throws IOException {
        command("sendkey " + key);
    }

    /// What the program has written so far.
    byte[] written() {
        try {
            return Files.readAllBytes(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(String line) throws IOException {
        String _ = ask(line);
    }

    private String ask(String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            int _ = monitor.write(bytes);
        }
        return awaitPrompt();
    }

    private String awaitPrompt() throws IOException {
        var said = new StringBuilder();
        var bytes = ByteBuffer.allocate(4096);
        while (!said.toString().endsWith(PROMPT)) {
            if (monitor.read(bytes.clear()) < 0) {
                throw new IOException("the monitor is gone: " + machine);
            }
            said.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
        }
        return said.toString();
    }

    @Override
    public void close() throws IOException {
        monitor.close();
        machine.close();
    }
}
