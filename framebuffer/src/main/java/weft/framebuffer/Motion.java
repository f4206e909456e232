package weft.framebuffer;

import java.util.concurrent.TimeUnit;

/// The place of a tile in a sequence of tiles that replace each other quickly.
///
/// Looking at pixels takes time; so what somebody has seen in one tile of a sequence holds for a
/// while for those that follow it.
final class Motion {

    /// Of a tile that was always there; in no sequence.
    static final Motion NONE = new Motion(new Sequence(), 0, 0);

    /// Tiles that follow each other within this time move: twelve a second or more.
    static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(84);

    /// With so many tiles it is a sequence.
    static final int SHORTEST = 4;

    /// What was seen so many tiles ago does not hold any more.
    static final int FORGOTTEN = 64;

    /// What all tiles of a sequence know.
    private static final class Sequence {
        /// The place of the last tile that showed a photo.
        private volatile long photo = Long.MIN_VALUE / 2;
    }

    private final Sequence sequence;
    private final long place;
    private final long since;

    private Motion(Sequence sequence, long place, long since) {
        this.sequence = sequence;
        this.place = place;
        this.since = since;
    }

    /// Of the tile that follows.
    ///
    /// @param now the time in nanoseconds
    Motion next(long now) {
        return this != NONE && now - since <= QUICK_NANOS
                ? new Motion(sequence, place + 1, now)
                : new Motion(new Sequence(), 1, now);
    }

    void photoSeen() {
        if (this != NONE) {
            sequence.photo = Math.max(sequence.photo, place);
        }
    }

    boolean isVideo() {
        return place >= SHORTEST && place - sequence.photo < FORGOTTEN;
    }
}
