package weft.rfb.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.DIB;
import static weft.rfb.clipboard.ClipboardFormat.HTML;
import static weft.rfb.clipboard.ClipboardFormat.RTF;
import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.RfbProtocolException;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.clipboard.ClipboardAction;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.SetColourMapEntries.Colour;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class MessagesTest {

    /// RFC 6143 §7.5, each message as its table lays it out.
    static Stream<Arguments> clientMessages() {
        return Stream.of(
                Arguments.of(
                        new SetPixelFormat(PixelFormat.XRGB8888),
                        "00 000000 20180001 00ff00ff00ff 100800 000000"),
                Arguments.of(
                        new SetEncodings(List.of(16, 7, -239, Integer.MIN_VALUE)),
                        "02 00 0004 00000010 00000007 ffffff11 80000000"),
                Arguments.of(new SetEncodings(List.of()), "02 00 0000"),
                Arguments.of(
                        new FramebufferUpdateRequest(true, 1, 2, 0xffff, 0x100),
                        "03 01 0001 0002 ffff 0100"),
                Arguments.of(
                        new FramebufferUpdateRequest(false, 0, 0, 0, 0),
                        "03 00 0000 0000 0000 0000"),
                // rfbproto, SetDesktopSize
                Arguments.of(
                        new SetDesktopSize(
                                new ScreenLayout(
                                        1280,
                                        800,
                                        List.of(
                                                new Screen(0xffff_ffffL, 0, 0, 640, 800, 1),
                                                new Screen(7, 640, 0, 640, 0xffff, 0)))),
                        "fb 00 0500 0320 02 00 ffffffff 0000 0000 0280 0320 00000001"
                                + "00000007 0280 0000 0280 ffff 00000000"),
                Arguments.of(
                        new SetDesktopSize(new ScreenLayout(0, 0, List.of())),
                        "fb 00 0000 0000 00 00"),
                Arguments.of(new KeyEvent(true, 0xff0d), "04 01 0000 0000ff0d"),
                Arguments.of(new KeyEvent(false, 0xffff_ffffL), "04 00 0000 ffffffff"),
                Arguments.of(new PointerEvent(0x81, 0xffff, 3), "05 81 ffff 0003"),
                Arguments.of(new ClientCutText("hé\n"), "06 000000 00000003 68e90a"),
                Arguments.of(new ClientCutText(""), "06 000000 00000000"),
                // rfbproto, Extended Clipboard
                Arguments.of(
                        new ClientClipboard(new ClipboardMessage.Request(Set.of(TEXT, HTML))),
                        "06 000000 fffffffc 02000005"),
                Arguments.of(
                        new ClientClipboard(new ClipboardMessage.Peek()),
                        "06 000000 fffffffc 04000000"),
                Arguments.of(
                        new ClientClipboard(
                                new ClipboardMessage.Caps(
                                        Map.of(TEXT, 20L << 20, DIB, 0xffff_ffffL),
                                        Set.of(ClipboardAction.CAPS, ClipboardAction.PROVIDE))),
                        "06 000000 fffffff4 11000009 01400000 ffffffff"),
                // rfbproto, extended PointerEvent: button 9, then all
                Arguments.of(new ExtendedPointerEvent(0x100, 1, 2), "05 80 0001 0002 02"),
                Arguments.of(new ExtendedPointerEvent(0x7fff, 0xffff, 0), "05 ff ffff 0000 ff"),
                // rfbproto, QEMU Extended Key Event Message: XK_Right is e0 4d
                Arguments.of(new QemuKeyEvent(true, 0xff53, 0xcd), "ff 00 0001 0000ff53 000000cd"),
                Arguments.of(
                        new QemuKeyEvent(false, 0, 0xffff_ffffL), "ff 00 0000 00000000 ffffffff"),
                // rfbproto, QEMU Audio Client Message: 44100 is ac44
                Arguments.of(new EnableAudio(true), "ff 01 0000"),
                Arguments.of(new EnableAudio(false), "ff 01 0001"),
                Arguments.of(
                        new SetAudioFormat(new PcmFormat(SampleFormat.S32, 2, 44_100)),
                        "ff 01 0002 05 02 0000ac44"),
                Arguments.of(
                        new SetAudioFormat(new PcmFormat(SampleFormat.U8, 1, 48_000)),
                        "ff 01 0002 00 01 0000bb80"),
                // rfbproto, EnableContinuousUpdates and ClientFence
                Arguments.of(
                        new EnableContinuousUpdates(true, 1, 2, 0xffff, 0x100),
                        "96 01 0001 0002 ffff 0100"),
                Arguments.of(
                        new EnableContinuousUpdates(false, 0, 0, 0, 0),
                        "96 00 0000 0000 0000 0000"),
                Arguments.of(
                        new ClientFence(new Fence(Fence.REQUEST | Fence.SYNC_NEXT, new byte[] {7})),
                        "f8 000000 80000004 01 07"),
                Arguments.of(
                        new ClientFence(new Fence(0x7fff_ffff, new byte[0])),
                        "f8 000000 7fffffff 00"),
                Arguments.of(
                        new ClientFence(new Fence(0, Hex.bytes("5a".repeat(64)))),
                        "f8 000000 00000000 40" + "5a".repeat(64)),
                // rfbproto, xvp Client Message
                Arguments.of(new ClientXvp(PowerAction.SHUTDOWN), "fa 00 01 02"),
                Arguments.of(new ClientXvp(PowerAction.REBOOT), "fa 00 01 03"),
                Arguments.of(new ClientXvp(PowerAction.RESET), "fa 00 01 04"),
                Arguments.of(new ClientXvp(255, 0), "fa 00 ff 00"),
                // rfbproto, gii Client Message; more of them in GiiMessagesTest
                Arguments.of(new ClientGii(new GiiRequest.Version(1)), "fd 81 0002 0001"));
    }

    /// RFC 6143 §7.6.
    static Stream<Arguments> serverMessages() {
        return Stream.of(
                Arguments.of(new FramebufferUpdate(2), "00 00 0002"),
                Arguments.of(
                        new FramebufferUpdate(FramebufferUpdate.UNTIL_LAST_RECT), "00 00 ffff"),
                Arguments.of(
                        new SetColourMapEntries(
                                3, List.of(new Colour(1, 2, 3), new Colour(0xffff, 0, 0x8000))),
                        "01 00 0003 0002 0001 0002 0003 ffff 0000 8000"),
                Arguments.of(new Bell(), "02"),
                Arguments.of(new ServerCutText("\0\u00ff"), "03 000000 00000002 00ff"),
                // rfbproto, Extended Clipboard
                Arguments.of(
                        new ServerClipboard(ClipboardMessage.Caps.ALL_WHEN_ASKED),
                        "03 000000 ffffffec 1f00000f 00000000 00000000 00000000 00000000"),
                Arguments.of(
                        new ServerClipboard(new ClipboardMessage.Notify(Set.of(RTF))),
                        "03 000000 fffffffc 08000002"),
                Arguments.of(
                        new ServerClipboard(
                                new ClipboardMessage.Provide(Set.of(TEXT), Hex.bytes("789c01"))),
                        "03 000000 fffffff9 10000001 789c01"),
                // rfbproto, EndOfContinuousUpdates and ServerFence
                Arguments.of(new EndOfContinuousUpdates(), "96"),
                Arguments.of(
                        new ServerFence(
                                new Fence(
                                        Fence.REQUEST | Fence.BLOCK_BEFORE | Fence.BLOCK_AFTER,
                                        Hex.bytes("0102"))),
                        "f8 000000 80000003 02 0102"),
                // rfbproto, xvp Server Message
                Arguments.of(ServerXvp.init(), "fa 00 01 01"),
                Arguments.of(ServerXvp.fail(new ClientXvp(7, 2)), "fa 00 07 00"),
                // rfbproto, gii Server Message
                Arguments.of(ServerGii.versions(), "fd 81 0004 0001 0001"),
                // rfbproto, QEMU Audio Server Message
                Arguments.of(new AudioStream(false), "ff 01 0000"),
                Arguments.of(new AudioStream(true), "ff 01 0001"),
                Arguments.of(new AudioData(Hex.bytes("0100ff7f")), "ff 01 0002 00000004 0100ff7f"),
                Arguments.of(new AudioData(new byte[0]), "ff 01 0002 00000000"));
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void clientMessage_hasTheBytesOfTheSpecification(ClientMessage message, String hex) {
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(message::write)));
        Feed.assertParses(
                message,
                Hex.bytes(hex),
                in -> ClientMessages.read(in, message instanceof ExtendedPointerEvent));
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void serverMessage_hasTheBytesOfTheSpecification(ServerMessage message, String hex) {
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(message::write)));
        Feed.assertParses(message, Hex.bytes(hex), ServerMessages::read);
    }

    @Test
    void goldens_coverEveryMessage() {
        assertEquals(
                Set.of(ClientMessage.class.getPermittedSubclasses()),
                clientMessages().map(a -> a.get()[0].getClass()).collect(Collectors.toSet()));
        assertEquals(
                Set.of(ServerMessage.class.getPermittedSubclasses()),
                serverMessages().map(a -> a.get()[0].getClass()).collect(Collectors.toSet()));
    }

    @Test
    void flags_thatAreNotOne_areTrue() {
        assertEquals(
                new FramebufferUpdateRequest(true, 0, 0, 1, 1),
                ClientMessages.read(Feed.whole(Hex.bytes("03 ff 0000 0000 0001 0001"))));
        assertEquals(
                new KeyEvent(true, 0),
                ClientMessages.read(Feed.whole(Hex.bytes("04 80 ffff 00000000"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 11, 15, 149, 151, 247, 249, 252, 254})
    void clientMessage_ofUnknownType_isRefused(int type) {
        byte[] bytes = {(byte) type, 0, 0, 0};
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> ClientMessages.read(Feed.whole(bytes)));
        assertEquals(RfbProtocolException.Reason.MESSAGE_TYPE, e.reason());
        assertEquals("Expected the type of a client's message, got " + type, e.getMessage());
    }

    @Test
    void serverMessage_ofUnknownType_isRefused() {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ServerMessages.read(Feed.whole(new byte[] {4})));
        assertEquals("Expected the type of a server's message, got 4", e.getMessage());
    }

    @Test
    void message_readAsAnother_isRefused() {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> KeyEvent.read(Feed.whole(Hex.bytes("05 00 0000 0000"))));
        assertEquals("Expected KEY_EVENT = 4, got 5", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00100001", "7fffffff"})
    void cutText_beyondTheLimit_isRefusedBeforeItIsRead(String length) {
        for (String type : List.of("06", "03")) {
            byte[] bytes = Hex.bytes(type + "000000" + length);
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> {
                                if (type.equals("06")) {
                                    ClientMessages.read(Feed.whole(bytes));
                                } else {
                                    ServerMessages.read(Feed.whole(bytes));
                                }
                            });
            assertEquals(
                    "Cut text of " + Long.parseLong(length, 16) + " bytes > limit 1048576",
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"80000000", "ff5fffff", "fffffffd", "ffffffff"})
    void clipboardMessage_ofNoSuchLength_isRefusedBeforeItIsRead(String length) {
        byte[] bytes = Hex.bytes("06000000" + length);
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> ClientMessages.read(Feed.whole(bytes)));
        assertEquals(
                "Clipboard message of %d bytes, expected 4 to 10485760"
                        .formatted((1L << 32) - Long.parseLong(length, 16)),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000001", "06000001", "20000001"})
    void clipboardMessage_withoutOneAction_isRefused(String flags) {
        byte[] bytes = Hex.bytes("06000000 fffffffc" + flags);
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> ClientMessages.read(Feed.whole(bytes)));
        assertEquals(
                "Clipboard message with flags " + flags + ": expected one action", e.getMessage());
    }

    @Test
    void clipboardCaps_withFormatsOfTheFuture_keepTheSizesApart() {
        var caps =
                new ClipboardMessage.Caps(
                        Map.of(TEXT, 1L, DIB, 3L),
                        Set.of(ClipboardAction.CAPS, ClipboardAction.NOTIFY));
        assertEquals(
                new ClientClipboard(caps),
                ClientMessages.read(
                        Feed.whole(
                                Hex.bytes(
                                        "06000000 ffffffe6 09008019 00000001 00000003 00000010"
                                                + "0000000f 01020304 0506"))));
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () ->
                                ClientMessages.read(
                                        Feed.whole(Hex.bytes("06000000fffffff80100ffff"))));
        assertEquals("Clipboard capabilities with 4 bytes of sizes, expected 64", e.getMessage());
    }

    @Test
    void pointerEvent_withTheEighthButton_isExtendedWhereThatWasAskedFor() {
        byte[] bytes = Hex.bytes("05 81 0001 0002 03");
        assertEquals(new PointerEvent(0x81, 1, 2), ClientMessages.read(Feed.whole(bytes)));
        assertEquals(
                new ExtendedPointerEvent(0x181, 1, 2),
                ClientMessages.read(Feed.whole(bytes), true));
        assertEquals(
                new PointerEvent(1, 1, 2),
                ClientMessages.read(Feed.whole(Hex.bytes("05 01 0001 0002")), true));
        assertThrows(IllegalArgumentException.class, () -> new ExtendedPointerEvent(0x8000, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ff 63 0000 | Expected QEMU submessage 0 (a key) or 1 (audio), got 99",
                "ff 01 0003 | Expected audio operation 0 (enable), 1 (disable) or 2 (set format),"
                        + " got 3",
                "ff 01 0002 06 02 0000ac44 | Expected an audio sample-format from 0 to 5, got 6",
                "ff 01 0002 03 00 0000ac44 | Expected 1 or 2 audio channels, got 0",
                "ff 01 0002 03 ff ffffffff | Expected 1 or 2 audio channels, got 255",
                "ff 01 0002 03 02 ffffffff | Expected an audio frequency from 1000 to 48000,"
                        + " got 4294967295",
                "ff 01 0002 03 02 0000bb81 | Expected an audio frequency from 1000 to 48000,"
                        + " got 48001",
                "ff 01 0002 03 02 00000000 | Expected an audio frequency from 1000 to 48000, got 0"
            })
    void qemuMessage_ofAClientThatIsWrong_isRefused(String hex, String message) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ClientMessages.read(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ff 00 0000 | Expected QEMU submessage 1 (audio), got 0",
                "ff 01 0003 | Expected audio operation 0 (end), 1 (begin) or 2 (data), got 3",
                "ff 01 0002 00100001 | Audio data of 1048577 bytes > limit 1048576",
                "ff 01 0002 ffffffff | Audio data of 4294967295 bytes > limit 1048576"
            })
    void qemuMessage_ofAServerThatIsWrong_isRefused(String hex, String message) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ServerMessages.read(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    @Test
    void audio_beyondTheLimits_isNotWritten() {
        var fast = new PcmFormat(SampleFormat.S16, 2, 96_000);
        assertThrows(IllegalArgumentException.class, () -> new SetAudioFormat(fast));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AudioData(new byte[AudioData.LIMIT_BYTES + 1]));
    }

    @Test
    void xvp_ofAnotherVersionOrCode_isNoAction() {
        assertEquals(Optional.of(PowerAction.RESET), new ClientXvp(1, 4).action());
        assertEquals(Optional.empty(), new ClientXvp(2, 4).action());
        assertEquals(Optional.empty(), new ClientXvp(1, 5).action());
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ServerMessages.read(Feed.whole(Hex.bytes("fa 00 01 02"))));
        assertEquals("Expected xvp-message-code 0 (FAIL) or 1 (INIT), got 2", e.getMessage());
    }

    @Test
    void pointerMotion_isAddedTo7fff() {
        for (int delta : new int[] {0, 1, -1, 100, -32768, 32767}) {
            assertEquals(delta, PointerMotion.delta(PointerMotion.position(delta)));
        }
        assertEquals(0x7fff, PointerMotion.position(0));
        assertEquals(0x8000, PointerMotion.position(1));
        assertEquals(0xfffe, PointerMotion.position(32767));
        assertEquals(0xffff, PointerMotion.position(-32768));
        assertThrows(IllegalArgumentException.class, () -> PointerMotion.position(32768));
    }

    @Test
    void cutText_atTheLimit_isTaken() {
        ClientCutText message = new ClientCutText("x".repeat(CutText.LIMIT_BYTES));
        byte[] bytes = Hex.written(message::write);
        assertEquals(message, ClientMessages.read(Feed.whole(bytes)));
        String tooLong = "x".repeat(CutText.LIMIT_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> new ServerCutText(tooLong));
    }

    @Test
    void cutText_outsideLatin1_becomesAQuestionMarkEach() {
        assertEquals("a?é?c", new ClientCutText("a€é\uD83D\uDE00c").text());
        byte[] bytes = Hex.written(new ServerCutText("€")::write);
        assertArrayEquals(Hex.bytes("03 000000 00000001 3f"), bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 255})
    void fence_longerThanTheLimit_isRefusedBeforeItIsRead(int length) {
        byte[] bytes = Hex.bytes("f8 000000 80000000 %02x".formatted(length));
        String message = "Fence of " + length + " bytes > limit 64";
        for (Executable parser :
                List.<Executable>of(
                        () -> ClientMessages.read(Feed.whole(bytes)),
                        () -> ServerMessages.read(Feed.whole(bytes)))) {
            var e = assertThrows(RfbProtocolException.class, parser);
            assertEquals(RfbProtocolException.Reason.LIMIT, e.reason());
            assertEquals(message, e.getMessage());
        }
        var e = assertThrows(IllegalArgumentException.class, () -> new Fence(0, new byte[length]));
        assertEquals(message, e.getMessage());
    }

    @Test
    void fenceAnswer_keepsThePayloadAndOnlyFlagsThatAreUnderstood() {
        byte[] payload = Hex.bytes("00ff80");
        assertEquals(new Fence(7, payload), new Fence(-1, payload).answer());
        assertEquals(new Fence(0, payload), new Fence(0xffff_fff8, payload).answer());
        assertEquals(
                new Fence(Fence.BLOCK_AFTER, payload),
                new Fence(Fence.REQUEST | Fence.BLOCK_AFTER, payload).answer());
    }

    @Test
    void fence_isNotChangedThroughItsArrays() {
        byte[] payload = {1};
        var fence = new Fence(0, payload);
        payload[0] = 2;
        fence.payload()[0] = 3;
        assertArrayEquals(new byte[] {1}, fence.payload());
    }

    @Test
    void setEncodings_ofTheLargestCount_isTaken() {
        SetEncodings message = new SetEncodings(Collections.nCopies(65535, 16));
        byte[] bytes = Hex.written(message::write);
        assertEquals(message, ClientMessages.read(Feed.randomSplits(bytes, 1)));
        assertThrows(
                EndOfStreamException.class,
                () -> ClientMessages.read(Feed.whole(Hex.bytes("0200ffff 00000000"))));
    }

    @Test
    void fixedColourMap_isSentWhole() {
        SetColourMapEntries message = SetColourMapEntries.fixed();
        assertEquals(256, message.colours().size());
        assertEquals(new Colour(0, 0, 0), message.colours().getFirst());
        assertEquals(new Colour(0xffff, 0xffff, 0xffff), message.colours().getLast());
        assertEquals(0xff0000, message.colours().get(0xe0).rgb());
        assertTrue(Hex.of(Hex.written(message::write)).startsWith("010000000100" + "000000000000"));
    }

    @Test
    void values_thatDoNotFit_areRefusedByTheRecords() {
        assertThrows(IllegalArgumentException.class, () -> new PointerEvent(256, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PointerEvent(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new KeyEvent(true, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> new FramebufferUpdate(65536));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FramebufferUpdateRequest(true, 0, 0, 65536, 0));
        assertThrows(IllegalArgumentException.class, () -> new RectangleHeader(0, 0, 65536, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Colour(65536, 0, 0));
    }

    @Test
    void rectangleHeader_hasTheBytesOfTheSpecification() {
        RectangleHeader header = new RectangleHeader(1, 2, 0xffff, 4, -223);
        byte[] bytes = Hex.bytes("0001 0002 ffff 0004 ffffff21");
        assertArrayEquals(bytes, Hex.written(header::write));
        Feed.assertParses(header, bytes, RectangleHeader::read);
    }
}
