package weft.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

/// What control functions do, by ECMA-48, DEC STD 070 and xterm's "Control Sequences"; much of it
/// is what vttest tries.
class EmulatorTest {

    private final TestTerminal terminal = new TestTerminal(10, 5);

    @Test
    void text_wrapsOnlyWhenTheNextCharacterComes() {
        terminal.write("0123456789");
        terminal.cursorAt(9, 0);
        terminal.write("\r\nab").shows("0123456789", "ab");
        terminal.write("^[[H0123456789x").shows("0123456789", "xb");
        terminal.write("^[[?7l^[[H0123456789yz").shows("012345678z", "xb");
        terminal.cursorAt(9, 0);
    }

    @Test
    void lineFeed_scrollsAtTheBottom_andWhatLeavesIsKept() {
        terminal.write("a\r\nb\r\nc\r\nd\r\ne\r\nf\r\ng");
        terminal.shows("c", "d", "e", "f", "g");
        assertTrue(terminal.emulator.scrollBack(9));
        assertEquals(2, terminal.emulator.scrolledBack());
        assertEquals("a", terminal.emulator.visible(0).text());
        assertEquals("e", terminal.emulator.visible(4).text());
        terminal.write("\r\nh");
        assertEquals("a", terminal.emulator.visible(0).text());
        assertTrue(terminal.emulator.scrollBack(-9));
        assertEquals("h", terminal.emulator.visible(4).text());
    }

    @Test
    void history_isBounded_howeverLongTheLinesAre() {
        var wide = new TestTerminal(1000, 2);
        for (int i = 0; i < 3000; i++) {
            wide.write(i + "\r\n");
        }
        assertTrue(wide.emulator.scrollBack(Integer.MAX_VALUE));
        assertEquals((1 << 20) / 1000, wide.emulator.scrolledBack());
        assertEquals("" + (2999 - 1048), wide.emulator.visible(0).text());
        for (int i = 0; i < 30_000; i++) {
            terminal.write("x\n");
        }
        assertTrue(terminal.emulator.scrollBack(Integer.MAX_VALUE));
        assertEquals(10_000, terminal.emulator.scrolledBack());
    }

    @Test
    void margins_areWhereItScrolls() {
        terminal.write("1\r\n2\r\n3\r\n4\r\n5^[[2;4r");
        terminal.cursorAt(0, 0);
        terminal.write("^[[4;1H\n").shows("1", "3", "4", "", "5");
        terminal.write("^[[2;1H^[M").shows("1", "", "3", "4", "5");
        terminal.write("^[[5;1H\n\n").shows("1", "", "3", "4", "5");
        terminal.write("^[[2S").shows("1", "4", "", "", "5");
        terminal.write("^[[T").shows("1", "", "4", "", "5");
        assertFalse(terminal.emulator.scrollBack(1));
        terminal.write("^[[r^[[5;1H\n").shows("", "4", "", "5");
        assertTrue(terminal.emulator.scrollBack(1));
    }

    @Test
    void originMode_countsFromTheMargin() {
        terminal.write("^[[2;4r^[[?6h").cursorAt(0, 1);
        terminal.write("^[[2;3Hx^[[9;1Hy^[[6n").shows("", "", "  x", "y");
        assertEquals("^[[3;2R", terminal.takeReplies());
        terminal.write("^[[?6l^[[1;1Hz").shows("z", "", "  x", "y");
    }

    @Test
    void cursorMovements_stopAtMarginsAndBorders() {
        terminal.write("^[[2;4r^[[3;5H^[[9A").cursorAt(4, 1);
        terminal.write("^[[9B").cursorAt(4, 3);
        terminal.write("^[[99C").cursorAt(9, 3);
        terminal.write("^[[99D").cursorAt(0, 3);
        terminal.write("^[[1;4H^[[A").cursorAt(3, 0);
        terminal.write("^[[2E").cursorAt(0, 2);
        terminal.write("^[[7G").cursorAt(6, 2);
        terminal.write("^[[F").cursorAt(0, 1);
        terminal.write("^[[5d").cursorAt(0, 4);
        terminal.write("^[[0;0H^[[0C").cursorAt(1, 0);
        terminal.write("^[[4294967297;99999999999999999999H").cursorAt(9, 4);
    }

    @Test
    void insertAndDelete_moveTheRest() {
        terminal.write("abcdefghij^[[1;3H^[[2@").shows("ab  cdefgh");
        terminal.write("^[[3P").shows("abdefgh");
        terminal.write("^[[2X").shows("ab  fgh");
        terminal.write("^[[4hXY^[[4l").shows("abXY  fgh");
        terminal.write("\r\n2\r\n3\r\n4\r\n5^[[2;2H^[[L").shows("abXY  fgh", "", "2", "3", "4");
        terminal.write("^[[2M").shows("abXY  fgh", "3", "4");
    }

