package weft.framebuffer.match;

import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A font of fixed width whose characters are recognized exactly, to read what a text screen shows.
///
/// A character is known by which pixels of its cell are of one colour and which of the other,
/// whatever these colours are; so inverse text is read too. A cell of one colour is a space. Of two
/// characters that look the same, such as the upper and the lower half of a block, the one that was
/// there first is read.
public final class ScreenFont {

    private static final int FIRST = ' ';
    private static final int LAST = '~';

    private final int width;
    private final int height;
    private final Map<String, Integer> characters;
    private final Map<Integer, String> looks;

    private ScreenFont(int width, int height) {
        this.width = width;
        this.height = height;
        this.characters = new HashMap<>();
        this.looks = new HashMap<>();
        add(Cells.PLAIN, ' ');
    }

    private void add(String look, int codePoint) {
        characters.putIfAbsent(look, codePoint);
        looks.putIfAbsent(codePoint, look);
    }

    /// The printable characters of ASCII in a font of Weft.
    public static ScreenFont of(BitmapFont font) {
        ScreenFont result = new ScreenFont(font.width(), font.height());
        Cells cells = new Cells(font.width(), font.height());
        int[] pixels = new int[font.width() * font.height()];
        for (char c = FIRST; c <= LAST; c++) {
            for (int i = 0; i < pixels.length; i++) {
                int bits = font.row(c, i / font.width());
                pixels[i] = bits >> (font.width() - 1 - i % font.width()) & 1;
            }
            result.add(cells.look(pixels, 0, font.width()), c);
        }
        return result;
    }

    /// The characters that a picture shows, whose text is known.
    ///
    /// @param sample begins with the first character's cell
    /// @param cellWidth pixels of a character, at most 32
    /// @param cellHeight pixels of a row, at most 64
    /// @param rows the text, which may be shorter than what the picture shows
    public static ScreenFont learn(
            Picture sample, int cellWidth, int cellHeight, List<String> rows) {
        ScreenFont result = new ScreenFont(cellWidth, cellHeight);
        Cells cells = new Cells(cellWidth, cellHeight);
        Picture shown = sample.unmasked();
        for (int row = 0; row < rows.size(); row++) {
            int[] text = rows.get(row).codePoints().toArray();
            if (text.length * cellWidth > shown.width()
                    || (row + 1) * cellHeight > shown.height()) {
                throw new IllegalArgumentException(
                        "row %d of the text with %d characters is not within a picture of %dx%d"
                                .formatted(row, text.length, shown.width(), shown.height()));
            }
            for (int column = 0; column < text.length; column++) {
                int x = column * cellWidth;
                int y = row * cellHeight;
                result.learn(
                        cells.look(shown.array(), shown.index(x, y), shown.stride()),
                        text[column],
                        new Rect(x, y, cellWidth, cellHeight));
            }
        }
        return result;
    }

    private void learn(String look, int codePoint, Rect cell) {
        if (look.equals(Cells.MIXED)) {
            throw new IllegalArgumentException(
                    "\"%s\" at %s has more than two colours"
                            .formatted(Character.toString(codePoint), cell));
        }
        if (look.equals(Cells.PLAIN) != (codePoint == ' ')) {
            throw new IllegalArgumentException(
                    "\"%s\" at %s is %s"
                            .formatted(
                                    Character.toString(codePoint),
                                    cell,
                                    codePoint == ' ' ? "not empty" : "empty"));
        }
        add(look, codePoint);
    }

    /// This font, and the characters of another one of the same size that look otherwise.
    public ScreenFont and(ScreenFont more) {
        if (more.width != width || more.height != height) {
            throw new IllegalArgumentException(
                    "a font of %dx%d cannot take one of %dx%d"
                            .formatted(width, height, more.width, more.height));
        }
        ScreenFont result = new ScreenFont(width, height);
        for (ScreenFont font : List.of(this, more)) {
            font.characters.forEach(result::add);
            font.looks.forEach((codePoint, look) -> result.looks.putIfAbsent(codePoint, look));
        }
        return result;
    }

    /// Pixels of a character.
    public int width() {
        return width;
    }

    /// Pixels of a row.
    public int height() {
        return height;
    }

    public boolean has(int codePoint) {
        return looks.containsKey(codePoint);
    }

    /// Reads all whole cells of a picture that begins with a cell.
    public ScreenText read(Picture picture) {
        return read(picture, 0, 0);
    }

