package weft.cli.bench.scene;

import java.util.Random;

/// A slide show.
final class PhotoScene extends Scene {

    private final Random random;

    PhotoScene(Painter painter, long seed) {
        super(painter);
        this.random = new Random(seed);
    }

    @Override
    public void next(Changes changes) {
        new Photo(random.nextLong()).paint(painter, painter.area());
        changes.drawn(painter.area());
    }
}
