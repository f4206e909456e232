package weft.server.session;

/// The buttons that viewers hold down, all together: a button that two of them hold is down until
/// both let it go, and one that drags is not disturbed by another who moves. All calls are under
/// the global lock.
final class HeldButtons {

    private final int[] holders = new int[Integer.SIZE];
    private int mask;

    /// A viewer holds others than before.
    ///
    /// @return what is held by anybody now
    int change(int before, int after) {
        int changed = before ^ after;
        while (changed != 0) {
            int button = Integer.numberOfTrailingZeros(changed);
            int bit = 1 << button;
            holders[button] += (after & bit) != 0 ? 1 : -1;
            mask = holders[button] > 0 ? mask | bit : mask & ~bit;
            changed &= ~bit;
        }
        return mask;
    }
}