    /// Reads all whole cells from a pixel on.
    public ScreenText read(Picture picture, int left, int top) {
        Picture shown = picture.unmasked();
        Cells cells = new Cells(width, height);
        int columns = Math.max(shown.width() - left, 0) / width;
        int lines = Math.max(shown.height() - top, 0) / height;
        List<String> rows = new ArrayList<>();
        for (int line = 0; line < lines; line++) {
            StringBuilder row = new StringBuilder(columns);
            for (int column = 0; column < columns; column++) {
                int start = shown.index(left + column * width, top + line * height);
                row.appendCodePoint(character(cells.look(shown.array(), start, shown.stride())));
            }
            rows.add(row.toString());
        }
        return new ScreenText(rows, new Rect(left, top, columns * width, lines * height));
    }

    private int character(String look) {
        return characters.getOrDefault(look, (int) ScreenText.UNKNOWN);
    }

    /// Reads a picture whose cells begin anywhere: of all ways to lay the cells over it, the one
    /// that shows most characters, and of equal ones fewest unknown cells, counts.
    public ScreenText readAtAnyOffset(Picture picture) {
        ScreenText best = new ScreenText(List.of(), Rect.EMPTY);
        long most = Long.MIN_VALUE;
        for (int top = 0; top < Math.min(height, picture.height()); top++) {
            for (int left = 0; left < Math.min(width, picture.width()); left++) {
                ScreenText text = read(picture, left, top);
                long score = score(text);
                if (score > most) {
                    most = score;
                    best = text;
                }
            }
        }
        return best;
    }

    private static long score(ScreenText text) {
        long known = 0;
        long unknown = 0;
        for (String row : text.rows()) {
            for (int i = 0; i < row.length(); i++) {
                char c = row.charAt(i);
                if (c == ScreenText.UNKNOWN) {
                    unknown++;
                } else if (c != ' ') {
                    known++;
                }
            }
        }
        return (known << 32) - unknown;
    }

    /// Where a text is, at whatever pixel it begins, from top to bottom. Each character may have
    /// its own colours.
    ///
    /// @param text one row with at least one character that is no space
    /// @throws IllegalArgumentException if the font has not all of its characters
    public List<Rect> find(Picture picture, String text) {
        Picture shown = picture.unmasked();
        int[] codePoints = text.codePoints().toArray();
        String[] wanted = new String[codePoints.length];
        for (int i = 0; i < wanted.length; i++) {
            String look = looks.get(codePoints[i]);
            if (look == null) {
                throw new IllegalArgumentException(
                        "the font has no \"%s\" to look for \"%s\""
                                .formatted(Character.toString(codePoints[i]), text));
            }
            wanted[i] = look;
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("a text of spaces alone would be found anywhere");
        }
        return Collections.unmodifiableList(find(shown, wanted));
    }

    private List<Rect> find(Picture shown, String[] wanted) {
        int first = 0;
        while (wanted[first].equals(Cells.PLAIN)) {
            first++;
        }
        int inked = inked(wanted[first], shown.stride());
        Cells cells = new Cells(width, height);
        int[] pixels = shown.array();
        List<Rect> found = new ArrayList<>();
        for (int y = 0; y + height <= shown.height(); y++) {
            for (int x = 0; x + wanted.length * width <= shown.width(); x++) {
                int start = shown.index(x, y);
                int probe = start + first * width;
                if (pixels[probe] != pixels[probe + inked]
                        && isAt(cells, shown, start, first, wanted)) {
                    found.add(new Rect(x, y, wanted.length * width, height));
                }
            }
        }
        return found;
    }

    /// How far from the top left pixel of a cell one is that has another colour there.
    private int inked(String look, int stride) {
        for (int y = 0; y < height; y++) {
            int bits = look.charAt(2 * y) | look.charAt(2 * y + 1) << 16;
            if (bits != 0) {
                return y * stride + Integer.numberOfTrailingZeros(bits);
            }
        }
        throw new IllegalStateException("a plain cell has no ink");
    }

    private boolean isAt(Cells cells, Picture shown, int start, int first, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            int cell = (first + i) % wanted.length; // the one that is not plain first
            String look = cells.look(shown.array(), start + cell * width, shown.stride());
            if (!look.equals(wanted[cell])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "font of %dx%d with %d characters".formatted(width, height, looks.size());
    }
}
