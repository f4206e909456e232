package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a screen looks like, in openQA's way: a picture of all of it, and the areas that matter.
///
/// An area is looked for around its place, in grey, smoothed by a Gaussian of 3x3 pixels. Its
/// similarity is 0.9 + (40 - MSE) / 380, within 0 and 1; where several places are equally similar
/// the closest one counts. What an area of type [NeedleArea.Type#EXCLUDE] covers is painted over in
/// both pictures first.
///
/// The picture is asked for when it is needed, and not kept; of the areas what the comparison needs
/// is. Any thread may use a needle.
public final class Needle {

    private final String name;
    private final Supplier<Picture> picture;
    private final List<NeedleArea> areas;
    private final List<String> tags;
    private final Optional<String> workaround;

    private volatile Plane[] prepared = {};

    /// A needle with at least one area to match or to read; of all areas' click points there is one
    /// at most, or all have an id.
    ///
    /// @param workaround what it works around, empty if it is known only that it does
    public Needle(
            String name,
            Supplier<Picture> picture,
            List<NeedleArea> areas,
            List<String> tags,
            Optional<String> workaround) {
        this.name = name;
        this.picture = picture;
        this.areas = List.copyOf(areas);
        this.tags = List.copyOf(tags);
        this.workaround = workaround;
        if (areas.stream().allMatch(area -> area.type() == NeedleArea.Type.EXCLUDE)) {
            throw new IllegalArgumentException(
                    "the needle " + name + " needs an area of type match or ocr");
        }
        List<ClickPoint> points = clickPoints();
        if (points.size() > 1 && points.stream().anyMatch(point -> point.id().isEmpty())) {
            throw new IllegalArgumentException(
                    "the needle %s has %d click points, which need an id each"
                            .formatted(name, points.size()));
        }
    }

    public String name() {
        return name;
    }

    public Picture picture() {
        return picture.get();
    }

    public List<NeedleArea> areas() {
        return areas;
    }

    public List<String> tags() {
        return tags;
    }

    public boolean hasTag(String tag) {
        return tags.contains(tag);
    }

    /// What it works around, if it is a workaround; possibly an empty text.
    public Optional<String> workaround() {
        return workaround;
    }

    private List<ClickPoint> clickPoints() {
        return areas.stream().flatMap(area -> area.clickPoint().stream()).toList();
    }

    /// Looks for the areas around their places, each as far as its margin reaches.
    public NeedleMatch match(Picture screen) {
        return match(screen, false);
    }

    /// Looks for the areas everywhere.
    public NeedleMatch matchAnywhere(Picture screen) {
        return match(screen, true);
    }

    private NeedleMatch match(Picture screen, boolean anywhere) {
        Plane[] planes = prepared();
        List<NeedleMatch.Area> matches = new ArrayList<>();
        for (int i = 0; i < areas.size(); i++) {
            NeedleArea area = areas.get(i);
            if (area.type() == NeedleArea.Type.MATCH) {
                Rect within = anywhere ? screen.area() : Search.around(area.rect(), area.margin());
                matches.add(find(area, planes[i], screen, within.intersect(screen.area())));
            }
        }
        return new NeedleMatch(this, matches);
    }

    private Plane[] prepared() {
        Plane[] planes = prepared;
        if (planes.length == 0) {
            Picture all = picture.get().unmasked();
            planes = new Plane[areas.size()];
            for (int i = 0; i < planes.length; i++) {
                Rect rect = areas.get(i).rect();
                if (!all.area().contains(rect)) {
                    throw new IllegalArgumentException(
                            "the area %s of the needle %s is not within its picture of %dx%d"
                                    .formatted(rect, name, all.width(), all.height()));
                }
                planes[i] = smoothed(all, rect);
            }
            prepared = planes;
        }
        return planes;
    }

    /// The smoothed brightness of an area of a picture. The pixels around it have a share in it.
    private Plane smoothed(Picture all, Rect area) {
        Rect wider = Search.around(area, 1).intersect(all.area());
        Picture part = Picture.of(painted(all, wider), wider.width(), wider.height());
        return Plane.grey(part).smoothed().part(area.translate(-wider.x(), -wider.y()));
    }

    /// The pixels of a part of a picture, black where they are excluded.
    private int[] painted(Picture all, Rect part) {
        int[] pixels = all.part(part).pixels();
        for (NeedleArea area : areas) {
            if (area.type() == NeedleArea.Type.EXCLUDE) {
                Rect hidden = area.rect().intersect(part).translate(-part.x(), -part.y());
                for (int y = hidden.y(); y < hidden.bottom(); y++) {
                    int row = y * part.width();
                    Arrays.fill(pixels, row + hidden.x(), row + hidden.right(), 0);
                }
            }
        }
        return pixels;
    }

    private NeedleMatch.Area find(NeedleArea area, Plane wanted, Picture screen, Rect within) {
        Rect rect = area.rect();
        if (within.width() < rect.width() || within.height() < rect.height()) {
            return new NeedleMatch.Area(area, rect, 0);
        }
        Plane[] large = {smoothed(screen.unmasked(), within)};
        var differences = new SquaredDifferences(large, new Plane[] {wanted});
        int across = within.width() - rect.width() + 1;
        int down = within.height() - rect.height() + 1;
        long least = least(differences, across, down);
        double best = Similarity.ofMeanSquare((double) least / differences.compared());
        // as similar, to three decimals
        double bound = Similarity.meanSquare(best - 0.0005) * differences.compared();
        long limit = Math.max(least, (long) bound);
        long nearest = Long.MAX_VALUE;
        long squares = least;
        Rect place = rect;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                long dx = (long) within.x() + x - rect.x();
                long dy = (long) within.y() + y - rect.y();
                long distance = dx * dx + dy * dy;
                if (distance < nearest) {
                    long here = differences.at(x, y, limit);
                    if (here <= limit) {
                        nearest = distance;
                        squares = here;
                        place =
                                new Rect(
                                        within.x() + x,
                                        within.y() + y,
                                        rect.width(),
                                        rect.height());
                    }
                }
            }
        }
        double mean = (double) squares / differences.compared();
        return new NeedleMatch.Area(area, place, Similarity.ofMeanSquare(mean));
    }

    private static long least(SquaredDifferences differences, int across, int down) {
        long least = Long.MAX_VALUE - 1;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                least = Math.min(least, differences.at(x, y, least));
            }
        }
        return least;
    }

    /// How all of these needles match, the best first: those that match, then by the error, then
    /// those that are no workaround, then by name.
    public static List<NeedleMatch> match(List<Needle> needles, Picture screen) {
        return needles.stream()
                .map(needle -> needle.match(screen))
                .sorted(
                        Comparator.comparing((NeedleMatch match) -> !match.matches())
                                .thenComparingDouble(NeedleMatch::error)
                                .thenComparing(match -> match.needle().workaround().isPresent())
                                .thenComparing(match -> match.needle().name()))
                .toList();
    }

    @Override
    public String toString() {
        return "needle " + name;
    }
}
