package weft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.image.Images;
import weft.rfb.audio.PcmFormat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What scripts have beyond vncdotool's: what it does.
@Timeout(60)
class ScriptRunTest {

    @TempDir private Path folder;

    private KeyHost host;

    @BeforeEach
    void start() throws IOException {
        host = new KeyHost(builder -> builder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    /// Runs a script from a file, and returns the characters of the keys that went down.
    private String typed(String script) throws IOException {
        Outcome outcome = run(script);
        assertEquals(new Outcome(0, "", ""), outcome);
        return keys();
    }

    private Outcome run(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("s.vdo"), script);
        return host.run("--delay=0", "--failures", name("failed"), file.toString(), "sync");
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        for (String event : List.copyOf(host.input)) {
            if (event.startsWith("+")) {
                keys.appendCodePoint(Integer.parseInt(event.substring(1), 16));
            }
        }
        return keys.toString();
    }

    private String name(String file) {
        return folder.resolve(file).toString();
    }

    /// The picture that a key makes.
    private String pictureOf(char key) throws IOException {
        Path file = folder.resolve(key + ".png");
        Images.write(KeyHost.filled(key), KeyHost.WIDTH, KeyHost.HEIGHT, file);
        return file.toString();
    }

    private String failure(int exitCode, String script) throws IOException {
        String complaint = run(script).complaint(exitCode);
        return complaint.replace(folder + "/", "");
    }

    @Test
    void variables_standForTheirValues() throws IOException {
        assertEquals(
                "ab-a.bc$x$ab$",
                typed("set x a set y_1 b type $x${y_1}- type \"$x.$y_1\" type c'$x'\\$ab$$ "));
    }

    @Test
    void variable_thatIsNotThere_isAnErrorWithItsPlace() throws IOException {
        assertEquals(
                "s.vdo:2: there is no variable \"z\"; there are y. A $ itself is $$",
                failure(30, "set y 1\ntype $z"));
    }

    @Test
    void let_calculates() throws IOException {
        assertEquals(
                "7,-2,0.25,1,100",
                typed(
                        "let a 3 + 4 let b 1 - 3 let c 1 / 4 let d 7 % 3 let e 1e2 * 1"
                                        .replace("1e2", "1000")
                                        .replace("* 1", "* 0.1")
                                + " type $a,$b,$c,$d,$e"));
        assertEquals("s.vdo:1: let cannot divide 1 by 0", failure(30, "set z 0 let x 1 / $z"));
        assertEquals("s.vdo:1: let needs a number, not \"a\"", failure(30, "let x a + 1"));
    }

    @Test
    void conditions_compareNumbersOrTexts() throws IOException {
        assertEquals(
                "acefh",
                typed(
                        "set n 5 set t abc"
                                + " if $n == 5.0 key a else key b end"
                                + " if not $n < 5 key c end if $t != abc key d end"
                                + " if $t contains bc if $n >= 5 key e end key f end"
                                + " if $n > 5 key g else key h end"));
        assertEquals(
                "s.vdo:1: a comparison by size needs numbers, not \"x\"",
                failure(30, "if x < 1 end"));
    }

    @Test
    void condition_onAPicture_isAboutTheOneThatShowsTheInput() throws IOException {
        String a = pictureOf('a');
        assertEquals(
                "axbz",
                typed(
                        "key a if expect %s key x else key y end key b if expect %s within 0.1 key y else key z end"
                                .formatted(a, a)));
        assertTrue(Files.notExists(folder.resolve("failed")), "a condition is no failure");
    }

    @Test
    void condition_waitsAsLongAsItSays() throws IOException {
        String b = pictureOf('b');
        Thread later =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!host.input.contains("-61")) {
                                Thread.onSpinWait();
                            }
                            host.server.publish(KeyHost.filled('b'));
                        });
        assertEquals("ac", typed("key a if expect %s within 30 key c end".formatted(b)));
        assertTrue(!later.isAlive() || later.isDaemon());
    }

    @Test
    void within_limitsAStep() throws IOException {
        String complaint = failure(41, "expect %s within 0.1".formatted(pictureOf('b')));
        assertTrue(complaint.startsWith("s.vdo:1: expect: "), complaint);
    }

    @Test
    void repeat_counts() throws IOException {
        assertEquals("x1x2x3", typed("set n 3 repeat $n type x$turn end repeat 0 key y end"));
    }

    @Test
    void repeat_untilAPictureIsThere_stops() throws IOException {
        String d = pictureOf('d');
        assertEquals(
                "abcd",
                typed(
                        "set keys abcd set n 0 func press $k key $k end"
                                + " repeat until expect %s let n $n + 1".formatted(d)
                                + " if $n == 1 press a end if $n == 2 press b end"
                                + " if $n == 3 press c end if $n == 4 press d end end"));
    }

    @Test
    void repeat_while_asksBeforeEachTurn() throws IOException {
        assertEquals("012", typed("set n 0 repeat while $n < 3 type $n let n $n + 1 end"));
    }

    @Test
    void repeat_withANumberAndAGoal_failsWhenThatIsNotReached() throws IOException {
        assertEquals(
                "s.vdo:1: repeat: it was not over after 2 turns",
                failure(30, "repeat 2 until 1 == 2 key a sync end"));
        assertEquals("aa", keys());
        assertEquals(
                "s.vdo:1: repeat: it was not over after 10000 turns",
                failure(30, "repeat while 1 == 1 end"));
    }

    @Test
    void functions_haveArgumentsOfTheirOwn() throws IOException {
        assertEquals(
                "1a2b1",
                typed(
                        "set x 1 func say $x $y type $x$y set x 9 end type $x"
                                        .replace("type $x$y set x 9", "type $y$x set x 9")
                                + " say 2 a".replace("2 a", "\"\" a")
                                + " say b 2 type $x"));
        assertEquals(
                "s.vdo:1: functions call each other more than 100 deep",
                failure(30, "func f f end f"));
    }

    @Test
    void assertion_thatDoesNotHold_is32() throws IOException {
        assertEquals("a", typed("key a assert expect %s assert 1 == 1".formatted(pictureOf('a'))));
        assertEquals(
                "s.vdo:2: assert: $n == 2 does not hold: the values are \"1\" and \"2\"",
                failure(32, "set n 1\nassert $n == 2"));
        assertEquals("s.vdo:1: assert: it holds, and must not", failure(32, "assert not 1 == 1"));
        String complaint = failure(32, "assert expect " + pictureOf('b'));
        assertTrue(
                complaint.startsWith("s.vdo:1: assert: the picture was never that of b.png"),
                complaint);
    }

    @Test
    void whatCommandsFind_isInVariables() throws IOException {
        int[] screen = KeyHost.filled(7);
        screen[5 * KeyHost.WIDTH + 11] = 0xff0000;
        screen[5 * KeyHost.WIDTH + 12] = 0x00ff00;
        host.server.publish(screen);
        Images.write(new int[] {0xff0000, 0x00ff00}, 2, 1, folder.resolve("mark.png"));
        Outcome outcome =
                run(
                        "find %s let x $found.x + 20 move $x $found.y\n".formatted(name("mark.png"))
                                + "expectany %s=here assert $found.label == here\n"
                                        .formatted(name("mark.png"))
                                + "capture %s assert $captured.width == %d"
                                        .formatted(name("c.png"), KeyHost.WIDTH));
        assertEquals(new Outcome(0, "11 5 2 1\nhere\n", ""), outcome);
        assertEquals(List.of("31,5:0"), host.input);
    }

    /// Puts a text on the screen, in Weft's font of 8x16.
    private void show(String text, int left, int top) {
        int[] screen = KeyHost.filled(0x000080);
        BitmapFont font = BitmapFont.regular();
        for (int i = 0; i < text.length() * 8 * 16; i++) {
            int x = i % (text.length() * 8);
            int y = i / (text.length() * 8);
            if ((font.row(text.charAt(x / 8), y) >> (7 - x % 8) & 1) != 0) {
                screen[(top + y) * KeyHost.WIDTH + left + x] = 0xffffff;
            }
        }
        host.server.publish(screen);
    }

    @Test
    void expectText_inAFont_saysWhereItIsOrWhatIsThere() throws IOException {
        show("ok>", 3, 5);
        assertEquals(
                "11",
                typed("expecttext k> --font weft type $found.x if expecttext x --font weft end"));
        show("ok>", 3, 5);
        String complaint = failure(41, "expecttext no --font weft within 0.1");
        assertEquals(
                "s.vdo:1: expecttext: \"no\" is not in the picture; the text is \"ok>\";"
                        + " the picture is failed/text-screen.png",
                complaint);
        assertEquals(
                "s.vdo:1: expecttext: \"x\" is no font: neither weft, small, vga, vga9 nor a file",
                failure(30, "expecttext k --font x"));
    }

    @Test
    void getClip_waitsForTheServersClipboard() throws IOException {
        host.onKey = () -> host.server.clipboard("from é – ж");
        assertEquals(
                new Outcome(0, "from é – ж\n", ""),
                run("key a getclip assert $clip.text contains ж"));
        Outcome written = run("key b getclip " + name("clip.txt"));
        assertEquals(new Outcome(0, "", ""), written);
        assertEquals("from é – ж", Files.readString(folder.resolve("clip.txt")));
        host.onKey = () -> {};
        assertEquals(
                "s.vdo:1: getclip: the server put nothing into its clipboard",
                failure(41, "key c getclip within 0.2"));
    }

    @Test
    void record_untilStopRecord_replaysWhatWasShownMeanwhile() throws IOException {
        assertEquals(
                "abcd",
                typed(
                        "key a record part.fbs key b sync key c stoprecord key d if $recorded.file =="
                                        .replace("part.fbs", name("part.fbs"))
                                + " "
                                + name("part.fbs")
                                + " sync end"));
        assertEquals(List.of("key b", "key c"), keysOf(folder.resolve("part.input.vdo")));
        assertEquals(List.of((int) 'a', (int) 'b', (int) 'c'), colours(folder.resolve("part.fbs")));
    }

    @Test
    void record_keysThatMeanSomethingInScripts_canBePlayedAgain() throws IOException {
        Path played = folder.resolve("keys.input.vdo");
        assertEquals(
                "#'\"\\$-", typed("record " + name("keys.fbs") + " type '#' type \"'\\\"\\\\$-\""));
        host.input.clear();
        assertEquals(new Outcome(0, "", ""), host.run("--delay=0", played.toString(), "sync"));
        assertEquals("#'\"\\$-", keys());
    }

    @Test
    void record_notStopped_endsWithTheScript() throws IOException {
        assertEquals("ab", typed("key a record " + name("rest.fbs") + " key b"));
        assertEquals(List.of((int) 'a', (int) 'b'), colours(folder.resolve("rest.fbs")));
        assertEquals(
                "s.vdo:1: record: cannot write none/a.fbs: there is no such directory",
                failure(30, "record " + name("none/a.fbs")));
        assertEquals(
                "s.vdo:2: record: a.fbs is being recorded already, since s.vdo:1",
                failure(30, "record %s\nrecord b.fbs".formatted(name("a.fbs"))));
        assertEquals(
                "s.vdo:1: stoprecord: nothing is recorded; record FILE does",
                failure(30, "stoprecord"));
    }

    @Test
    void recordsound_untilStopsound_hasWhatTheServerPlayed() throws IOException {
        host.close();
        host = new KeyHost(builder -> builder.audio(PcmFormat.DEFAULT));
        host.onKey = () -> host.server.audio().write(new short[] {1, 2, 3, 4});
        assertEquals(
                "ab",
                typed(
                        "recordsound %1$s key a sync key b sync stopsound assert $recorded.file == %1$s"
                                .formatted(name("heard.wav"))));
        byte[] wav = Files.readAllBytes(folder.resolve("heard.wav"));
        assertEquals(
                "01000200" + "03000400", HexFormat.of().formatHex(Arrays.copyOfRange(wav, 44, 52)));
    }

    @Test
    void recordsound_thatIsNotPossible_saysWhy() throws IOException {
        assertEquals(
                "s.vdo:1: recordsound: the server offers no sound (QEMU Audio)",
                failure(30, "recordsound " + name("a.wav")));
        assertEquals(
                "s.vdo:1: stopsound: no sound is recorded; recordsound FILE does",
                failure(30, "stopsound"));
        host.close();
        host = new KeyHost(builder -> builder.audio(PcmFormat.DEFAULT));
        assertEquals(
                "s.vdo:1: recordsound: cannot write none/a.wav: there is no such directory",
                failure(30, "recordsound " + name("none/a.wav")));
        assertEquals(
                "s.vdo:2: recordsound: sound is being recorded in a.wav already, since s.vdo:1",
                failure(30, "recordsound %s\nrecordsound b.wav".formatted(name("a.wav"))));
    }

    private static List<String> keysOf(Path script) throws IOException {
        return Files.readAllLines(script).stream().filter(line -> line.startsWith("key")).toList();
    }

    /// The colours that a recorded screen has one after the other.
    private static List<Integer> colours(Path recording) throws IOException {
        List<Integer> colours = new ArrayList<>();
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(recording, display, Pace.UNPACED)) {
            while (screen.next().isPresent()) {
                int[] pixels = display.snapshot().pixels();
                assertArrayEquals(KeyHost.filled(pixels[0]), pixels);
                colours.add(pixels[0]);
            }
        }
        return colours;
    }

    @Test
    void paste_ofAnyText_isWithTheHostAfterASync() throws IOException {
        assertEquals("", typed("paste 'ключ – 鍵' sync"));
        assertEquals(List.of("cut ключ – 鍵"), host.input);
    }

    @Test
    void diff_ofFiles_is32WhenTheyDiffer() throws IOException {
        String a = pictureOf('a');
        String b = pictureOf('b');
        assertEquals("", typed("diff %s %s".formatted(a, a)));
        String complaint = failure(32, "diff %s %s -o %s".formatted(a, b, name("d.png")));
        assertTrue(complaint.startsWith("s.vdo:1: diff: 1200 of 1200 pixels are"), complaint);
        assertEquals(KeyHost.WIDTH, Images.read(folder.resolve("d.png")).width());
    }

    @Test
    void capture_inAFormat_needsNoEnding() throws IOException {
        assertEquals("a", typed("key a capture --format ppm " + name("shot")));
        byte[] file = Files.readAllBytes(folder.resolve("shot"));
        assertEquals("P6", new String(file, 0, 2, StandardCharsets.US_ASCII));
        assertEquals(0x61, Images.read(folder.resolve("shot")).copyPixels()[0]);
        assertTrue(
                failure(2, "capture --format xyz a").startsWith("s.vdo:1: \"xyz\" is no format"),
                "an unknown format");
    }

    @Test
    void words_thatTurnOutWrong_areSaidWithTheirPlace() throws IOException {
        assertEquals(
                "s.vdo:2: click needs a button from 1 to 8, not \"9\"",
                failure(30, "set b 9\nclick $b"));
        assertEquals(
                "s.vdo:1: expect does not take \"soon\"",
                failure(30, "set f soon expect a.png $f"));
    }

    @Test
    void timeout_endsALoop() throws IOException {
        String complaint = host.run("-t", "2", "repeat", "1000000", "sync", "end").complaint(40);
        assertTrue(complaint.startsWith("argument "), complaint);
    }
}