    @Test
    void erase_coversWhatItSays() {
        String full = "^[[2;1Habcde^[[3;1Habcde^[[4;1Habcde^[[3;3H";
        terminal.write(full + "^[[J").shows("", "abcde", "ab");
        terminal.write(full + "^[[1J").shows("", "", "   de", "abcde");
        terminal.write(full + "^[[K").shows("", "abcde", "ab", "abcde");
        terminal.write(full + "^[[1K").shows("", "abcde", "   de", "abcde");
        terminal.write(full + "^[[2K").shows("", "abcde", "", "abcde");
        terminal.write(full + "^[[2J").shows();
        terminal.cursorAt(2, 2);
    }

    @Test
    void erase_leavesTheGroundOfThePen() {
        terminal.write("^[[44mx^[[K^[[m");
        assertEquals(terminal.emulator.palette().get(4), terminal.cell(9, 0).back);
        assertEquals(0, terminal.cell(0, 1).back);
    }

    @Test
    void tabs_areEveryEight_orWhereTheyWereSet() {
        var wide = new TestTerminal(30, 2);
        wide.write("\tx\ty\tz\tw").shows("        x       y       z    w");
        wide.write("^[[2K\r^[[3g^[[5G^[H^[[12G^[H\r\ta\tb\tc");
        wide.shows("    a      b                 c");
        wide.write("^[[2ZX").shows("    X      b                 c");
    }

    @Test
    void lines_areDrawnByDecsGraphics() {
        terminal.write("^[(0lqk^[(B\r\n^[)0x\016x\017x").shows("┌─┐", "x│x");
    }

    @Test
    void savedCursor_hasPenAndSets() {
        terminal.write("^[[3;3H^[[31m^[(0^[7^[[H^[[m^[(Bq^[8q").shows("q", "", "  ─");
        assertEquals(terminal.emulator.palette().get(1), terminal.cell(2, 2).front);
    }

    @Test
    void alternateScreen_leavesThePrimaryAsItWas() {
        terminal.write("shell^[[?1049h").shows();
        terminal.write("^[[Heditor\r\n\n\n\n\n\n");
        assertFalse(terminal.emulator.scrollBack(1));
        terminal.write("^[[?1049l").shows("shell");
        terminal.cursorAt(5, 0);
        terminal.write("^[[?1049l").cursorAt(5, 0);
    }

    @Test
    void whereNoStandardSays_itIsAsInXterm() {
        terminal.write("a^[[0T").shows("a");
        terminal.write("^[[?1049hb^[[?1049h").shows();
        terminal.write("^[[?1049l^[[3;3H^[[?1049lc").shows("ac");
        terminal.write("^[[?7l^[[2;8H123日").shows("ac", "       123");
    }

    @Test
    void alignmentPattern_fillsTheScreen_andResetEmptiesIt() {
        String row = "EEEEEEEEEE";
        terminal.write("^[[2;3r^[#8").shows(row, row, row, row, row);
        terminal.write("^[c").shows();
        terminal.write("^[[5;1Hx\n").shows("", "", "", "x");
    }

    @Test
    void wideCharacters_takeTwoCells_andBothGoTogether() {
        terminal.write("日本x").cursorAt(5, 0);
        terminal.shows("日本x");
        assertTrue(terminal.cell(0, 0).left);
        assertTrue(terminal.cell(1, 0).right);
        assertEquals('日', terminal.cell(1, 0).character);
        terminal.write("^[[1;2Hy").shows(" y本x");
        terminal.write("^[[1;3Hz").shows(" yz x");
        terminal.write("^[[2;10H語").shows(" yz x", "", "語");
        terminal.write("^[[H^[[2K日本語^[[1;2H^[[P").shows(" 本語", "", "語");
        terminal.write("^[[H^[[2K日本語日本^[[1;1H^[[@").shows(" 日本語日", "", "語");
        terminal.write("^[[H^[[2K日本語^[[1;4H^[[K").shows("日", "", "語");
    }

    @Test
    void marks_joinTheirCharacter_orAreHarmless() {
        terminal.write("e\u0301a\u0308x\u0332y\u200d").shows("éäxy");
        terminal.write("\r\n\u0301z").shows("éäxy", "z");
        terminal.write("^[[1;1H0123456789\u0301").shows("0123456789", "z");
    }

