package weft.cli.bench.scene;

import java.util.Random;

/// Makes up text.
final class Words {

    private static final String[] SYLLABLES = {
        "warp", "weft", "loom", "tile", "ra", "ne", "fra", "me", "buf", "fer", "co", "pix", "el",
        "in", "de", "ta", "ver", "sion", "un", "re", "al", "to", "s", "n", "/", "-"
    };

    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    /// A line of words, at most `length` characters.
    String line(int length) {
        var line = new StringBuilder();
        while (line.length() < length) {
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                line.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            line.append(random.nextInt(8) == 0 ? ", " + random.nextInt(10_000) + " " : " ");
        }
        return line.substring(0, Math.max(0, length));
    }
}
