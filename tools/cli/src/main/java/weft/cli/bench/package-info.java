/// The benchmarks of `weft bench`: recorded server streams through the server's encoders and the
/// client's decoders.
///
/// ```
///   Recording --StreamPicture--> picture, update by update --EncodeBench--> frames --Pipeline--> bytes
///                                                                     (Fidelity decodes them)
/// ```
///
/// [Report] makes tables and JSON of the results. Only [Pipeline] knows how a session uses the
/// server's encoders. A timing here is of one thread's CPU.
///
/// Start at [EncodeBench].
@NullMarked
package weft.cli.bench;

import org.jspecify.annotations.NullMarked;
