/// What the coroutines cost: QEMU's five numbers (lifecycle, nesting, yield, cost, function call)
/// beside the raw continuation of the JDK, and the memory of a million parked ones.
///
/// Called by nobody; people run it, see `coroutine-core/BENCHMARKS.md`. [GoalReport] runs all and
/// prints one table with ratios, [ParkedMemory] measures memory; start reading at
/// [CoroutineBenchmark], which has its counterpart line by line in [RawContinuationBenchmark].
@NullMarked
package weft.bench.coroutine;

import org.jspecify.annotations.NullMarked;
