package weft.rfb.encoding;

import org.jspecify.annotations.Nullable;

import weft.rfb.RfbBuffer;

/// The working memory of the encoders on one thread. No encoder waits while it works, so none finds
/// it in use by another.
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final ColourTable colours = new ColourTable();
    final Subrects subrects = new Subrects();
    final RfbBuffer staging = new RfbBuffer();
    private int @Nullable [][] planes;
    private int[] wire = new int[0];
    private byte[] bytes = new byte[0];

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /// Of [ZywrleTile].
    int[][] planes() {
        if (planes == null) {
            planes = ZywrleTile.planes();
        }
        return planes;
    }

    int[] wire(int atLeast) {
        if (wire.length < atLeast) {
            wire = new int[atLeast];
        }
        return wire;
    }

    byte[] bytes(int atLeast) {
        if (bytes.length < atLeast) {
            bytes = new byte[atLeast];
        }
        return bytes;
    }
}
