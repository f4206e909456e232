package weft.framebuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Looks for one shift, up and down or left and right, by which much of an area moved.
///
/// The area is seen in lanes as wide as a tile, along the direction. Each line across a lane has a
/// hash, kept by the tile. A line whose hash turns up once in the older frame and elsewhere in the
/// newer one votes for the shift between the two; blank lines turn up often and have no vote.
final class Scrolls {

    /// The directions, and how a shift looks in each.
    enum Direction {
        VERTICAL,
        HORIZONTAL;

        int dx(int shift) {
            return this == HORIZONTAL ? shift : 0;
        }

        int dy(int shift) {
            return this == VERTICAL ? shift : 0;
        }
    }

    /// So many lines of a tile's width must agree.
    private static final int FEWEST_VOTES = 12;

    /// Shorter runs of lines are not worth a rectangle of their own.
    private static final int SHORTEST_RUN = 12;

    /// A run must have so many lines that changed.
    private static final int WORTHWHILE = 4;

    private static final int SAMPLED_LANES = 10;

    /// In video hardly anything ever moves as a whole.
    private static final int SAMPLED_LANES_OF_VIDEO = 3;

    private static final int FREE = -1;
    private static final int TWICE = -2;

    private final Direction direction;
    private final int firstLane;
    private final int start;
    private final int length;
    private final Frame older;
    private final Frame newer;
    private final Lane[] lanes;
    private final int sampledLanes;

    Scrolls(Frame older, Frame newer, Rect area, Direction direction) {
        this.direction = direction;
        boolean vertical = direction == Direction.VERTICAL;
        int from = vertical ? area.x() : area.y();
        int to = vertical ? area.right() : area.bottom();
        firstLane = from / Tile.SIZE;
        start = vertical ? area.y() : area.x();
        length = vertical ? area.height() : area.width();
        lanes = new Lane[(to - 1) / Tile.SIZE - firstLane + 1];
        this.older = older;
        this.newer = newer;
        var middle = new Rect(area.x() + area.width() / 2, area.y() + area.height() / 2, 1, 1);
        sampledLanes = newer.isVideo(middle) ? SAMPLED_LANES_OF_VIDEO : SAMPLED_LANES;
    }

    /// The hashes of the lines of a lane, in both frames.
    ///
    /// @param open the lines that changed and are not settled yet
    @SuppressWarnings("ArrayRecordComponent")
    private record Lane(int[] before, int[] now, BitSet open) {

        static Lane of(int[] before, int[] now) {
            var open = new BitSet(now.length);
            for (int i = 0; i < now.length; i++) {
                if (before[i] != now[i]) {
                    open.set(i);
                }
            }
            return new Lane(before, now, open);
        }
    }

    private Lane lane(int index) {
        Lane lane = lanes[index];
        if (lane == null) {
            lane = Lane.of(hashes(older, firstLane + index), hashes(newer, firstLane + index));
            lanes[index] = lane;
        }
        return lane;
    }

    private int[] hashes(Frame frame, int lane) {
        int[] hashes = new int[length];
        int at = start;
        while (at < start + length) {
            int index = at / Tile.SIZE;
            int inside = at % Tile.SIZE;
            int count = Math.min(Tile.SIZE - inside, start + length - at);
            int[] ofTile =
                    direction == Direction.VERTICAL
                            ? frame.tile(lane, index).rowHashes()
                            : frame.tile(index, lane).columnHashes();
            System.arraycopy(ofTile, inside, hashes, at - start, count);
            at += count;
        }
        return hashes;
    }

    /// The shift that most lines vote for; 0 if too few agree on any. If nobody agrees in a sample
    /// of the lanes, as in a video, the others are not asked.
    int shift() {
        int[] votes = new int[2 * length];
        int[] table = new int[Integer.highestOneBit(Math.max(4, 4 * length - 1))];
        int step = 1 + lanes.length / sampledLanes;
        for (int first = 0; first < step; first++) {
            for (int i = first; i < lanes.length; i += step) {
                Lane lane = lane(i);
                if (!lane.open.isEmpty()) {
                    vote(lane, table, votes);
                }
            }
            if (first == 0 && step > 1 && votes[best(votes)] < FEWEST_VOTES / 2) {
                return 0;
            }
        }
        int best = best(votes);
        return votes[best] >= FEWEST_VOTES ? best - length : 0;
    }

