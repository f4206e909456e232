package weft.cli.bench.serve;

import weft.cli.bench.PictureStream;
import weft.cli.bench.Recording;
import weft.cli.bench.scene.Scene;
import weft.cli.source.Size;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whole pictures that are shown one after the other, over and over. All are in memory, so that
/// showing one costs no more than a host has to do anyway.
///
/// @param size of each
/// @param frames at least one; `0x00RRGGBB` row by row
public record Movie(Size size, List<int[]> frames) {

    private static final int MOST_FRAMES = 60;
    private static final long MOST_BYTES = 256L << 20;

    /// Slides take long to draw, and are all alike.
    private static final int SLIDES = 8;

    /// Opens a scene by its name, or else a recording.
    ///
    /// @throws IOException that says in one line what is wrong with a file
    public static Movie open(String name, Size size) throws IOException {
        for (Scene.Kind kind : Scene.Kind.values()) {
            if (kind.toString().equals(name)) {
                return of(kind, size);
            }
        }
        return of(Recording.read(Path.of(name)), size);
    }

    /// The first steps of a scene.
    static Movie of(Scene.Kind kind, Size size) {
        Scene scene = Scene.of(kind, size.width(), size.height(), 1);
        int count = kind == Scene.Kind.PHOTOS ? Math.min(SLIDES, most(size)) : most(size);
        List<int[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scene.next(Scene.Changes.IGNORED);
            frames.add(scene.rgb().clone());
        }
        return new Movie(size, frames);
    }

    /// The picture after each of the first updates of a recording.
    static Movie of(Recording recording, Size size) throws IOException {
        List<int[]> frames = new ArrayList<>();
        try (var pictures = new PictureStream(recording, size)) {
            while (frames.size() < most(size) && pictures.next()) {
                frames.add(pictures.rgb().clone());
            }
        }
        return new Movie(size, frames);
    }

    private static int most(Size size) {
        return Math.clamp(MOST_BYTES / size.bytes(), 2, MOST_FRAMES);
    }
}
