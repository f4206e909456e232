package weft.framebuffer.match;

/// Tells smoothed edges from content, by the rule that pixelmatch documents: "Anti-aliased Pixel
/// and Intensity Slope Detector", V. Vysniauskas, 2009.
///
/// A pixel on a slope from dark to bright is smoothing: at most two of its neighbours are as bright
/// as it is, some are darker and some brighter, and the darkest or the brightest of them belongs to
/// an area of one colour in both pictures. Being at the edge counts as one equal neighbour.
final class Antialiasing {

    private static final int MANY = 3;

    private Antialiasing() {}

    /// Whether the pixel is smoothing in either picture; both have at least the size given.
    static boolean at(Picture one, Picture other, int x, int y, int width, int height) {
        return isSmoothing(one, other, x, y, width, height)
                || isSmoothing(other, one, x, y, width, height);
    }

    private static boolean isSmoothing(
            Picture picture, Picture other, int x, int y, int width, int height) {
        int[] pixels = picture.array();
        double centre = Yiq.brightness(pixels[picture.index(x, y)]);
        int equal = isAtEdge(x, y, width, height) ? 1 : 0;
        double least = 0;
        double most = 0;
        int darkestX = 0;
        int darkestY = 0;
        int brightestX = 0;
        int brightestY = 0;
        for (int nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
            for (int ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
                if (nx == x && ny == y) {
                    continue;
                }
                double slope = Yiq.brightness(pixels[picture.index(nx, ny)]) - centre;
                if (slope == 0) {
                    equal++;
                    if (equal >= MANY) {
                        return false;
                    }
                } else if (slope < least) {
                    least = slope;
                    darkestX = nx;
                    darkestY = ny;
                } else if (slope > most) {
                    most = slope;
                    brightestX = nx;
                    brightestY = ny;
                }
            }
        }
        return least < 0
                && most > 0
                && (isArea(picture, other, darkestX, darkestY, width, height)
                        || isArea(picture, other, brightestX, brightestY, width, height));
    }

    private static boolean isArea(Picture one, Picture other, int x, int y, int width, int height) {
        return hasManyEqualNeighbours(one, x, y, width, height)
                && hasManyEqualNeighbours(other, x, y, width, height);
    }

    private static boolean hasManyEqualNeighbours(
            Picture picture, int x, int y, int width, int height) {
        int[] pixels = picture.array();
        int centre = pixels[picture.index(x, y)] & ~Picture.MASK;
        int equal = isAtEdge(x, y, width, height) ? 1 : 0;
        for (int ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
            for (int nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
                boolean neighbour = nx != x || ny != y;
                if (neighbour
                        && (pixels[picture.index(nx, ny)] & ~Picture.MASK) == centre
                        && ++equal >= MANY) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAtEdge(int x, int y, int width, int height) {
        return x == 0 || y == 0 || x == width - 1 || y == height - 1;
    }
}
