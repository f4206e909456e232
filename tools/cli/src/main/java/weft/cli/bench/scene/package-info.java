/// Pictures that change as desktops do, for benchmarks: a terminal, a web page, windows, photos.
///
/// All is drawn from a seed with Weft's own font, so a recording of a scene is the same on every
/// machine. [SceneRecorder] writes one, the JMH benchmarks take single pictures.
///
/// Start at [Scene].
@NullMarked
package weft.cli.bench.scene;

import org.jspecify.annotations.NullMarked;
