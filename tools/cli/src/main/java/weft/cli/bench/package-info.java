/// The benchmarks of `weft bench`: recorded server streams through the server's encoders and the
/// client's decoders. Those of a whole server are in [weft.cli.bench.serve].
///
/// ```
///   Recording --StreamPicture--> picture, update by update --EncodeBench--> frames --Pipeline--> bytes
///                     \--DecodeBench: the time that this takes            (Fidelity decodes them)
/// ```
///
/// [Report] makes tables and JSON of the results, [BarChart] a picture. Only [Pipeline] knows how a
/// session uses the server's encoders. A time here is of one thread's CPU.
///
/// Start at [EncodeBench].
@NullMarked
package weft.cli.bench;

import org.jspecify.annotations.NullMarked;
