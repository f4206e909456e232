package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.framebuffer.CopyHint;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.List;

class LossyRegionTest {
    private static final long TURN = LossyRegion.TURN_NANOS;
    private static final Rect LEFT = new Rect(0, 0, 100, 100);
    private static final Rect RIGHT = new Rect(200, 0, 100, 100);

    private final LossyRegion lossy = new LossyRegion();

    private static Region region(Rect... rects) {
        return Region.of(List.of(rects));
    }

    private void sendLossily(long now, Rect... rects) {
        Region drawn = region(rects);
        lossy.sent(new UpdateEncoder.Result(drawn, List.of(), drawn, drawn, drawn, true), now);
    }

    private void sendExactly(long now, Region changed, Rect drawn) {
        lossy.sent(
                new UpdateEncoder.Result(
                        changed, List.of(), region(drawn), region(drawn), Region.EMPTY, true),
                now);
    }

    @Test
    void nothingLossy_nothingRestsAndNoTimeIsWaited() {
        sendExactly(0, region(LEFT), LEFT);
        assertEquals(Region.EMPTY, lossy.resting(10 * TURN));
        assertEquals(0, lossy.nanosToRest(10 * TURN));
    }

    @Test
    void lossy_restsAfterATurnWithoutChange() {
        sendLossily(TURN / 2, LEFT);
        assertEquals(Region.EMPTY, lossy.resting(2 * TURN - 1));
        assertEquals(1, lossy.nanosToRest(2 * TURN - 1));
        assertEquals(region(LEFT), lossy.resting(2 * TURN));
        assertEquals(0, lossy.nanosToRest(2 * TURN));
    }

    @Test
    void lossy_thatChangesInEveryTurn_neverRests() {
        sendLossily(0, RIGHT);
        for (int turn = 0; turn < 20; turn++) {
            sendLossily(turn * TURN + TURN - 1, LEFT);
        }
        assertEquals(region(RIGHT), lossy.resting(20 * TURN));
        assertEquals(region(LEFT, RIGHT), lossy.resting(21 * TURN));
    }

    @Test
    void lossy_sentExactly_isNotLossyAnyMore() {
        sendLossily(0, LEFT, RIGHT);
        sendExactly(3 * TURN, Region.EMPTY, LEFT);
        assertEquals(region(RIGHT), lossy.resting(3 * TURN));
        sendExactly(3 * TURN, Region.EMPTY, RIGHT);
        assertEquals(Region.EMPTY, lossy.resting(9 * TURN));
    }

    @Test
    void lossy_thatWasCopied_isLossyThereToo() {
        sendLossily(0, LEFT);
        var move = new CopyHint(new Rect(50, 300, 100, 50), 50, 300);
        Region changed = region(move.destination());
        lossy.sent(
                new UpdateEncoder.Result(
                        changed,
                        List.of(move),
                        Region.EMPTY,
                        Region.of(move.destination()),
                        Region.EMPTY,
                        true),
                TURN);
        assertEquals(region(LEFT), lossy.resting(2 * TURN));
        assertEquals(region(LEFT, move.destination()), lossy.resting(3 * TURN));
    }

    @Test
    void exact_thatWasCopiedOverLossy_isExact() {
        sendLossily(0, LEFT);
        var move = new CopyHint(LEFT, -200, 0);
        lossy.sent(
                new UpdateEncoder.Result(
                        region(LEFT),
                        List.of(move),
                        Region.EMPTY,
                        region(LEFT),
                        Region.EMPTY,
                        true),
                0);
        assertEquals(Region.EMPTY, lossy.resting(9 * TURN));
    }

    @Test
    void resized_nothingIsLossy() {
        sendLossily(0, LEFT);
        lossy.clear();
        assertEquals(Region.EMPTY, lossy.resting(9 * TURN));
    }
}
