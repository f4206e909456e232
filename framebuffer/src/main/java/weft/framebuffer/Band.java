package weft.framebuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows from `top` to `bottom`, in which pixels from each even to the next odd edge belong to
/// the region. A region is a list of these.
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into it
record Band(int top, int bottom, int[] edges) {

    enum Operation {
        UNION,
        INTERSECT,
        SUBTRACT;

        boolean keeps(boolean inA, boolean inB) {
            return switch (this) {
                case UNION -> inA || inB;
                case INTERSECT -> inA && inB;
                case SUBTRACT -> inA && !inB;
            };
        }
    }

    private static final int[] NO_EDGES = {};

    /// Sweeps over both lists from top to bottom, combining row by row where they change.
    static List<Band> combine(List<Band> a, List<Band> b, Operation operation) {
        List<Band> result = new ArrayList<>(a.size() + b.size());
        int i = 0;
        int j = 0;
        long y = Math.min(a.getFirst().top, b.getFirst().top);
        while (i < a.size() || j < b.size()) {
            Band bandA = i < a.size() ? a.get(i) : null;
            Band bandB = j < b.size() ? b.get(j) : null;
            boolean inA = bandA != null && bandA.top <= y;
            boolean inB = bandB != null && bandB.top <= y;
            long end = Long.MAX_VALUE;
            if (bandA != null) {
                end = Math.min(end, inA ? bandA.bottom : bandA.top);
            }
            if (bandB != null) {
                end = Math.min(end, inB ? bandB.bottom : bandB.top);
            }
            int[] edges =
                    combine(
                            inA && bandA != null ? bandA.edges : NO_EDGES,
                            inB && bandB != null ? bandB.edges : NO_EDGES,
                            operation);
            append(result, (int) y, (int) end, edges);
            y = end;
            if (bandA != null && bandA.bottom <= y) {
                i++;
            }
            if (bandB != null && bandB.bottom <= y) {
                j++;
            }
        }
        return result;
    }

    private static void append(List<Band> bands, int top, int bottom, int[] edges) {
        if (edges.length == 0) {
            return;
        }
        if (!bands.isEmpty()) {
            Band last = bands.getLast();
            if (last.bottom == top && Arrays.equals(last.edges, edges)) {
                bands.set(bands.size() - 1, new Band(last.top, bottom, edges));
                return;
            }
        }
        bands.add(new Band(top, bottom, edges));
    }

    private static int[] combine(int[] a, int[] b, Operation operation) {
        int[] edges = new int[a.length + b.length];
        int count = 0;
        int i = 0;
        int j = 0;
        boolean inside = false;
        while (i < a.length || j < b.length) {
            int x = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            if (i < a.length && a[i] == x) {
                i++;
            }
            if (j < b.length && b[j] == x) {
                j++;
            }
            boolean now = operation.keeps(i % 2 == 1, j % 2 == 1);
            if (now != inside) {
                edges[count++] = x;
                inside = now;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    boolean contains(int x) {
        for (int i = 0; i < edges.length; i += 2) {
            if (x >= edges[i] && x < edges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    long covered() {
        long covered = 0;
        for (int i = 0; i < edges.length; i += 2) {
            covered += (long) edges[i + 1] - edges[i];
        }
        return covered;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Band band
                && top == band.top
                && bottom == band.bottom
                && Arrays.equals(edges, band.edges);
    }

    @Override
    public int hashCode() {
        return (31 * top + bottom) * 31 + Arrays.hashCode(edges);
    }
}
