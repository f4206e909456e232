package weft.examples;

import weft.server.VncServer;

/// The smallest host: a picture that moves, and the keys of whoever looks at it. The README shows
/// it.
public final class Embed {
    private Embed() {}

    /// Serves until it is killed: `vncviewer localhost:5900`.
    public static void main(String[] args) throws Exception {
        int[] pixels = new int[320 * 200]; // 0xRRGGBB, row by row
        try (VncServer server =
                VncServer.builder(320, 200)
                        .listen(5900)
                        .onKey((keysym, down) -> System.out.println(keysym + " " + down))
                        .start()) {
            for (int frame = 0; frame < Integer.MAX_VALUE; frame++) {
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = ((i % 320 + frame) << 8 & 0xff00) | (i / 320);
                }
                server.publish(pixels); // copies what changed, never waits for a viewer
                Thread.sleep(20);
            }
        }
    }
}
