package weft.cli.bench.scene;

/// A film: a camera moves over a landscape that is larger than the picture, and every frame has its
/// own grain, so that each pixel changes and nothing is just moved.
final class VideoScene extends Scene {

    private static final int MARGIN = 64;
    private static final int GRAIN = 3;

    private final Painter landscape;
    private final long seed;
    private int step;

    VideoScene(Painter painter, long seed) {
        super(painter);
        this.seed = seed;
        landscape = new Painter(painter.width() + 2 * MARGIN, painter.height() + 2 * MARGIN);
    }

    @Override
    public void next(Changes changes) {
        if (step == 0) {
            new Photo(seed).paint(landscape, landscape.area());
        }
        int left = MARGIN + (int) (MARGIN * Math.sin(step * 0.11));
        int top = MARGIN + (int) (MARGIN * Math.sin(step * 0.17 + 1));
        step++;
        int noise = Long.hashCode(seed) + 0x9E3779B9 * step | 1; // xorshift must not begin with 0
        int[] to = painter.rgb();
        for (int y = 0; y < painter.height(); y++) {
            for (int x = 0; x < painter.width(); x++) {
                noise ^= noise << 13;
                noise ^= noise >>> 17;
                noise ^= noise << 5;
                int grain = Math.floorMod(noise, 2 * GRAIN + 1) - GRAIN;
                to[y * painter.width() + x] = lighter(landscape.pixel(left + x, top + y), grain);
            }
        }
        changes.drawn(painter.area());
    }

    private static int lighter(int rgb, int by) {
        return channel((rgb >> 16) + by) << 16
                | channel((rgb >> 8 & 0xff) + by) << 8
                | channel((rgb & 0xff) + by);
    }

    private static int channel(int value) {
        return Math.clamp(value, 0, 255);
    }
}
