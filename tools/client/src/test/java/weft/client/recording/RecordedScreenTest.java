package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

@Timeout(60)
class RecordedScreenTest {

    private static final FramebufferUpdateRequest REQUEST =
            new FramebufferUpdateRequest(false, 0, 0, 4, 2);

    @TempDir private Path folder;

    private final AtomicLong clock = new AtomicLong();

    private Path file() {
        return folder.resolve("a.fbs");
    }

    private static byte[] bytes(Consumer<RfbBuffer> writing) {
        var out = new RfbBuffer();
        writing.accept(out);
        return out.toByteArray();
    }

    /// An update of all of a 4x2 picture in one colour.
    private static byte[] fill(PixelFormat format, int rgb) {
        return bytes(out -> {
            new FramebufferUpdate(1).write(out);
            fill(out, format, rgb);
        });
    }

    private static void fill(RfbBuffer out, PixelFormat format, int rgb) {
        new RectangleHeader(0, 0, 4, 2, Encoding.RAW.number()).write(out);
        int[] pixels = new int[8];
        Arrays.fill(pixels, rgb);
        byte[] raw = new byte[8 * format.bitsPerPixel() / 8];
        PixelTranslator.of(format).write(pixels, 0, 8, raw, 0);
        out.bytes(raw);
    }

    private interface Session {
        void run(FileRecorder recorder) throws IOException;
    }

    private void record(Session session) throws IOException {
        try (var recorder = FileRecorder.create(file(), clock::get)) {
            recorder.began(new ServerInit(4, 2, PixelFormat.RGB565, "desk"));
            session.run(recorder);
        }
    }

    private static void sent(FileRecorder to, ClientMessage... messages) {
        byte[] all = bytes(out -> List.of(messages).forEach(message -> message.write(out)));
        to.sent(all, 0, all.length);
    }

    private static void received(FileRecorder to, byte[] bytes) {
        to.received(bytes, 0, bytes.length);
    }

    private RecordedScreen open() throws IOException {
        return RecordedScreen.open(file(), new Framebuffer(1, 1), Pace.UNPACED);
    }

    /// The next event that is seen or heard.
    private static Optional<RecordedEvent> next(RecordedScreen screen) throws IOException {
        Optional<RecordedEvent> event = screen.next();
        while (event.isPresent() && event.get() instanceof RecordedEvent.Other) {
            event = screen.next();
        }
        return event;
    }

    private static void assertShows(int rgb, RecordedScreen screen) throws IOException {
        assertInstanceOf(RecordedEvent.Picture.class, next(screen).orElseThrow());
        int[] expected = new int[8];
        Arrays.fill(expected, rgb);
        assertEquals(
                Arrays.toString(expected), Arrays.toString(screen.display().snapshot().pixels()));
    }

    @Test
    void next_goesThroughPicturesBellsAndTexts_withTheirTimes() throws IOException {
        record(to -> {
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            clock.addAndGet(40_000_000);
            received(to, fill(PixelFormat.XRGB8888, 0x112233));
            clock.addAndGet(10_000_000);
            received(to, bytes(new Bell()::write));
            received(to, bytes(new ServerCutText("text")::write));
            received(
                    to,
                    bytes(
                            new ServerClipboard(
                                            ClipboardData.compress(
                                                    Map.of(TEXT, "ж".getBytes(UTF_8))))
                                    ::write));
            clock.addAndGet(1_000_000);
            received(to, fill(PixelFormat.XRGB8888, 0x445566));
        });
        try (var screen = open()) {
            assertEquals("desk", screen.name());
            assertFalse(screen.hasPicture());
            assertShows(0x112233, screen);
            assertTrue(screen.hasPicture());
            assertEquals(40, screen.millis());
            assertEquals(Optional.of(new RecordedEvent.Bell()), screen.next());
            assertEquals(50, screen.millis());
            assertEquals(Optional.of(new RecordedEvent.CutText("text")), screen.next());
            assertEquals(Optional.of(new RecordedEvent.CutText("ж")), screen.next());
            assertShows(0x445566, screen);
            assertEquals(51, screen.millis());
            assertEquals(Optional.empty(), screen.next());
            assertFalse(screen.isCutOff());
        }
    }

    @Test
    void pixelFormat_changedLater_holdsFromTheNextUpdateOn() throws IOException {
        PixelFormat low = PixelFormat.RGB565;
        record(to -> {
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            byte[] first = fill(PixelFormat.XRGB8888, 0xff0000);
            to.received(first, 0, 9);
            sent(to, new SetPixelFormat(low), REQUEST); // within an update
            to.received(first, 9, first.length - 9);
            received(to, fill(low, 0x00ff00));
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            received(to, fill(PixelFormat.XRGB8888, 0x0000ff));
        });
        try (var screen = open()) {
            assertShows(0xff0000, screen);
            assertShows(0x00ff00, screen);
            assertShows(0x0000ff, screen);
        }
    }

