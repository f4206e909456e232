package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.e2e.Picture.Place;
import weft.client.VncClient;
import weft.rfb.keyboard.KeyCodes;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The screen of a machine in QEMU: by QEMU's own server, and by Weft's in front of its D-Bus
/// display, beside what QEMU itself says that it shows.
@ExtendWith(Programs.class)
@Timeout(120)
class QemuScreenIT {

    /// Below what the firmware says at first.
    private static final Place MENU = new Place(0, 88);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What the monitor says of the second memory of the VGA.
    private static final Pattern REGISTERS =
            Pattern.compile("VGA controller(?s:.*?)BAR2: [^\\n]* at (0x[0-9a-f]+)");

    private static final Pattern BYTE = Pattern.compile(": (0x[0-9a-f]{2})\\b");

    @TempDir Path home;

    /// Stops the machine, waits until all viewers see what it shows, and lets it go on.
    private static Picture awaitSame(QemuPc pc, String what, VncClient... viewers)
            throws IOException {
        pc.stop();
        Picture shown = pc.screendump();
        for (VncClient viewer : viewers) {
            Eventually.holds(
                    () -> Picture.of(viewer.frame()).sameAs(shown),
                    () -> shown.difference(Picture.of(viewer.frame()), what));
        }
        pc.resume();
        return shown;
    }

    @ParameterizedTest
    @EnumSource
    void firmwaresScreen_isTheSameForEveryViewer(QemuServer server) throws IOException {
        try (QemuSeat seat = QemuSeat.firmware(home, server);
                VncClient own = VncClient.to(seat.pc().address()).connect();
                VncClient viewer = VncClient.to(seat.address()).connect();
                VncClient other = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            Picture _ = awaitSame(pc, "the firmware", own, viewer, other);
            Eventually.holds(
                    () -> {
                        viewer.press(0xff1b); // until the firmware takes keys
                        Eventually.pass(500);
                        return isWrittenOn(Picture.of(viewer.frame()));
                    },
                    () -> "no menu");
            Picture menu = awaitSame(pc, "its menu", own, viewer, other);
            assertTrue(isWrittenOn(menu));
        }
    }

    /// Whether there is text where the menu is.
    private static boolean isWrittenOn(Picture screen) {
        Picture part = screen.part(MENU, screen.width(), 100);
        return Arrays.stream(part.rgb()).anyMatch(pixel -> pixel != 0);
    }

