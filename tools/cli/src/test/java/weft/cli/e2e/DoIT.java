package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// `weft do` with servers that are not Weft's.
@ExtendWith(Programs.class)
@Timeout(120)
class DoIT {

    @TempDir Path home;

    @Test
    void xtigervnc_typedAndCaptured_isWhatXShows() throws IOException {
        Path script =
                Files.writeString(
                        home.resolve("type.vdo"),
                        "# what the card echoes\ntype 'we ft' key enter key ctrl-a\n");
        try (CardServer card = CardServer.still(320, 240);
                Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                Running _ = server.show(card.port())) {
            server.focus("Weft");
            run("-s", server.address(), script.toString());
            List<String> typed =
                    List.of(
                            "+77", "-77", "+65", "-65", "+20", "-20", "+66", "-66", "+74", "-74",
                            "+ff0d", "-ff0d", "+ffe3", "+61", "-61", "-ffe3");
            Eventually.holds(
                    () -> card.input().equals(typed), () -> "typed " + card.input().toString());
            Path captured = home.resolve("screen.png");
            Eventually.holds(
                    () -> {
                        run("-s", server.address(), "capture", captured.toString());
                        return Picture.read(captured).sameAs(server.screenshot());
                    },
                    () -> "the captured picture is not that of X");
            run("-s", server.address(), "-t", "20", "expect", captured.toString(), "0");
            Picture screen = Picture.read(captured);
            Place inCard = screen.find(card.picture()).orElseThrow();
            Place place = new Place(inCard.x() + 30, inCard.y() + 40);
            Path part = screen.part(place, 50, 60).keep("part");
            run("-s", server.address(), "find", part.toString(), "waitnot", file(noise()));
            assertEquals(
                    "%d %d 50 60".formatted(place.x(), place.y()),
                    output("-s", server.address(), "find", part.toString()));
            assertEquals(
                    "part",
                    output(
                            "-s",
                            server.address(),
                            "expectany",
                            file(noise()) + "=noise",
                            part + "=part"));
            Path other = home.resolve("other.png");
            run("-s", server.address(), "rcapture", other.toString(), "3", "4", "50", "60");
            run("-s", server.address(), "-t", "20", "rexpect", other.toString(), "3", "4", "0");
        }
    }

    /// What the keyboard of a PC sends, for a text with Shift and AltGr.
    @Test
    void qemu_typedByALayout_getsItsKeys() throws IOException {
        try (QemuPc pc = QemuPc.running(home, BootProgram.KEYBOARD_BYTES, "-k", "de")) {
            Path text = Files.writeString(home.resolve("text"), "yZ-?@ü");
            run("-s", pc.address(), "--layout", "de", "typefile", text.toString());
            String bytes =
                    "21" // it is ready
                            + " 2c ac" // y is where others have z
                            + " 2a 15 95 aa" // Shift
                            + " 35 b5"
                            + " 2a 0c 8c aa"
                            + " e0 38 10 90 e0 b8" // AltGr and q
                            + " 1a 9a";
            HexFormat hex = HexFormat.ofDelimiter(" ");
            Eventually.holds(
                    () -> hex.formatHex(pc.written()).equals(bytes),
                    () -> "expected %s, but was %s".formatted(bytes, hex.formatHex(pc.written())));
        }
    }

    /// By the program tesseract.
    @Test
    void qemu_itsFirmware_isRead() throws IOException {
        try (QemuPc pc = QemuPc.firmware(home)) {
            run("-s", pc.address(), "expecttext", "Press ESC for boot menu.", "within", "60");
            String text = output("-s", pc.address(), "ocr");
            assertTrue(text.endsWith("\nPress ESC for boot menu."), text);
        }
    }

    @Test
    void interrupted_is130_andWhatItHasRecordedPlays() throws IOException {
        Path recording = home.resolve("part.fbs");
        Picture shown;
        try (CardServer card = CardServer.still(320, 240)) {
            shown = card.picture();
            try (Running command =
                    Weft.start(
                            home,
                            "do",
                            "-s",
                            "127.0.0.1::" + card.port(),
                            "record",
                            recording.toString(),
                            "capture",
                            home.resolve("begun.png").toString(),
                            "pause",
                            "60")) {
                Eventually.holds(() -> Files.exists(home.resolve("begun.png")), command::toString);
                command.interrupt(home);
                assertEquals(130, command.exitCode(), command::toString);
            }
        }
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(recording, display, Pace.UNPACED)) {
            assertTrue(screen.next().isPresent());
        }
        Picture.of(display.snapshot()).mustBe(shown, "recorded until it was interrupted");
    }

    @Test
    void nobodyThere_is10() {
        try (Running command =
                Weft.start(home, "do", "-s", home.resolve("none").toString(), "key", "a")) {
            assertEquals(10, command.exitCode(), command::toString);
            assertTrue(command.output().startsWith("weft: "), command::toString);
        }
    }

    private String file(int[] pixels) throws IOException {
        Path file = home.resolve("noise.png");
        Images.write(pixels, 8, 8, file);
        return file.toString();
    }

    private static int[] noise() {
        return new Random(1).ints(64, 0, 1 << 24).toArray();
    }

    private void run(String... arguments) {
        String _ = output(arguments);
    }

    private String output(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "do";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (Running command = Weft.start(home, all)) {
            command.succeed();
            return command.output().strip();
        }
    }
}
