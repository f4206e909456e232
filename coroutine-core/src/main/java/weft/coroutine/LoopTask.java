package weft.coroutine;

/// A task for the loop's thread, see [Loop#later].
final class LoopTask extends Resumption {
    static final String WHO = "a task";

    private final Runnable task;

    LoopTask(Runnable task) {
        this.task = task;
    }

    @Override
    void resume() {
        task.run();
    }

    @Override
    String who() {
        return WHO;
    }
}
