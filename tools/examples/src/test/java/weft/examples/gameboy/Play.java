package weft.examples.gameboy;

import weft.server.VncServer;

import java.nio.file.Files;
import java.nio.file.Path;

/// Plays a cartridge for viewers: `vncviewer localhost:5900`; one with sound is gtk-vnc's.
///
/// The argument is a file, such as that of cgb-acid2, which is not here; without one it is
/// [TestRom].
final class Play {
    private Play() {}

    /// Serves until it is killed.
    public static void main(String[] args) throws Exception {
        byte[] cartridge =
                args.length > 0 ? Files.readAllBytes(Path.of(args[0])) : TestRom.cartridge();
        try (var machine = new GameBoy(cartridge);
                VncServer server = machine.server().listen(5900).start()) {
            machine.showOn(server);
            var pace = new Pace();
            while (true) {
                machine.frame();
                pace.awaitNext();
            }
        }
    }
}
