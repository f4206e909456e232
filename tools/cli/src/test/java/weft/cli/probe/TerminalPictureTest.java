package weft.cli.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Frame;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.image.Images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class TerminalPictureTest {

    @ParameterizedTest
    @CsvSource({
        "TERM=xterm, false, NONE",
        "TERM=xterm, true, BLOCKS",
        "TERM=xterm NO_COLOR=1, true, NONE",
        "TERM=xterm-kitty NO_COLOR=1, true, NONE",
        "TERM=dumb, true, NONE",
        "LANG=C, true, NONE",
        "TERM=xterm-kitty, true, KITTY",
        "TERM=xterm KITTY_WINDOW_ID=1, true, KITTY",
        "TERM=xterm TERM_PROGRAM=iTerm.app, true, ITERM",
        "TERM=xterm TERM_PROGRAM=WezTerm, true, ITERM",
    })
    void of_whatATerminalSays_isWhatItCan(
            String text, boolean isTerminal, TerminalPicture expected) {
        Map<String, String> environment =
                Pattern.compile("(\\S+)=(\\S+)")
                        .matcher(text)
                        .results()
                        .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
        assertEquals(expected, TerminalPicture.of(environment, isTerminal));
    }

    private static Frame noise(int width, int height) {
        int[] pixels = new Random(1).ints((long) width * height, 0, 1 << 24).toArray();
        return Frame.of(XrgbSurface.of(pixels, width, height));
    }

    @Test
    void blocks_areTwoPixelsInEachCharacter() {
        int[] pixels = {0x010203, 0x040506, 0xff0000, 0x00ff00, 0x0000ff, 0x808080};
        Frame frame = Frame.of(XrgbSurface.of(pixels, 2, 3));
        assertEquals(
                """
                <[38;2;1;2;3m<[48;2;255;0;0m▀<[38;2;4;5;6m<[48;2;0;255;0m▀<[0m
                <[38;2;0;0;255m▀<[38;2;128;128;128m▀<[0m
                """,
                TerminalPicture.BLOCKS.show(frame, 80).replace('\u001b', '<'));
    }

    @Test
    void blocks_ofAWidePicture_areMeansAndNoWiderThanTheTerminal() {
        int[] pixels = new int[200 * 100];
        Arrays.setAll(pixels, i -> i % 2 == 0 ? 0x204060 : 0x406080);
        String text = TerminalPicture.BLOCKS.show(Frame.of(XrgbSurface.of(pixels, 200, 100)), 80);
        assertEquals(20, text.lines().count());
        assertTrue(text.lines().allMatch(line -> line.chars().filter(c -> c == '▀').count() == 80));
        assertTrue(text.contains("38;2;48;80;112m") || text.contains("38;2;42;74;106m"), text);
    }

    @Test
    void kittyAndIterm_carryThePictureItself() throws IOException {
        Frame frame = noise(60, 50);
        String kitty = TerminalPicture.KITTY.show(frame, 40);
        String pieces =
                Pattern.compile(
                                "\u001b_G(?:a=T,f=100,c=40,)?m=([01]);([^\u001b]{1,4096})\u001b\\\\")
                        .matcher(kitty)
                        .results()
                        .map(m -> m.group(2))
                        .collect(Collectors.joining());
        assertShows(frame, pieces);
        assertEquals(1, Pattern.compile("m=0;").matcher(kitty).results().count());
        String iterm = TerminalPicture.ITERM.show(frame, 40);
        assertTrue(iterm.startsWith("\u001b]1337;File=inline=1;width=40:"));
        assertShows(frame, iterm.substring(iterm.lastIndexOf(':') + 1, iterm.indexOf('\u0007')));
        assertEquals("", TerminalPicture.NONE.show(frame, 40));
    }

    private static void assertShows(Frame frame, String base64) throws IOException {
        byte[] png = Base64.getDecoder().decode(base64);
        XrgbSurface read = Images.read(new ByteArrayInputStream(png));
        assertArrayEquals(frame.pixels(), read.pixels());
    }
}
