package weft.rfb.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.SetColourMapEntries.Colour;

import java.util.Collections;
import java.util.List;
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
                Arguments.of(new KeyEvent(true, 0xff0d), "04 01 0000 0000ff0d"),
                Arguments.of(new KeyEvent(false, 0xffff_ffffL), "04 00 0000 ffffffff"),
                Arguments.of(new PointerEvent(0x81, 0xffff, 3), "05 81 ffff 0003"),
                Arguments.of(new ClientCutText("hé\n"), "06 000000 00000003 68e90a"),
                Arguments.of(new ClientCutText(""), "06 000000 00000000"),
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
                        "f8 000000 00000000 40" + "5a".repeat(64)));
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
                // rfbproto, EndOfContinuousUpdates and ServerFence
                Arguments.of(new EndOfContinuousUpdates(), "96"),
                Arguments.of(
                        new ServerFence(
                                new Fence(
                                        Fence.REQUEST | Fence.BLOCK_BEFORE | Fence.BLOCK_AFTER,
                                        Hex.bytes("0102"))),
                        "f8 000000 80000003 02 0102"));
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void clientMessage_hasTheBytesOfTheSpecification(ClientMessage message, String hex) {
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(message::write)));
        Feed.assertParses(message, Hex.bytes(hex), ClientMessages::read);
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
                ClientMessageType.values().length,
                clientMessages().map(a -> a.get()[0].getClass()).distinct().count());
        assertEquals(
                ServerMessageType.values().length,
                serverMessages().map(a -> a.get()[0].getClass()).distinct().count());
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
    @ValueSource(ints = {1, 7, 8, 11, 15, 149, 151, 247, 249, 250, 251, 252, 253, 254, 255})
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
    @ValueSource(strings = {"00100001", "7fffffff", "80000000", "fffffff8", "ffffffff"})
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
