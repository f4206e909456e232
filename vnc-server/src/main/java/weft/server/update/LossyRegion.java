package weft.server.update;

import weft.framebuffer.CopyHint;
import weft.framebuffer.Region;

import java.util.concurrent.TimeUnit;

/// What a viewer holds lossily, and what of it rests, so that it is time to send it again exactly.
///
/// An area rests when it has not changed for a whole turn of the clock and what was left of the one
/// before: for [#TURN_NANOS] to twice as long.
public final class LossyRegion {

    /// Long enough that video never rests, short enough that one who stops to look does not wait.
    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Region lossy = Region.EMPTY;
    private Region changedNow = Region.EMPTY;
    private Region changedBefore = Region.EMPTY;
    private long turnBegan;

    /// Nothing is lossy yet.
    public LossyRegion() {}

    /// An update was made.
    ///
    /// @param now the time in nanoseconds
    public void sent(UpdateEncoder.Result update, long now) {
        if (lossy.isEmpty() && update.lossy().isEmpty()) {
            return;
        }
        turnTo(now);
        for (CopyHint move : update.moves()) {
            Region moved = lossy.intersect(move.source()).translate(move.dx(), move.dy());
            lossy = lossy.subtract(move.destination()).union(moved);
        }
        lossy = ViewerPicture.bounded(lossy.subtract(update.drawn()).union(update.lossy()));
        changedNow =
                ViewerPicture.bounded(changedNow.union(update.changed()).union(update.lossy()));
    }

    /// The picture has another size, and the viewer has nothing of it.
    public void clear() {
        lossy = Region.EMPTY;
    }

    /// What is lossy and rests.
    ///
    /// @param now the time in nanoseconds
    public Region resting(long now) {
        if (lossy.isEmpty()) {
            return Region.EMPTY;
        }
        turnTo(now);
        return lossy.subtract(changedNow).subtract(changedBefore);
    }

    /// How long until more may rest than does now; 0 if nothing more will, without an update.
    ///
    /// @param now the time in nanoseconds
    public long nanosToRest(long now) {
        turnTo(now);
        boolean moving =
                !lossy.intersect(changedNow).isEmpty() || !lossy.intersect(changedBefore).isEmpty();
        return moving ? turnBegan + TURN_NANOS - now : 0;
    }

    private void turnTo(long now) {
        long turns = (now - turnBegan) / TURN_NANOS;
        if (turns > 0) {
            changedBefore = turns == 1 ? changedNow : Region.EMPTY;
            changedNow = Region.EMPTY;
            turnBegan += turns * TURN_NANOS;
        }
    }
}
