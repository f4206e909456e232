package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.client.VncClient;
import weft.client.recording.Pace;
import weft.client.recording.RecordedEvent;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.keysym.Keysyms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real PC's screen through Weft's proxies, recorded and replayed, against what QEMU itself says
/// that it shows.
@ExtendWith(Programs.class)
@Timeout(180)
class ProxyIT {

    /// A line of text has so many pixels.
    private static final int SOME_TEXT = 100;

    /* The firmware's screen, and where it says which key to press. */
    private static final int TEXT_WIDTH = 720;
    private static final int ROW = 16;
    private static final int PROMPT_ROW = 2 * ROW;

    @TempDir Path home;

    /// The picture with the machine standing still, once the firmware has asked for a key, or has
    /// written something that is not in the picture before. What QEMU shows before there is a
    /// firmware is of another size.
    private static Picture stillPicture(QemuPc qemu, Picture before) throws IOException {
        Picture shown = qemu.screendump();
        for (int looks = 0; looks < 500; looks++) {
            if (isMore(shown, before)) {
                qemu.stop();
                Picture still = qemu.screendump();
                if (isMore(still, before)) {
                    return still;
                }
                qemu.resume();
            }
            Eventually.pass(20);
            shown = qemu.screendump();
        }
        throw new AssertionError("no text came: " + shown.keep("firmware"));
    }

    private static boolean isMore(Picture shown, Picture before) {
        return shown.width() == TEXT_WIDTH
                && lit(shown) > lit(before) + SOME_TEXT
                && lit(shown.part(new Place(0, PROMPT_ROW), TEXT_WIDTH, ROW)) > SOME_TEXT;
    }

    private static int lit(Picture picture) {
        int lit = 0;
        for (int rgb : picture.rgb()) {
            lit += rgb == 0 ? 0 : 1;
        }
        return lit;
    }

    private static void awaitPicture(Picture expected, VncClient viewer, String what) {
        Eventually.holds(
                () -> Picture.of(viewer.frame()).sameAs(expected),
                () -> expected.difference(Picture.of(viewer.frame()), what));
    }

    private static List<VncClient> viewers(String address) {
        List<VncClient> viewers = new ArrayList<>();
        for (Encoding encoding : List.of(Encoding.ZRLE, Encoding.TIGHT, Encoding.HEXTILE)) {
            viewers.add(VncClient.to(address).encodings(List.of(encoding)).connect());
        }
        return viewers;
    }

    @Test
    void proxy_ofAFirmwareScreen_showsAndRecordsExactlyWhatItShows() throws IOException {
        Path recording = home.resolve("firmware.fbs");
        Picture prompt;
        Picture menu;
        try (QemuPc qemu = QemuPc.firmware(home);
                Running proxy =
                        Weft.start(
                                home,
                                "proxy",
                                qemu.address(),
                                "127.0.0.1::0",
                                "--record",
                                recording.toString())) {
            List<VncClient> viewers = viewers(Weft.ready(proxy));
            try {
                prompt = stillPicture(qemu, new Picture(1, 1, new int[1]));
                for (VncClient viewer : viewers) {
                    awaitPicture(prompt, viewer, "prompt");
                }
                qemu.resume();
                viewers.getFirst().press((int) Keysyms.ofName("Escape").orElseThrow());
                menu = stillPicture(qemu, prompt);
                for (VncClient viewer : viewers) {
                    awaitPicture(menu, viewer, "menu");
                }
            } finally {
                viewers.forEach(VncClient::close);
            }
        }
        assertFalse(menu.sameAs(prompt));
        assertRecorded(recording, prompt, menu);
        assertReplayed(recording, menu);
    }

    @Test
    void record_ofTigerVncsViewer_replaysExactlyWhatQemuShowed() throws IOException {
        Path recording = home.resolve("viewer.fbs");
        Picture prompt;
        Picture menu;
        try (QemuPc qemu = QemuPc.firmware(home);
                XServer x = XServer.start(home);
                Running proxy =
                        Weft.start(
                                home,
                                "record",
                                qemu.address(),
                                "--listen",
                                "127.0.0.1::0",
                                "--one-shot",
                                "-o",
                                recording.toString())) {
            try (Running _ = TigerVnc.start(x, Weft.ready(proxy))) {
                prompt = stillPicture(qemu, new Picture(1, 1, new int[1]));
                Picture first = prompt;
                var place = x.await("prompt", () -> first);
                String _ = x.focus("QEMU");
                qemu.resume();
                String _ = x.xdotool("key", "Escape");
                menu = stillPicture(qemu, prompt);
                Picture second = menu;
                x.await("menu", place, () -> second);
            }
            assertEquals(0, proxy.exitCode(), proxy::toString);
        }
        assertRecorded(recording, prompt, menu);
        assertReplayed(recording, menu);
        List<String> script = Files.readAllLines(home.resolve("viewer.vdo"));
        assertTrue(script.contains("key Escape"), script::toString);
    }

    /// The recording has the one picture, and ends with the other.
    private static void assertRecorded(Path recording, Picture first, Picture last)
            throws IOException {
        var display = new Framebuffer(1, 1);
        boolean seen = false;
        try (var screen = RecordedScreen.open(recording, display, Pace.UNPACED)) {
            Optional<RecordedEvent> event = screen.next();
            while (event.isPresent()) {
                seen |= Picture.of(display.snapshot()).sameAs(first);
                event = screen.next();
            }
        }
        assertTrue(seen, "the first picture is not in the recording");
        Picture.of(display.snapshot()).mustBe(last, "recorded");
    }

    private void assertReplayed(Path recording, Picture last) {
        try (Running replay =
                        Weft.start(
                                home,
                                "replay",
                                recording.toString(),
                                "127.0.0.1::0",
                                "--speed",
                                "20");
                VncClient viewer = VncClient.to(Weft.ready(replay)).connect()) {
            awaitPicture(last, viewer, "replayed");
        }
    }
}
