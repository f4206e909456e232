package weft.cli.e2e;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pictures that a server has shown lately, as viewers of each format see them. From any
/// thread.
final class ShownPictures {

    /// So many are remembered: more than any viewer can be behind.
    private static final int MOST = 1000;

    private final Map<ViewerFormat, Map<Integer, Integer>> times = new HashMap<>();
    private final Deque<List<Integer>> order = new ArrayDeque<>();

    /// The server is about to show this.
    synchronized void add(Picture picture) {
        List<Integer> fingerprints =
                ViewerFormat.ALL.stream()
                        .map(format -> format.seen(picture).fingerprint())
                        .toList();
        order.add(fingerprints);
        count(fingerprints, 1);
        if (order.size() > MOST) {
            count(order.remove(), -1);
        }
    }

    private void count(List<Integer> fingerprints, int change) {
        for (int i = 0; i < fingerprints.size(); i++) {
            times.computeIfAbsent(ViewerFormat.ALL.get(i), _ -> new HashMap<>())
                    .compute(
                            fingerprints.get(i),
                            (_, now) -> {
                                int sum = (now == null ? 0 : now) + change;
                                return sum == 0 ? null : sum;
                            });
        }
    }

    /// Whether a viewer of this format can have got this.
    synchronized boolean has(ViewerFormat format, int fingerprint) {
        return times.getOrDefault(format, Map.of()).containsKey(fingerprint);
    }
}
