package weft.coroutine;

/// What the loop runs in a batch, under the global lock: a coroutine that was woken, a worker's
/// call that is done, or a task.
abstract sealed class Resumption permits Coroutine, WorkerCall, LoopTask {

    /// Lets the coroutine go on. What it throws is the loop's to report.
    abstract void resume();

    /// Who failed, if it did.
    abstract String who();
}