    @ParameterizedTest
    @EnumSource
    void noise_thatKeysMake_isTheSameForEveryViewer(QemuServer server) throws IOException {
        try (QemuSeat seat = QemuSeat.running(home, server, BootProgram.NOISE_FOR_KEYS);
                VncClient own = VncClient.to(seat.pc().address()).connect();
                VncClient viewer = VncClient.to(seat.address()).connect();
                VncClient other = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            var typed = new StringBuilder("0");
            List<Picture> pictures = new ArrayList<>();
            for (VncClient each : List.of(viewer, other, viewer)) {
                pictures.add(awaitSame(pc, "the noise of " + typed, own, viewer, other));
                String key = String.valueOf((char) ('a' + typed.length()));
                each.press(key.charAt(0));
                typed.append(key);
                Eventually.holds(
                        () -> new String(pc.written(), US_ASCII).contentEquals(typed),
                        () -> "not typed: " + typed);
            }
            assertEquals(3, pictures.stream().map(Picture::fingerprint).distinct().count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void mode_thatChanges_isThatOfTheViewers_whoseKeysStayDown(QemuServer server)
            throws IOException {
        try (QemuSeat seat =
                        QemuSeat.running(
                                home,
                                server,
                                BootProgram.MODES_FOR_KEYS,
                                "-trace",
                                "input_event_key_qcode");
                VncClient own = VncClient.to(seat.pc().address()).connect();
                VncClient viewer = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            viewer.key(0xffe1, KeyCodes.SHIFT_L, true);
            pc.awaitSaid("shift, down 1");
            for (int modes = 1; modes < 6; modes++) {
                int changes = modes;
                Eventually.holds(() -> pc.written().length == changes, () -> "no mode " + changes);
                Picture screen = awaitSame(pc, "mode " + modes, own, viewer);
                assertEquals(modes % 2 == 1 ? 640 : 720, screen.width());
                viewer.press('a');
            }
            // whoever shows it may have to press it again
            Eventually.holds(() -> lastOfShift(pc).contains("down 1"), pc::said);
            viewer.key(0xffe1, KeyCodes.SHIFT_L, false);
            Eventually.holds(() -> lastOfShift(pc).contains("down 0"), pc::said);
        }
    }

    private static String lastOfShift(QemuPc pc) {
        return pc.said().lines().filter(line -> line.contains("shift")).toList().getLast();
    }

    @ParameterizedTest
    @EnumSource(names = "OWN", mode = EnumSource.Mode.EXCLUDE)
    void machine_thatGoesAndComesBack_isShownAgain(QemuServer server) throws IOException {
        try (QemuSeat seat = QemuSeat.firmware(home, server, "-name", "the first");
                VncClient viewer = VncClient.to(seat.address()).connect()) {
            assertEquals("the first", viewer.name());
            Picture last = awaitSame(seat.pc(), "the first machine", viewer);
            seat.pc().close();
            viewer.key('a', true);
            assertTrue(Picture.of(viewer.frame()).sameAs(last));
            try (QemuPc second = seat.restart(BootProgram.NOISE_FOR_KEYS, "-name", "the second")) {
                Eventually.holds(
                        () -> viewer.name().equals("the second"), () -> "it is " + viewer.name());
                Picture noise = awaitSame(second, "the second machine", viewer);
                viewer.press('b');
                Eventually.holds(
                        () -> new String(second.written(), US_ASCII).equals("0b"), () -> "no key");
                assertFalse(awaitSame(second, "its key", viewer).sameAs(noise));
            }
        }
    }

    /// A guest with a driver asks for the size then; there is none.
    @ParameterizedTest
    @EnumSource
    void size_thatAViewerAsksFor_isToldToTheMachine(QemuServer server) throws IOException {
        try (QemuSeat seat = QemuSeat.firmware(home, server, "-vga", "virtio");
                VncClient viewer = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            long events = eventsOfVirtioGpu(pc);
            // the firmware must have given the registers their place
            Eventually.holds(() -> byteAt(pc, events).equals("0x00"), () -> byteAt(pc, events));
            assertEquals(ResizeStatus.FORWARDED, viewer.desktop().resize(1000, 700, PATIENCE));
            Eventually.holds(() -> byteAt(pc, events).equals("0x01"), () -> byteAt(pc, events));
        }
    }

    /// Where a virtio-vga says whether there is news of its display: the first of its own registers
    /// (Virtual I/O Device 1.1, 5.7.4), behind the second page of its second memory.
    private static long eventsOfVirtioGpu(QemuPc pc) {
        Supplier<String> pci =
                () -> {
                    try {
                        return pc.pci();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        return 0x2000
                + Long.decode(
                        Eventually.get(
                                () ->
                                        REGISTERS
                                                .matcher(pci.get())
                                                .results()
                                                .map(found -> found.group(1))
                                                .filter(address -> !address.startsWith("0xffff"))
                                                .findFirst(),
                                pci));
    }

    private static String byteAt(QemuPc pc, long address) {
        try {
            return BYTE.matcher(pc.memory(address, 1))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "OWN", mode = EnumSource.Mode.EXCLUDE)
    void size_thatTheMachineCannotHave_isProhibited(QemuServer server) throws IOException {
        try (QemuSeat seat = QemuSeat.firmware(home, server);
                VncClient viewer = VncClient.to(seat.address()).connect()) {
            assertEquals(
                    ResizeStatus.PROHIBITED,
                    viewer.desktop().request(ScreenLayout.single(1000, 700), PATIENCE));
        }
    }
}
