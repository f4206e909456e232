/// Recorded sessions as pictures and video.
///
/// ```
/// RecordedScreen --> Export --> PictureWriter: PngSequence, Apng, FfmpegVideo
/// ```
///
/// `ReplayCommand` calls [weft.cli.export.Export]; a new form is a new `PictureWriter`. It knows no
/// server.
@NullMarked
package weft.cli.export;

import org.jspecify.annotations.NullMarked;
