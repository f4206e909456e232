package weft.bench.encoding;

import weft.cli.bench.scene.Scene;

/// What is encoded: the first picture of a scene, 512x384 pixels.
public enum Contents {
    /// Antialiased text.
    TEXT(Scene.Kind.TERMINAL),
    /// Windows and buttons.
    UI(Scene.Kind.UI),
    /// A photo.
    PHOTO(Scene.Kind.PHOTOS);

    static final int WIDTH = 512;
    static final int HEIGHT = 384;

    private final Scene.Kind kind;

    Contents(Scene.Kind kind) {
        this.kind = kind;
    }

    /// The pixels, `0x00RRGGBB`.
    int[] pixels() {
        Scene scene = Scene.of(kind, WIDTH, HEIGHT, 1);
        scene.next(Scene.Changes.IGNORED);
        return scene.rgb();
    }
}
