package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.PixelFormat;
import weft.rfb.RfbBuffer;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PowerAction;
import weft.rfb.message.QemuKeyEvent;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.screen.ScreenLayout;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class ClientStreamTest {

    private static final KeyEvent LAST = new KeyEvent(false, 'z');

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] written(List<? extends ClientMessage> messages) {
        var out = new RfbBuffer();
        messages.forEach(message -> message.write(out));
        return out.toByteArray();
    }

    /// What is found in bytes that come in pieces of up to so many.
    private static List<ClientMessage> found(byte[] bytes, int atMost, Random random) {
        List<ClientMessage> found = new ArrayList<>();
        var stream = new ClientStream(() -> true);
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(1 + random.nextInt(atMost), bytes.length - at);
            stream.add(bytes, at, count, found::add);
            at += count;
        }
        assertEquals(Optional.empty(), stream.broken());
        return found;
    }

    @Test
    void messages_ofEachKind_areFoundHoweverTheyCome() {
        List<ClientMessage> all =
                new ArrayList<>(
                        List.of(
                                new SetPixelFormat(PixelFormat.RGB565),
                                new SetEncodings(List.of(7, 0, -239)),
                                new FramebufferUpdateRequest(true, 1, 2, 3, 4),
                                new KeyEvent(true, 0xff0d),
                                new PointerEvent(5, 6, 7),
                                new ClientCutText("text"),
                                new ClientCutText(""),
                                new ClientClipboard(new ClipboardMessage.Peek()),
                                new ClientClipboard(
                                        ClipboardData.compress(
                                                Map.of(ClipboardFormat.RTF, new byte[700]))),
                                new EnableContinuousUpdates(true, 0, 0, 9, 9),
                                new ClientFence(new Fence(Fence.REQUEST, new byte[] {1, 2, 3}))));
        var random = new Random(7);
        for (int round = 0; round < 100; round++) {
            Collections.shuffle(all, random);
            for (int atMost : new int[] {1, 7, 1000}) {
                // fences have arrays, so that they are compared as bytes
                assertEquals(
                        HexFormat.of().formatHex(written(all)),
                        HexFormat.of().formatHex(written(found(written(all), atMost, random))));
            }
        }
    }

    @Test
    void messages_thatOthersKnow_arePassedOver() {
        List<String> others =
                List.of(
                        "fd 82 0003 010203", // gii, a device that cannot be read
                        "fd 02 0300 010203", // the same, little endian
                        "ff 01 0000", // QEMU: audio on
                        "ff 01 0002 03 02 0000ac44"); // QEMU: audio format
        for (String other : others) {
            byte[] last = written(List.of(LAST));
            byte[] message = bytes(other);
            byte[] both = Arrays.copyOf(message, message.length + last.length);
            System.arraycopy(last, 0, both, message.length, last.length);
            assertEquals(List.of(LAST), found(both, 1, new Random(1)), other);
        }
    }

    @Test
    void qemuKeysAndExtendedButtons_areFound() {
        assertEquals(
                List.of(new QemuKeyEvent(true, 0xff0d, 0x1c), new PointerEvent(0x80, 1, 2)),
                found(bytes("ff 00 0001 0000ff0d 0000001c 05 80 0001 0002"), 3, new Random(1)));
        var wanted = new SetEncodings(List.of(-316));
        assertEquals(
                List.of(wanted, new ExtendedPointerEvent(0x100, 1, 2), LAST),
                found(
                        bytes("02 00 0001 fffffec4 05 80 0001 0002 02 04 00 0000 0000007a"),
                        1,
                        new Random(1)));
    }

    @Test
    void highestButton_toAServerWithoutExtendedButtons_isNoMarker() {
        List<ClientMessage> found = new ArrayList<>();
        var stream = new ClientStream(() -> false);
        byte[] bytes = bytes("02 00 0001 fffffec4 05 80 0001 0002 04 00 0000 0000007a");
        stream.add(bytes, 0, bytes.length, found::add);
        assertEquals(
                List.of(new SetEncodings(List.of(-316)), new PointerEvent(0x80, 1, 2), LAST),
                found);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void announcementOfButtons_isFoundHoweverItComes(int atMost) {
        byte[] bytes = bytes("00 00 0001 00000000 0000 0000 fffffec4 02");
        var announcement = new ButtonsAnnouncement();
        for (int at = 0; at < bytes.length; at += atMost) {
            announcement.add(bytes, at, Math.min(atMost, bytes.length - at));
        }
        assertTrue(announcement.isFound());
        var other = new ButtonsAnnouncement();
        byte[] pixels = bytes("fffffec4 00000001 00000000 fffffec4");
        other.add(pixels, 0, pixels.length);
        assertFalse(other.isFound());
    }

    @Test
    void devicesAndSizes_areFound() {
        List<ClientMessage> all =
                List.of(
                        new SetDesktopSize(ScreenLayout.single(800, 600)),
                        new ClientGii(
                                new GiiRequest.CreateDevice(GiiDevice.of("pad", 2, List.of()))),
                        new ClientGii(
                                ByteOrder.LITTLE_ENDIAN,
                                new GiiRequest.Events(List.of(new GiiEvent.Button(7, true, 2)))),
                        LAST);
        assertEquals(all, found(written(all), 3, new Random(1)));
    }

    @Test
    void xvp_isFound() {
        assertEquals(
                List.of(new ClientXvp(PowerAction.RESET), LAST),
                found(bytes("fa 00 01 04 04 00 0000 0000007a"), 1, new Random(1)));
    }

    @Test
    void unknownMessage_endsIt() {
        List<ClientMessage> found = new ArrayList<>();
        var stream = new ClientStream(() -> true);
        stream.add(bytes("63 00"), 0, 2, found::add);
        byte[] last = written(List.of(LAST));
        stream.add(last, 0, last.length, found::add);
        assertEquals(List.of(), found);
        assertEquals(
                Optional.of("Expected the type of a client's message, got 99"), stream.broken());
    }

    @Test
    void hugeText_endsItAtOnce() {
        var stream = new ClientStream(() -> true);
        stream.add(bytes("06 000000 7fffffff"), 0, 8, _ -> {});
        assertTrue(stream.broken().orElseThrow().contains("2147483647 bytes, expected at most"));
    }
}
