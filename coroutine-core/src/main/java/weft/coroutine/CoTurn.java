package weft.coroutine;

/// What a coroutine does in one go: one that has much to do, and waits for nothing meanwhile, says
/// after each part that it is done, and others have their turn when it has had the loop for long
/// enough. Belongs to one coroutine.
public final class CoTurn {
    private final Loop loop;
    private final int mostParts;
    private final long mostNanos;
    private int parts;
    private long since;

    /// When it began: one that has waited begins another turn.
    private long batch;

    /// Turns of so many parts, or so long, whatever is over first.
    public CoTurn(Loop loop, int mostParts, long mostNanos) {
        this.loop = loop;
        this.mostParts = mostParts;
        this.mostNanos = mostNanos;
        begin();
    }

    private void begin() {
        parts = 0;
        since = loop.workNanoTime();
        batch = loop.batch();
    }

    /// A part is done. If the turn is over, others run before this returns.
    public void partDone() {
        if (batch != loop.batch()) {
            begin();
        }
        if (++parts == mostParts || loop.workNanoTime() - since > mostNanos) {
            loop.reschedule();
            begin();
        }
    }
}
