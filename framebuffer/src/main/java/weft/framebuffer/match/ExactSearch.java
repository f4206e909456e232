package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds where every pixel is the same: wherever the pixel of the needle's rarest colour may be,
/// the other pixels are compared, row by row.
final class ExactSearch extends Search {

    /// Pixels of a row that are not masked.
    private record Run(int x, int y, int length) {}

    private final int[] pixels;
    private final Run[] runs;
    private final int anchorX;
    private final int anchorY;
    private final int anchorColour;

    ExactSearch(Picture needle) {
        super(needle);
        checkSomethingShown();
        pixels = needle.copyPixels();
        int anchor = rarest(pixels);
        anchorX = anchor % needle.width();
        anchorY = anchor / needle.width();
        anchorColour = pixels[anchor] & ~Picture.MASK;
        runs = runs();
    }

    private static int rarest(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            if ((pixel & Picture.MASK) == 0) {
                counts.merge(pixel, 1, Integer::sum);
            }
        }
        int rarest = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < pixels.length; i++) {
            int count = counts.getOrDefault(pixels[i], Integer.MAX_VALUE);
            if (count < least) {
                least = count;
                rarest = i;
            }
        }
        return rarest;
    }

    /// Those near the anchor first: they are the most likely to differ.
    private Run[] runs() {
        List<Run> found = new ArrayList<>();
        int width = needle.width();
        for (int y = 0; y < needle.height(); y++) {
            int x = 0;
            while (x < width) {
                int start = x;
                while (x < width && (pixels[y * width + x] & Picture.MASK) == 0) {
                    x++;
                }
                if (x > start) {
                    found.add(new Run(start, y, x - start));
                }
                x++;
            }
        }
        found.sort(Comparator.comparingInt(run -> Math.abs(run.y - anchorY)));
        return found.toArray(Run[]::new);
    }

    @Override
    public Optional<Found> best(Picture haystack, Rect within) {
        return find(haystack, within, 1).stream().findFirst();
    }

    @Override
    public List<Found> all(Picture haystack, Rect within) {
        return find(haystack, within, Integer.MAX_VALUE);
    }

    private List<Found> find(Picture haystack, Rect within, int most) {
        Picture shown = haystack.unmasked();
        Rect places = places(shown, within);
        List<Found> found = new ArrayList<>();
        int[] freeFrom = new int[places.width()]; // the first row at which nothing overlaps
        int[] large = shown.array();
        for (int y = places.y(); y < places.bottom(); y++) {
            int row = shown.index(0, y + anchorY) + anchorX;
            for (int x = places.x(); x < places.right(); x++) {
                if (large[row + x] == anchorColour
                        && freeFrom[x - places.x()] <= y
                        && isAt(shown, x, y)) {
                    found.add(new Found(areaAt(x, y), 1));
                    if (found.size() == most) {
                        return found;
                    }
                    int from = Math.max(x - places.x() - needle.width() + 1, 0);
                    int to = Math.min(x - places.x() + needle.width(), freeFrom.length);
                    Arrays.fill(freeFrom, from, to, y + needle.height());
                }
            }
        }
        return found;
    }

    private boolean isAt(Picture haystack, int x, int y) {
        int[] large = haystack.array();
        for (Run run : runs) {
            int start = haystack.index(x + run.x, y + run.y);
            int own = run.y * needle.width() + run.x;
            if (!Arrays.equals(large, start, start + run.length, pixels, own, own + run.length)) {
                return false;
            }
        }
        return true;
    }
}