    @Test
    void malformedText_becomesReplacementCharacters() {
        terminal.bytes('a', 0xC3, 'b', 0xE2, 0x82, 'c', 0xFF, 0xF4, 0x90, 'd')
                .shows("a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFDd");
    }

    @Test
    void text_inPieces_isTheSame() {
        for (int each :
                new int[] {0xE2, 0x82, 0xAC, 0x1B, '[', '3', '1', 'm', 0xF0, 0x9F, 0x98, 0x80}) {
            terminal.bytes(each);
        }
        terminal.shows("€😀");
        assertEquals(terminal.emulator.palette().get(1), terminal.cell(1, 0).front);
    }

    @ParameterizedTest
    @CsvSource({
        "31, CD0000, 000000",
        "1;31, FF0000, 000000",
        "91;44, FF0000, 3B5BDB",
        "38;5;196, FF0000, 000000",
        "38;5;244;48;5;17, 808080, 00005F",
        "38;2;1;2;3;48;2;250;128;33, 010203, FA8021",
        "38:2::1:2:3, 010203, 000000",
        "38:2:1:2:3;4, 010203, 000000",
        "38:5:46, 00FF00, 000000",
        "58:2::9:9:9;31, CD0000, 000000",
        "58;5;9;31, CD0000, 000000",
        "38;5;999;31, CD0000, 000000",
        "38;2;999;0;0, FF0000, 000000",
        "7;31, 000000, CD0000",
        "2;38;2;90;60;30, 3C2814, 000000",
        "31;42;39;49, E5E5E5, 000000",
        "31;0, E5E5E5, 000000",
    })
    void selectGraphicRendition_choosesColours(String parameters, String front, String back) {
        terminal.write("^[[" + parameters + "mx");
        Cell cell = terminal.cell(0, 0);
        assertEquals(front + " " + back, "%06X %06X".formatted(cell.front, cell.back));
    }

    @Test
    void selectGraphicRendition_choosesStyles() {
        terminal.write("^[[1;3;4;5;9mx^[[22;23;24;25;29my^[[4:3mz^[[4:0;8ms");
        Cell all = terminal.cell(0, 0);
        assertTrue(all.bold && all.italic && all.underlined && all.blinking && all.struck);
        Cell none = terminal.cell(1, 0);
        assertFalse(none.bold || none.italic || none.underlined || none.blinking || none.struck);
        assertTrue(terminal.cell(2, 0).underlined);
        assertFalse(terminal.cell(3, 0).underlined);
        assertEquals(' ', terminal.cell(3, 0).character);
    }

    @Test
    void palette_changesAndIsAskedFor() {
        terminal.write("^[[32mx^[]4;2;rgb:12/34/56^[\\");
        assertEquals(0x123456, terminal.cell(0, 0).front);
        terminal.write("^[]4;2;?^[\\^[]11;?\007^[]10;#ffeedd\007^[]10;?\007");
        assertEquals(
                "^[]4;2;rgb:1212/3434/5656^[\\^[]11;rgb:0000/0000/0000^[\\"
                        + "^[]10;rgb:ffff/eeee/dddd^[\\",
                terminal.takeReplies());
        terminal.write("^[]104^[\\");
        assertEquals(0x00CD00, terminal.cell(0, 0).front);
        terminal.write("^[]4;256;red^[\\^[]4;-1;?^[\\^[]4;x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^[[c | ^[[?62;22c",
                "^[[0c | ^[[?62;22c",
                "^[[>c | ^[[>1;277;0c",
                "^[[5n | ^[[0n",
                "^[[3;4H^[[6n | ^[[3;4R",
                "^[[?6n | ^[[?1;1R",
                "^[[18t | ^[[8;5;10t",
                "^[[?2004$p | ^[[?2004;2$y",
                "^[[?2004h^[[?2004$p | ^[[?2004;1$y",
                "^[[?7777$p | ^[[?7777;0$y",
                "^[[4$p | ^[[4;2$y",
                "^[P$q q^[\\ | ^[P1$r2 q^[\\",
                "^[[2;4r^[P$qr^[\\ | ^[P1$r2;4r^[\\",
                "^[P$qm^[\\ | ^[P0$r^[\\",
                "^[P+q544e^[\\ | ^[P0+r^[\\",
            })
    void questions_areAnswered(String question, String answer) {
        assertEquals(answer, terminal.write(question).takeReplies());
    }

