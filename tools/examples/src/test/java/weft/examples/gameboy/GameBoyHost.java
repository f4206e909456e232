package weft.examples.gameboy;

import weft.junit5.DisplayHost;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The Game Boy in the time of its tests: its own 59.7 frames a second.
final class GameBoyHost implements DisplayHost {

    private final GameBoy machine;
    private boolean shown;

    GameBoyHost(byte[] cartridge) {
        try {
            machine = new GameBoy(cartridge);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public VncServerBuilder server() {
        return machine.server();
    }

    @Override
    public void nextFrame(VncServer server) {
        if (!shown) {
            machine.showOn(server);
            shown = true;
        }
        machine.frame();
    }

    @Override
    public double framesPerSecond() {
        return GameBoy.FRAMES_PER_SECOND;
    }

    @Override
    public void close() {
        machine.close();
    }
}
