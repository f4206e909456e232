package weft.framebuffer.testcard;

import weft.framebuffer.Rect;

/// A photo-like picture: an evening sky with clouds over mountains and a lake, with grain.
///
/// It has what photographs have and drawings have not: thousands of colours, soft edges and noise.
/// It is computed from hashes and strict arithmetic, so that it is the same everywhere.
final class Landscape {

    private static final double HORIZON = 0.66;
    private static final double SUN_X = 0.68;
    private static final double SUN_Y = 0.50;
    private static final int RANGES = 3;
    private static final int GRAIN = 9;

    private final double width;
    private final double height;

    private Landscape(Rect area) {
        width = Math.max(1, area.width());
        height = Math.max(1, area.height());
    }

    static void draw(Rect area, Canvas canvas) {
        Landscape landscape = new Landscape(area);
        for (int y = 0; y < area.height(); y++) {
            for (int x = 0; x < area.width(); x++) {
                canvas.pixel(area.x() + x, area.y() + y, landscape.pixel(x, y));
            }
        }
    }

    private int pixel(int x, int y) {
        double u = x / height;
        double v = y / height;
        Colour colour;
        if (v < HORIZON) {
            colour = land(u, v);
        } else {
            double depth = (v - HORIZON) / (1 - HORIZON);
            double ripple = (Noise.fractal(u * 9, v * 90, 3) - 0.5) * 0.10 * (0.25 + depth);
            double mirrored = Math.clamp(HORIZON - (v - HORIZON) * 1.6 + ripple, 0, HORIZON);
            double glitter = Math.max(0, Noise.fractal(u * 30, v * 160, 2) - 0.62);
            colour =
                    land(u + ripple * 0.4, mirrored)
                            .mix(new Colour(0.05, 0.12, 0.20), 0.35 + 0.25 * depth)
                            .plus(new Colour(1.0, 0.75, 0.45), glitter);
        }
        double grain = (Noise.hash(x, y) - 0.5) * GRAIN / 255;
        return colour.plus(new Colour(1, 1, 1), grain).rgb();
    }

    /// What stands over the lake: the nearest mountain range that reaches this high, or the sky.
    private Colour land(double u, double v) {
        for (int range = RANGES - 1; range >= 0; range--) {
            double near = (range + 1.0) / RANGES;
            double ridge =
                    HORIZON
                            - (0.34 - 0.22 * near)
                            + 0.26 * (Noise.fractal(u * (1.6 + 1.7 * range), 7.0 * range, 5) - 0.5);
            if (v > ridge) {
                double rock = Noise.fractal(u * 22, v * 40 + 31 * range, 4);
                double haze = Math.clamp((v - ridge) * 2.4, 0, 0.5);
                return new Colour(0.30, 0.33, 0.50)
                        .mix(new Colour(0.07, 0.12, 0.10), near)
                        .plus(new Colour(0.30, 0.26, 0.20), (rock - 0.5) * (0.5 + near * 0.5))
                        .mix(new Colour(0.80, 0.60, 0.52), haze * (1 - near));
            }
        }
        return sky(u, v);
    }

    private Colour sky(double u, double v) {
        double down = Math.clamp(v / HORIZON, 0, 1);
        double sunX = u - SUN_X * width / height;
        double sunY = v - SUN_Y * HORIZON;
        double distance = StrictMath.sqrt(sunX * sunX + sunY * sunY);
        double glow = StrictMath.exp(-distance * 4.5);
        double disc = Math.clamp((0.055 - distance) * 140, 0, 1);
        double cloud = Math.clamp((Noise.fractal(u * 2.4 + 3, v * 7.5, 6) - 0.48) * 3.2, 0, 1);
        return new Colour(0.10, 0.23, 0.52)
                .mix(new Colour(0.96, 0.62, 0.42), down)
                .plus(new Colour(1.0, 0.55, 0.15), glow * 0.7)
                .mix(new Colour(0.98, 0.80, 0.72).plus(new Colour(1, 0.6, 0.2), glow), cloud * 0.7)
                .mix(new Colour(1.0, 0.96, 0.82), disc * (1 - 0.5 * cloud));
    }

    /// A colour in the course of the computation, 0 to 1 a channel, and beyond.
    private record Colour(double red, double green, double blue) {

        Colour mix(Colour other, double share) {
            return new Colour(
                    red + (other.red - red) * share,
                    green + (other.green - green) * share,
                    blue + (other.blue - blue) * share);
        }

        Colour plus(Colour light, double amount) {
            return new Colour(
                    red + light.red * amount,
                    green + light.green * amount,
                    blue + light.blue * amount);
        }

        int rgb() {
            return channel(red) << 16 | channel(green) << 8 | channel(blue);
        }

        private static int channel(double value) {
            return (int) (Math.clamp(value, 0, 1) * 255 + 0.5);
        }
    }
}
