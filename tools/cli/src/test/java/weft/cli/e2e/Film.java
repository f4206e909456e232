package weft.cli.e2e;

import weft.cli.bench.scene.Scene;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What a server shows for a long time, the same for the same seed: text that scrolls, a page that
/// scrolls, windows that move, and photos with tiles of few colours over them, each in a quarter.
final class Film {

    private static final int STEPS_OF_A_PHOTO = 16;

    private static final List<Scene.Kind> QUARTERS =
            List.of(Scene.Kind.TERMINAL, Scene.Kind.WEB, Scene.Kind.UI, Scene.Kind.PHOTOS);

    private final int width;
    private final int height;
    private final Random random;
    private final List<Scene> scenes;
    private final List<Move> moves = new ArrayList<>();
    private final int[] rgb;
    private int step;

    Film(int width, int height, long seed) {
        this.width = width;
        this.height = height;
        random = new Random(seed);
        rgb = new int[width * height];
        scenes =
                QUARTERS.stream()
                        .map(kind -> Scene.of(kind, width / 2, height / 2, random.nextLong()))
                        .toList();
    }

    /// A move that the host may tell the server of.
    private record Move(Rect destination, int dx, int dy) {}

    private static final class Moves implements Scene.Changes {
        private final int left;
        private final int top;
        private final List<Move> moves;

        Moves(int left, int top, List<Move> moves) {
            this.left = left;
            this.top = top;
            this.moves = moves;
        }

        @Override
        public void drawn(Rect area) {}

        @Override
        public void copied(Rect destination, int dx, int dy) {
            moves.add(new Move(destination.translate(left, top), dx, dy));
        }
    }

    /// Draws the next picture, in which not everything moves, and shows it.
    ///
    /// @return the picture; its pixels are the film's own
    Picture next(Framebuffer framebuffer) {
        draw();
        show(framebuffer);
        return picture();
    }

    /// Draws the next picture.
    void draw() {
        moves.clear();
        for (int i = 0; i < scenes.size(); i++) {
            if (step == 0 || isNext(QUARTERS.get(i))) {
                int left = i % 2 * (width / 2);
                int top = i / 2 * (height / 2);
                scenes.get(i).next(new Moves(left, top, moves));
                put(scenes.get(i).rgb(), left, top);
            }
        }
        drawTile();
        step++;
    }

    /// Shows what was drawn, in the film's size; tells of moves, or lets the server find them.
    void show(Framebuffer framebuffer) {
        boolean tells = random.nextBoolean();
        framebuffer.group(() -> {
            if (framebuffer.width() != width || framebuffer.height() != height) {
                framebuffer.resize(width, height);
            }
            framebuffer.publish(rgb);
            if (tells) {
                moves.forEach(move -> framebuffer.copied(move.destination(), move.dx(), move.dy()));
            }
        });
    }

    /// What was drawn last.
    Picture picture() {
        return new Picture(width, height, rgb);
    }

    private boolean isNext(Scene.Kind kind) {
        return kind == Scene.Kind.PHOTOS ? step % STEPS_OF_A_PHOTO == 0 : random.nextInt(3) > 0;
    }

    private void put(int[] part, int left, int top) {
        int columns = width / 2;
        for (int row = 0; row < height / 2; row++) {
            System.arraycopy(part, row * columns, rgb, (top + row) * width + left, columns);
        }
    }

    /// One to eight colours somewhere over the photo.
    private void drawTile() {
        int side = 8 + random.nextInt(40);
        int left = width / 2 + random.nextInt(width / 2 - side);
        int top = height / 2 + random.nextInt(height / 2 - side);
        int[] colours = random.ints(1 + random.nextInt(8), 0, 1 << 24).toArray();
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                rgb[y * width + x] = colours[random.nextInt(colours.length)];
            }
        }
    }
}
