package weft.cli;

import weft.server.ClipboardHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A host that fills its screen with the keysym of the last key that went down, and a server.
final class KeyHost implements AutoCloseable {
    static final int WIDTH = 40;
    static final int HEIGHT = 30;

    final List<String> input = Collections.synchronizedList(new ArrayList<>());
    final VncServer server;
    volatile Runnable onKey = () -> {};

    KeyHost(UnaryOperator<VncServerBuilder> options) throws IOException {
        server =
                options.apply(VncServer.builder(WIDTH, HEIGHT).listen(0))
                        .onKey(this::key)
                        .onPointer((x, y, buttons) -> input.add(x + "," + y + ":" + buttons))
                        .onClipboard(ClipboardHandler.ofText(text -> input.add("cut " + text)))
                        .start();
    }

    private void key(long keysym, boolean down) {
        input.add((down ? "+" : "-") + Long.toHexString(keysym));
        if (down) {
            server.publish(filled((int) keysym));
            onKey.run();
        }
    }

    Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("do", "-s", "127.0.0.1::" + server.port()));
        all.addAll(Arrays.asList(arguments));
        return Outcome.of(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.close();
    }

    static int[] filled(int colour) {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, colour);
        return pixels;
    }
}
