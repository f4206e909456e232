package weft.client.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.client.handshake.Line;
import weft.client.probe.Announcement;
import weft.client.probe.ServerExtension;
import weft.client.recording.Recorder;
import weft.client.wire.FedTransport;
import weft.rfb.EndOfStreamException;
import weft.rfb.PixelFormat;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ServerInit;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

class AnnouncementReaderTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final ServerInit INIT = new ServerInit(400, 300, PixelFormat.RGB565, "desk");

    /// What TigerVNC's Xtigervnc 1.12 has sent before the pixel.
    private static final String TIGERVNC =
            "f8000000 80000001 00"
                    + "96"
                    + "03000000 fffffff8 1f000001 00000000"
                    + "00 00 0004"
                    + "0000 0000 0000 0000 fffffec6 00000000"
                    + "0000 0000 0000 0000 fffffefb 00"
                    + "0000 0000 0000 0000 fffffefe"
                    + "0000 0000 0190 012c fffffecc"
                    + "01 000000 6b8b4567 0000 0000 0190 012c 00000000";

    private static final String PIXEL = "00 00 0001 0000 0000 0001 0001 00000000 11223344";

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    private static Announcement read(FedTransport server) throws IOException {
        long[] time = {0};
        return new AnnouncementReader(new Line(server, Recorder.NONE), () -> time[0] += 1000)
                .read(INIT);
    }

    /// What a server sends that answers all questions, fences with fences.
    private static byte[] answered(String announcement) {
        var all = new StringBuilder(announcement).append(PIXEL);
        for (int i = 0; i < 20; i++) {
            all.append(
                    announcement.equals(TIGERVNC)
                            ? "f8000000 00000000 01 %02x".formatted(i)
                            : PIXEL);
        }
        return bytes(all.toString());
    }

    private static Announcement announced(String hex, int piece) throws IOException {
        return read(new FedTransport(answered(hex), piece));
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "7", "10000"})
    void tigervnc_announces_whatItHasSent(int piece) throws IOException {
        Announcement known = announced(TIGERVNC, piece);
        assertEquals(
                EnumSet.of(
                        ServerExtension.FENCE,
                        ServerExtension.CONTINUOUS_UPDATES,
                        ServerExtension.EXTENDED_CLIPBOARD,
                        ServerExtension.CURSOR_WITH_ALPHA,
                        ServerExtension.LED_STATE,
                        ServerExtension.QEMU_KEY_EVENTS,
                        ServerExtension.EXTENDED_DESKTOP_SIZE),
                known.extensions());
        assertEquals(1, known.screens());
        assertEquals(20, known.roundTrips().size());
        assertEquals(Set.of(Duration.ofNanos(1000)), Set.copyOf(known.roundTrips()));
        assertEquals(INIT, known.init());
    }

    @Test
    void fence_isAnswered_andAnUpdateWithoutThePixelIsFollowedByAnotherRequest()
            throws IOException {
        var server = new FedTransport(answered(TIGERVNC), 1000);
        Announcement _ = read(server);
        String heard = HEX.formatHex(server.heard());
        String asked = "03000000000000010001";
        assertTrue(heard.contains("f8000000" + "00000001" + "00"), heard);
        assertEquals(1, times("03010000000000010001", heard));
        assertEquals(1, times(asked, heard));
        for (int i = 0; i < 20; i++) {
            assertEquals(1, times("f8000000" + "80000000" + "01%02x".formatted(i), heard));
        }
    }

    @Test
    void serverWithoutFences_isAskedForThePixel() throws IOException {
        var server = new FedTransport(answered(""), 1000);
        assertEquals(20, read(server).roundTrips().size());
        assertEquals(21, times("03000000000000010001", HEX.formatHex(server.heard())));
    }

    private static long times(String part, String text) {
        return Pattern.compile(part).matcher(text).results().count();
    }

    @Test
    void stream_cutOffAnywhere_isNoticed() {
        byte[] all = bytes(TIGERVNC + PIXEL);
        for (int length = 0; length < all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            assertThrows(
                    EndOfStreamException.class,
                    () -> read(new FedTransport(cut, 5)),
                    "after " + cut.length);
        }
    }

    /// Everything else that is passed over, and what it announces.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    00 00 0001 0001 0001 0009 0002 ffffff11 BYTES:76              | CURSOR
                    00 00 0001 0001 0001 0009 0002 ffffff10 BYTES:14              | X_CURSOR
                    00 00 0001 0000 0000 0000 0000 ffffff10                       | X_CURSOR
                    00 00 0001 0000 0000 0002 0002 fffffec6 00000000 BYTES:16     | CURSOR_WITH_ALPHA
                    00 00 0001 0000 0000 0000 0000 fffffecd 00000003 BYTES:3      | DESKTOP_NAME
                    00 00 ffff 0000 0000 0000 0000 ffffff20                       | LAST_RECT
                    00 00 0001 0000 0000 0280 01e0 ffffff21                       | DESKTOP_SIZE
                    00 00 0001 0000 0000 0000 0000 fffffefd                       | QEMU_AUDIO
                    00 00 0001 0001 0000 0000 0000 fffffeff                       | QEMU_POINTER_MOTION
                    00 00 0001 0000 0000 0000 0000 fffffec4                       | EXTENDED_MOUSE_BUTTONS
                    fa 00 01 01                                                   | XVP
                    fd 81 0004 0001 0001                                          | GII
                    fd 01 0400 0100 0100                                          | GII
                    01 00 0000 0002 BYTES:12                                      |
                    02                                                            |
                    03 000000 00000002 6869                                       |
                    ff 01 0002 00000004 BYTES:4                                   |
                    ff 01 0001                                                    |
                    03 000000 fffffffc 08000001                                   |
                    """)
    void message_ofAnyKind_isPassedOver(String hex, @Nullable String expected) throws IOException {
        var matcher = Pattern.compile("BYTES:(\\d+)").matcher(hex);
        String all = matcher.replaceAll(m -> "00".repeat(Integer.parseInt(m.group(1))));
        Set<ServerExtension> extensions = announced(all, 9).extensions();
        assertEquals(
                expected == null ? Set.of() : Set.of(ServerExtension.valueOf(expected)),
                extensions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    4d | Expected the type of a server's message, got 77
                    03 000000 7fffffff | Cut text of 2147483647 bytes, limit 1048576
                    03 000000 80000000 | Cut text of 2147483648 bytes, limit 1048576
                    03 000000 ffffffff | Cut text of 1 bytes, limit 1048576
                    f8 000000 80000001 41 | A fence of 65 bytes > limit 64
                    00 00 0001 0000 0000 0001 0001 00000007 | Expected Raw or a pseudo-encoding that was asked for, got 7
                    00 00 0001 0000 0000 0001 0001 fffffec8 | Fence is no rectangle
                    00 00 0001 0000 0000 0001 0001 fffffec6 00000007 | Expected a cursor with alpha in Raw, got 7
                    00 00 0001 0000 0000 0001 0001 fffffecd ffffffff | A name of 4294967295 bytes > limit 1048576
                    """)
    void message_illegal_isRefusedWithWhatItIs(String hex, String expected) {
        var e = assertThrows(RfbProtocolException.class, () -> announced(hex, 100));
        assertEquals(expected, e.getMessage());
    }

    @Test
    void rectangles_withoutEnd_areRefused() {
        String endless = "00 00 2711" + "0000 0000 0000 0000 fffffefe".repeat(10_001);
        var e = assertThrows(RfbProtocolException.class, () -> announced(endless, 1000));
        assertEquals("More than 10000 rectangles for so many pixels", e.getMessage());
    }
}