    @Test
    void pixelFormat_changedWithContinuousUpdates_waitsForTheirEnd() throws IOException {
        PixelFormat low = PixelFormat.RGB565;
        record(to -> {
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            received(to, fill(PixelFormat.XRGB8888, 1));
            sent(
                    to,
                    new EnableContinuousUpdates(false, 0, 0, 4, 2),
                    new SetPixelFormat(low),
                    new EnableContinuousUpdates(true, 0, 0, 4, 2));
            received(to, fill(PixelFormat.XRGB8888, 2)); // it was on its way
            received(to, bytes(new EndOfContinuousUpdates()::write));
            received(to, fill(low, 0xff0000));
        });
        try (var screen = open()) {
            assertShows(1, screen);
            assertShows(2, screen);
            assertShows(0xff0000, screen);
        }
    }

    @Test
    void open_aRecordingOfAnotherMakerIn38_needsNoFilesBesideIt() throws IOException {
        try (var writer = FbsWriter.create(file())) {
            writer.write(0, bytes(ProtocolVersion.V3_8::write));
            writer.write(0, bytes(new SecurityTypes(List.of(1))::write));
            writer.write(0, bytes(out -> SecurityResult.OK.write(out, ProtocolVersion.V3_8)));
            writer.write(0, bytes(new ServerInit(4, 2, PixelFormat.RGB565, "x")::write));
            writer.write(7, fill(PixelFormat.RGB565, 0xff0000));
        }
        try (var screen = open()) {
            assertShows(0xff0000, screen);
        }
    }

    @Test
    void open_aRecordedPassword_isRefused() throws IOException {
        try (var writer = FbsWriter.create(file())) {
            writer.write(0, bytes(ProtocolVersion.V3_3::write));
            writer.write(0, bytes(out -> out.u32(2)));
        }
        var e = assertThrows(RecordingException.class, this::open);
        assertEquals(
                file() + ": it begins with security type 2, expected None (1)", e.getMessage());
    }

    @Test
    void pseudoRectangles_thatOtherViewersAskFor_arePassedOver() throws IOException {
        String size = "0000 0000 0004 0002";
        List<String> others =
                List.of(
                        "0000 0000 0000 0000 fffffefe", // QEMU's key events
                        "0000 0000 0000 0000 fffffefb 03", // QEMU's LEDs
                        "0000 0000 0000 0000 fffffecd 00000002 6869", // DesktopName
                        size + " fffffecc 01 000000" + "00".repeat(16), // ExtendedDesktopSize
                        "0001 0001 0001 0000 fffffecc 00 000000", // the same as a refusal
                        "0000 0000 0009 0002 ffffff10" + "01".repeat(6 + 2 * 4), // XCursor
                        "0000 0000 0000 0000 ffffff10",
                        "0000 0000 0001 0002 fffffec6 00000000" + "00".repeat(8), // with alpha
                        "0000 0000 0001 0001 574d5664 00 00" + "00".repeat(8), // VMware's
                        "0000 0000 0001 0001 574d5664 01 00" + "00".repeat(4));
        for (String other : others) {
            record(to -> {
                sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
                received(to, fill(PixelFormat.XRGB8888, 1));
                received(
                        to,
                        bytes(out -> {
                            new FramebufferUpdate(2).write(out);
                            out.bytes(HexFormat.of().parseHex(other.replace(" ", "")));
                            fill(out, PixelFormat.XRGB8888, 2);
                        }));
            });
            try (var screen = open()) {
                assertShows(1, screen);
                assertShows(2, screen);
            }
        }
    }

    @Test
    void messages_thatOtherViewersAskFor_arePassedOver() throws IOException {
        for (String other :
                List.of(
                        "fa 00 01 01", // xvp
                        "fd 81 0004 00010001", // gii
                        "ff 01 0002 00000003 010203", // QEMU's audio
                        "ff 01 0001",
                        "03 000000 fffffffc 01000000")) { // Extended Clipboard
            record(to -> {
                sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
                received(to, HexFormat.of().parseHex(other.replace(" ", "")));
                received(to, fill(PixelFormat.XRGB8888, 2));
            });
            try (var screen = open()) {
                assertShows(2, screen);
            }
        }
    }

    @Test
    void unknownEncoding_saysWhen() throws IOException {
        record(to -> {
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            clock.addAndGet(1_234_000_000);
            received(
                    to,
                    bytes(out -> {
                        new FramebufferUpdate(1).write(out);
                        new RectangleHeader(0, 0, 1, 1, 4711).write(out);
                    }));
        });
        try (var screen = open()) {
            var e = assertThrows(RecordingException.class, screen::next);
            assertEquals(
                    file()
                            + ": at 1.234 s: Expected one of the encodings that were asked for,"
                            + " got 4711 (UNKNOWN)",
                    e.getMessage());
        }
    }

    @Test
    void file_cutOffOrDamagedAnywhere_endsOrSaysSo() throws IOException {
        record(to -> {
            sent(to, new SetPixelFormat(PixelFormat.XRGB8888), REQUEST);
            for (int i = 0; i < 5; i++) {
                received(to, fill(PixelFormat.XRGB8888, i));
            }
        });
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            playAll();
        }
        var random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + round % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(), damaged);
            playAll();
        }
    }

    /// Whatever is in the file, this ends, and with nothing worse than a [RecordingException].
    private void playAll() throws IOException {
        try (var screen = open()) {
            int events = 0;
            while (screen.next().isPresent()) {
                events++;
            }
            assertTrue(events < 1000);
        } catch (RecordingException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith(file().toString()));
        }
    }
}
