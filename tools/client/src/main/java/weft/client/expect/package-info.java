/// What is expected of a picture, and what a look at one has shown.
///
/// ```
///   PictureTarget   all of it, or the part at a place, within a Tolerance --.
///   ImageTarget     a smaller picture, anywhere or within an area ----------+-- look(Frame)
///   NeedleTarget    the best of openQA's needles ---------------------------+     '-> Sighting
///   TextTarget      a text in a font of fixed width ------------------------'
/// ```
///
/// Called by the client's waits, and by those who tell people what was seen. It knows frames, and
/// nothing of servers and time. Start at [weft.client.expect.Target].
@NullMarked
package weft.client.expect;

import org.jspecify.annotations.NullMarked;
