/// Pictures compared and found, for tests of what a display shows.
///
/// ```
///   Frame, image file -> Picture --+-- Comparison   are these two alike, within a Tolerance?
///                                  |-- Psnr         how much has changed?
///                                  |-- Search       where is this one in that one? -> Found
///                                  |-- Needle       openQA's areas of a screen -> NeedleMatch
///                                  `-- ScreenFont   what text is there? -> ScreenText
/// ```
///
/// Called by what scripts displays: commands, test extensions. It works on pixels alone, and knows
/// no viewer, no waiting and no time. Start at [weft.framebuffer.match.Picture].
@NullMarked
package weft.framebuffer.match;

import org.jspecify.annotations.NullMarked;
