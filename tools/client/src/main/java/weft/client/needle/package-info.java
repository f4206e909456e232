/// openQA's needles as files: a text in JSON with the areas, beside a PNG of the whole screen.
///
/// ```
///   folder/name.json + name.png  <->  NeedleFiles  <->  weft.framebuffer.match.Needle
/// ```
///
/// Called by what scripts displays. It knows files, and nothing of a connection; what a needle
/// matches is the business of `weft.framebuffer.match`. Start at [weft.client.needle.NeedleFiles].
@NullMarked
package weft.client.needle;

import org.jspecify.annotations.NullMarked;