    private static int best(int[] votes) {
        int best = votes.length / 2;
        for (int i = 1; i < votes.length; i++) {
            if (votes[i] > votes[best]) {
                best = i;
            }
        }
        return best;
    }

    /// The lines of `destination` have no vote any more: it is known where they come from.
    void settle(Rect destination) {
        boolean vertical = direction == Direction.VERTICAL;
        int from = vertical ? destination.y() : destination.x();
        int to = vertical ? destination.bottom() : destination.right();
        int firstCovered = (vertical ? destination.x() : destination.y()) + Tile.SIZE - 1;
        int end = vertical ? destination.right() : destination.bottom();
        int last = end == (vertical ? newer.width() : newer.height()) ? end + Tile.SIZE - 1 : end;
        for (int i = Math.max(0, firstCovered / Tile.SIZE - firstLane);
                i < Math.min(lanes.length, last / Tile.SIZE - firstLane);
                i++) {
            lane(i).open
                    .clear(Math.clamp(from - start, 0, length), Math.clamp(to - start, 0, length));
        }
    }

    private void vote(Lane lane, int[] table, int[] votes) {
        int[] old = lane.before;
        int[] fresh = lane.now;
        Arrays.fill(table, FREE);
        int mask = table.length - 1;
        for (int i = 0; i < length; i++) {
            int slot = find(table, mask, old, old[i]);
            table[slot] = table[slot] == FREE ? i : twice(table, slot);
        }
        BitSet open = lane.open;
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            int at = table[find(table, mask, old, fresh[i])];
            if (at >= 0) {
                votes[i - at + length]++;
            }
        }
    }

    /* A line that turned up again stays in its slot, told apart by a number below FREE. */
    private static int twice(int[] table, int slot) {
        return table[slot] <= TWICE ? table[slot] : TWICE - table[slot];
    }

    private static int find(int[] table, int mask, int[] lines, int hash) {
        int slot = hash & mask;
        while (table[slot] != FREE) {
            int line = table[slot] <= TWICE ? TWICE - table[slot] : table[slot];
            if (lines[line] == hash) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// Where the lines are those that were `shift` before, as far as their hashes tell.
    List<Rect> destinations(int shift) {
        List<Rect> runs = new ArrayList<>();
        int first = Math.max(0, shift);
        int last = Math.min(length, length + shift);
        for (int index = 0; index < lanes.length; index++) {
            Lane lane = lane(index);
            int runStart = first;
            for (int i = first; i <= last; i++) {
                if (i < last && lane.now[i] == lane.before[i - shift]) {
                    continue;
                }
                if (i - runStart >= SHORTEST_RUN && isWorthwhile(lane.open, runStart, i)) {
                    runs.add(rect(index, runStart, i - runStart));
                }
                runStart = i + 1;
            }
        }
        return largest(Region.of(runs).intersect(newer.area()));
    }

    private static boolean isWorthwhile(BitSet open, int from, int to) {
        int count = 0;
        for (int i = open.nextSetBit(from); i >= 0 && i < to; i = open.nextSetBit(i + 1)) {
            if (++count == WORTHWHILE) {
                return true;
            }
        }
        return false;
    }

    private Rect rect(int lane, int from, int count) {
        int across = (firstLane + lane) * Tile.SIZE;
        return direction == Direction.VERTICAL
                ? new Rect(across, start + from, Tile.SIZE, count)
                : new Rect(start + from, across, count, Tile.SIZE);
    }

    /// Few large rectangles out of the many that a region has: those of one width that touch are
    /// one already, and slivers are not worth a copy.
    private static List<Rect> largest(Region region) {
        return region.rects().stream()
                .filter(rect -> rect.area() >= Tile.SIZE * SHORTEST_RUN)
                .toList();
    }
}
