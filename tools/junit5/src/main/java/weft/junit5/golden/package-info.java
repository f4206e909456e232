/// Goldens: the pictures that tests expect, as files, and how they are made and renewed.
///
/// Called by [weft.junit5.Display]. It knows pictures and files, and neither JUnit nor clients.
/// Start at [weft.junit5.golden.Goldens].
@NullMarked
package weft.junit5.golden;

import org.jspecify.annotations.NullMarked;
