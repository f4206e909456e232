package weft.server.hostile;

import java.util.ArrayList;
import java.util.List;

/// What the inputs of one group did to others, as it was measured.
final class GroupFigures {
    static final List<String> TITLES =
            List.of(
                    "group",
                    "runs",
                    "lock held, in 99 of 100 runs",
                    "in 9999 of 10 000",
                    "at the most",
                    "during",
                    "pictures beside it",
                    "added to them in the middle",
                    "in 99 of 100",
                    "at the most");

    private static final double MILLION = 1e6;
    private static final double MOST = 0.99;
    private static final double NEARLY_ALL = 0.9999;

    private final List<Long> holds = new ArrayList<>();
    private final List<Long> beside = new ArrayList<>();
    private long longest = -1;
    private String during = "";

    /// One input of it.
    ///
    /// @param longestHolds of the lock, in each run
    /// @param latencies of the pictures that the canary was shown meanwhile
    void add(String id, List<Long> longestHolds, List<Long> latencies) {
        holds.addAll(longestHolds);
        beside.addAll(latencies);
        for (long hold : longestHolds) {
            if (hold > longest) {
                longest = hold;
                during = id;
            }
        }
    }

    /// A row of the table.
    ///
    /// @param alone latencies of pictures that the canary was shown beside nobody
    List<String> cells(String group, List<Long> alone) {
        return List.of(
                group,
                String.valueOf(holds.size()),
                milliseconds(part(holds, MOST)),
                milliseconds(part(holds, NEARLY_ALL)),
                milliseconds(part(holds, 1)),
                during,
                String.valueOf(beside.size()),
                milliseconds(part(beside, 0.5) - part(alone, 0.5)),
                milliseconds(part(beside, MOST) - part(alone, MOST)),
                milliseconds(part(beside, 1) - part(alone, MOST)));
    }

    private static String milliseconds(double value) {
        return "%.1f ms".formatted(value);
    }

    /// In milliseconds, how much so large a part of them does not exceed.
    static double part(List<Long> values, double part) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size())))
                / MILLION;
    }
}
