package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds where the mean squared difference of the colours is small.
final class SimilarSearch extends Search {

    private record Place(int x, int y, long squares) {}

    private final double similarity;
    private final Plane[] planes;

    SimilarSearch(Picture needle, double similarity) {
        super(needle);
        checkSomethingShown();
        this.similarity = similarity;
        this.planes = Plane.colours(needle);
    }

    @Override
    public Optional<Found> best(Picture haystack, Rect within) {
        Rect places = places(haystack, within);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        SquaredDifferences differences = differences(haystack, places);
        long limit = limit(differences);
        int foundX = -1;
        int foundY = -1;
        for (int y = 0; y < places.height(); y++) {
            for (int x = 0; x < places.width(); x++) {
                long squares = differences.at(x, y, limit);
                if (squares <= limit) {
                    foundX = x;
                    foundY = y;
                    limit = squares - 1; // only a better one counts from now on
                }
            }
        }
        return foundX < 0
                ? Optional.empty()
                : Optional.of(found(new Place(foundX, foundY, limit + 1), places, differences));
    }

    @Override
    public List<Found> all(Picture haystack, Rect within) {
        Rect places = places(haystack, within);
        if (places.isEmpty()) {
            return List.of();
        }
        SquaredDifferences differences = differences(haystack, places);
        long limit = limit(differences);
        List<Place> similar = new ArrayList<>();
        for (int y = 0; y < places.height(); y++) {
            for (int x = 0; x < places.width(); x++) {
                long squares = differences.at(x, y, limit);
                if (squares <= limit) {
                    similar.add(new Place(x, y, squares));
                }
            }
        }
        similar.sort(Comparator.comparingLong(Place::squares));
        return withoutOverlaps(similar, places, differences);
    }

    private List<Found> withoutOverlaps(
            List<Place> bestFirst, Rect places, SquaredDifferences differences) {
        BitSet taken = new BitSet(places.width() * places.height());
        List<Found> found = new ArrayList<>();
        for (Place place : bestFirst) {
            if (!taken.get(place.y * places.width() + place.x)) {
                found.add(found(place, places, differences));
                int from = Math.max(place.x - needle.width() + 1, 0);
                int to = Math.min(place.x + needle.width(), places.width());
                int bottom = Math.min(place.y + needle.height(), places.height());
                for (int y = Math.max(place.y - needle.height() + 1, 0); y < bottom; y++) {
                    taken.set(y * places.width() + from, y * places.width() + to);
                }
            }
        }
        return found;
    }

    /// Of the part of the haystack that the places reach.
    private SquaredDifferences differences(Picture haystack, Rect places) {
        Picture part =
                haystack.part(
                        new Rect(
                                places.x(),
                                places.y(),
                                places.width() + needle.width() - 1,
                                places.height() + needle.height() - 1));
        return new SquaredDifferences(Plane.colours(part), planes, needle);
    }

    private long limit(SquaredDifferences differences) {
        return (long) (Similarity.meanSquare(similarity) * differences.compared() + 0.5);
    }

    private Found found(Place place, Rect places, SquaredDifferences differences) {
        double mean = (double) place.squares / Math.max(differences.compared(), 1);
        return new Found(
                areaAt(places.x() + place.x, places.y() + place.y), Similarity.ofMeanSquare(mean));
    }
}
