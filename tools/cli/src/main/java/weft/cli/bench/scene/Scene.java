package weft.cli.bench.scene;

import weft.framebuffer.Rect;

import java.util.Locale;

/// A picture that changes step by step, the same way for the same seed.
public abstract sealed class Scene
        permits TerminalScene, PageScene, WindowsScene, PhotoScene, VideoScene {

    /// What there is to see.
    public enum Kind {
        /// Antialiased text that scrolls by whole lines.
        TERMINAL,
        /// Text, boxes and pictures that scroll by a few pixels.
        WEB,
        /// Windows with gradients and buttons, one of which is dragged.
        UI,
        /// Full-screen photos, one after the other.
        PHOTOS,
        /// Full motion: a camera that moves over a landscape, with grain.
        VIDEO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Is told what a step changed, in the order in which it happened.
    public interface Changes {

        /// For who looks at the whole picture after each step.
        Changes IGNORED =
                new Changes() {
                    @Override
                    public void drawn(Rect area) {
                        // the picture tells
                    }

                    @Override
                    public void copied(Rect destination, int dx, int dy) {
                        // the picture tells
                    }
                };

        /// Everything within `area` may be new.
        void drawn(Rect area);

        /// The pixels of `destination` came from `dx`, `dy` left of and above it.
        void copied(Rect destination, int dx, int dy);
    }

    final Painter painter;

    Scene(Painter painter) {
        this.painter = painter;
    }

    /// A scene before its first step.
    public static Scene of(Kind kind, int width, int height, long seed) {
        var painter = new Painter(width, height);
        return switch (kind) {
            case TERMINAL -> new TerminalScene(painter, seed);
            case WEB -> new PageScene(painter, seed);
            case UI -> new WindowsScene(painter, seed);
            case PHOTOS -> new PhotoScene(painter, seed);
            case VIDEO -> new VideoScene(painter, seed);
        };
    }

    /// The pixels, `0x00RRGGBB` row by row; the array is the same for good.
    public final int[] rgb() {
        return painter.rgb();
    }

    /// Draws the next step. The first one draws everything.
    public abstract void next(Changes changes);
}
