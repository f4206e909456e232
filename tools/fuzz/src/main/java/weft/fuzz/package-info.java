/// Fuzzing: bytes that nobody would send, for every part of Weft that bytes from outside reach.
///
/// ```
/// tools/bin/fuzz --> Campaign --> Jazzer --> JazzerEntry -+
///                                                         +--> Oracle --> Target --> Weft
/// mvn verify ------> RegressionTest --> Mutator ----------+
/// ```
///
/// Start at [weft.fuzz.Target] and at the list in [weft.fuzz.Targets]. Nobody depends on this.
@NullMarked
package weft.fuzz;

import org.jspecify.annotations.NullMarked;