    @Test
    void title_isBoundedAndHasNoControlCharacters_andComesBack() {
        terminal.write("^[]0;one^[\\^[[22;0t^[]2;two\ttabs\u0085^[\\^[[23;0t");
        assertEquals(List.of("title one", "title twotabs", "title one"), terminal.told);
        terminal.told.clear();
        terminal.write("^[]2;" + "x".repeat(5000) + "\007");
        assertEquals(List.of("title " + "x".repeat(256)), terminal.told);
    }

    @Test
    void strings_endWithoutHarm_howeverTheyAreBroken() {
        terminal.write("^[]2;" + "y".repeat(1 << 20) + "\007a");
        terminal.write("^[]2;lost^[[1mb^[Pq" + "#".repeat(1 << 18) + "^[\\c^[_app^[\\d^[Xsos\030e");
        assertEquals(List.of(), terminal.told);
        terminal.shows("abcde");
    }

    @Test
    void clipboard_isWrittenAndNeverRead() {
        terminal.write("^[]52;c;R3LDvMOfZQ==^[\\^[]52;c;?^[\\^[]52;c;!!!^[\\");
        assertEquals(List.of("clipboard Grüße"), terminal.told);
        assertEquals("", terminal.takeReplies());
    }

    @Test
    void bell_isTold_butNotThatWhichEndsAString() {
        terminal.write("\007^[]2;t\007");
        assertEquals(List.of("bell", "title t"), terminal.told);
    }

    @Test
    void sequences_takeControlsWithin_andEndWithCancel() {
        terminal.write("ab^[[\r2Cx^[[3\030y^[[5^[[1;1Hz").shows("zbxy");
        terminal.write("^[[1 2mQ^[[?1;2xR").shows("zQR" + "y");
        terminal.write("\u009b2;1Height").shows("zQRy", "eight");
    }

    @Test
    void repeat_writesTheLastCharacterAgain() {
        terminal.write("x^[[3b").shows("xxxx");
        String row = "xxxxxxxxxx";
        terminal.write("^[[m^[[3b").shows("xxxx");
        terminal.write("x^[[59999b").shows(row, row, row, row, "xxxx");
    }

    @Test
    void resize_keepsTheCursorsText_andSendsTheTopAway() {
        terminal.write("1\r\n2\r\n3\r\n4\r\n5");
        terminal.emulator.resize(12, 3);
        terminal.shows("3", "4", "5");
        terminal.cursorAt(1, 2);
        assertTrue(terminal.emulator.scrollBack(2));
        assertEquals("1", terminal.emulator.visible(0).text());
        terminal.emulator.resize(4, 6);
        terminal.shows("3", "4", "5");
        terminal.write("^[[H^[[2J1^[[2;1H日日日^[[1;1H");
        terminal.emulator.resize(3, 2);
        terminal.shows("1", "日");
        terminal.emulator.resize(2, 1);
        terminal.shows("1");
    }

    @Test
    void selection_isTheTextInReadingOrder_andStaysWhenItScrolls() {
        terminal.write("one  \r\n0123456789abc\r\nlast");
        var selection = new Selection(terminal.emulator);
        selection.begin(2, 3);
        selection.extend(1, 0);
        assertEquals("ne\n0123456789abc\nlas", selection.text());
        terminal.write("\r\n\n\n\n");
        assertEquals("ne\n0123456789abc\nlas", selection.text());
        assertTrue(selection.contains(0, 0));
        assertFalse(selection.contains(5, 0));
        assertTrue(selection.clear());
        assertEquals("", selection.text());
    }

    @Test
    void anything_neitherBreaksItNorGrowsIt() {
        var random = new Random(7);
        String alphabet =
                "\033\033\033[[]?;:0123456789ABCDHJKLMPSTXmhlrqtbcnp$ !>P\\\007\r\n\u009bé日e\u0301";
        for (int round = 0; round < 300; round++) {
            byte[] noise = new byte[2000];
            random.nextBytes(noise);
            terminal.emulator.write(noise, 0, noise.length);
            var text = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            terminal.write(text.toString());
            terminal.emulator.resize(1 + random.nextInt(20), 1 + random.nextInt(10));
            boolean _ = terminal.emulator.scrollBack(random.nextInt(20) - 10);
            for (int row = 0; row < terminal.emulator.rows(); row++) {
                for (int column = 0; column < terminal.emulator.columns(); column++) {
                    Cell cell = terminal.cell(column, row);
                    assertTrue(Character.isValidCodePoint(cell.character) && cell.character >= ' ');
                    assertFalse(cell.right && column == 0);
                }
            }
            terminal.replies.setLength(0);
            terminal.told.clear();
        }
    }
}
