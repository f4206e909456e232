package weft.framebuffer;

/// Room for the pixels of one tile, for each thread, which one reader at a time has to itself:
/// reading a surface may read another one.
final class Scratch {

    private static final ThreadLocal<int[]> FREE =
            ThreadLocal.withInitial(() -> new int[Tile.PIXELS]);

    private static final int[] NONE = {};

    private Scratch() {}

    /// At least `count` pixels of any content. To be given back.
    static int[] take(int count) {
        int[] free = FREE.get();
        if (free.length < count) {
            return new int[Math.max(count, Tile.PIXELS)];
        }
        FREE.set(NONE);
        return free;
    }

    static void giveBack(int[] pixels) {
        if (pixels.length == Tile.PIXELS) {
            FREE.set(pixels);
        }
    }
}
