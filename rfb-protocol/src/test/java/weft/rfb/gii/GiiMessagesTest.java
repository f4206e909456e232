package weft.rfb.gii;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.ServerGii;
import weft.rfb.message.ServerMessages;

import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// The layouts of rfbproto's gii messages, written by hand from its tables, in both byte orders.
class GiiMessagesTest {

    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private static final GiiDevice PAD =
            new GiiDevice(
                    "Pad",
                    0x054c,
                    0x0268,
                    0x3c00,
                    5,
                    List.of(new GiiValuator(1, "Stick X", "X", -128, 1, 127, 6, 2, 3, 4, -5)),
                    17);

    private static final String NAME = "506164" + "00".repeat(29);
    private static final String LONG_NAME = "537469636b2058" + "00".repeat(68);
    private static final String SHORT_NAME = "5800000000";

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(BIG, new GiiRequest.Version(1), "fd 81 0002 0001"),
                Arguments.of(LITTLE, new GiiRequest.Version(1), "fd 01 0200 0100"),
                Arguments.of(
                        BIG,
                        new GiiRequest.CreateDevice(PAD),
                        "fd 82 00ac"
                                + NAME
                                + "0000054c 00000268 00003c00 00000005 00000001 00000011 00000001"
                                + LONG_NAME
                                + SHORT_NAME
                                + "ffffff80 00000001 0000007f 00000006 00000002 00000003 00000004"
                                + "fffffffb"),
                Arguments.of(
                        LITTLE,
                        new GiiRequest.CreateDevice(PAD),
                        "fd 02 ac00"
                                + NAME
                                + "4c050000 68020000 003c0000 05000000 01000000 11000000 01000000"
                                + LONG_NAME
                                + SHORT_NAME
                                + "80ffffff 01000000 7f000000 06000000 02000000 03000000 04000000"
                                + "fbffffff"),
                Arguments.of(BIG, new GiiRequest.DestroyDevice(0xfffffffeL), "fd 83 0004 fffffffe"),
                Arguments.of(LITTLE, new GiiRequest.DestroyDevice(2), "fd 03 0400 02000000"),
                Arguments.of(BIG, new GiiRequest.Events(List.of()), "fd 80 0000"),
                Arguments.of(
                        BIG,
                        new GiiRequest.Events(
                                List.of(
                                        new GiiEvent.Key(GiiEventType.KEY_RELEASE, 1, 2, 3, 4, 5),
                                        new GiiEvent.Button(1, true, 3))),
                        "fd 80 0024 18 06 0000 00000001 00000002 00000003 00000004 00000005"
                                + "0c 0a 0000 00000001 00000003"),
                Arguments.of(
                        LITTLE,
                        new GiiRequest.Events(
                                List.of(
                                        new GiiEvent.PointerMove(1, true, -1, 2, -3, 4),
                                        new GiiEvent.PointerMove(1, false, 5, 6, 7, 8))),
                        "fd 00 3000 18 08 0000 01000000 ffffffff 02000000 fdffffff 04000000"
                                + "18 09 0000 01000000 05000000 06000000 07000000 08000000"),
                Arguments.of(
                        BIG,
                        new GiiRequest.Events(
                                List.of(
                                        new GiiEvent.Valuators(9, true, 2, List.of(-1, 7)),
                                        new GiiEvent.Valuators(9, false, 0, List.of()),
                                        new GiiEvent.Button(9, false, 0xffffffffL))),
                        "fd 80 0034 18 0c 0000 00000009 00000002 00000002 ffffffff 00000007"
                                + "10 0d 0000 00000009 00000000 00000000"
                                + "0c 0b 0000 00000009 ffffffff"));
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(BIG, new ServerGii.Versions(1, 1), "fd 81 0004 0001 0001"),
                Arguments.of(LITTLE, new ServerGii.Versions(2, 1), "fd 01 0400 0200 0100"),
                Arguments.of(BIG, new ServerGii.DeviceCreated(0x102), "fd 82 0004 00000102"),
                Arguments.of(
                        LITTLE, new ServerGii.DeviceCreated(0xffffffffL), "fd 02 0400 ffffffff"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_hasTheBytesOfTheSpecification(ByteOrder order, GiiRequest request, String hex) {
        var message = new ClientGii(order, request);
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(message::write)));
        Feed.assertParses(message, Hex.bytes(hex), ClientMessages::read);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void reply_hasTheBytesOfTheSpecification(ByteOrder order, ServerGii.Reply reply, String hex) {
        var message = new ServerGii(order, reply);
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(message::write)));
        Feed.assertParses(message, Hex.bytes(hex), ServerMessages::read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd 84 0000 | Expected gii sub-type 0 to 3, got 4",
                "fd ff 0000 | Expected gii sub-type 0 to 3, got 127",
                "fd 81 0000 | gii version of 0 bytes, expected 2",
                "fd 81 0003 000100 | gii version of 3 bytes, expected 2",
                "fd 83 0002 0001 | gii destruction of 2 bytes, expected 4",
                "fd 82 0004 00000000 | gii device of 4 bytes, expected 56 at least",
                "fd 80 0001 0c | gii event of 0 bytes where 1 are left",
                "fd 80 0008 00 0a 0000 00000001 | gii event of 0 bytes where 8 are left",
                "fd 80 0008 0c 0a 0000 00000001 | gii event of 12 bytes where 8 are left",
                "fd 80 000c 0c 04 0000 00000001 00000001 | Expected gii event-type 5 to 13, got 4",
                "fd 80 000c 0c 0e 0000 00000001 00000001 | Expected gii event-type 5 to 13, got 14",
                "fd 80 000c 0c 05 0000 00000001 00000001 |"
                        + " gii event KEY_PRESS of 12 bytes, expected 24",
                "fd 80 0010 10 0a 0000 00000001 00000001 00000000 |"
                        + " gii event BUTTON_PRESS of 16 bytes, expected 12",
                "fd 80 000c 0c 0d 0000 00000001 00000001 |"
                        + " gii event VALUATOR_ABSOLUTE of 12 bytes, expected 16",
                "fd 80 0010 10 0d 0000 00000001 00000000 00000001 |"
                        + " gii event of 16 bytes with 1 values, expected 16 + 4 for each",
                "fd 80 0010 10 0d 0000 00000001 00000000 40000000 |"
                        + " gii event of 16 bytes with 1073741824 values, expected 16 + 4 for each"
            })
    void request_thatContradictsItself_isRefused(String hex, String message) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ClientMessages.read(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000002", "ffffffff", "01000000"})
    void device_withAnotherNumberOfValuatorsThanThereIsRoomFor_isRefused(String count) {
        byte[] bytes = Hex.written(new ClientGii(new GiiRequest.CreateDevice(PAD))::write);
        System.arraycopy(Hex.bytes(count), 0, bytes, 4 + 32 + 16, 4);
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> ClientMessages.read(Feed.whole(bytes)));
        assertEquals(
                "gii device of 172 bytes with %d valuators, expected 56 + 116 for each"
                        .formatted(Long.parseLong(count, 16)),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd 81 0002 0001 | gii message of 2 bytes, expected 4",
                "fd 82 ffff 0001 | gii message of 65535 bytes, expected 4",
                "fd 80 0004 00000000 | Expected gii sub-type 1 or 2, got 0"
            })
    void reply_thatContradictsItself_isRefused(String hex, String message) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ServerMessages.read(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    @Test
    void largestMessages_fit() {
        var axis = GiiValuator.of(0, "axis", 0, 1);
        var all =
                new ClientGii(
                        new GiiRequest.CreateDevice(
                                GiiDevice.of(
                                        "x".repeat(31),
                                        1,
                                        Collections.nCopies(GiiDevice.MOST_VALUATORS, axis))));
        Feed.assertParses(all, Hex.written(all::write), ClientMessages::read);
        var values = Collections.nCopies(GiiEvent.Valuators.MOST_VALUES, Integer.MIN_VALUE);
        var event =
                new ClientGii(
                        new GiiRequest.Events(
                                List.of(new GiiEvent.Valuators(1, false, 0, values))));
        Feed.assertParses(event, Hex.written(event::write), ClientMessages::read);
    }

    @Test
    void values_thatDoNotFit_areRefusedByTheRecords() {
        for (Runnable tooMuch :
                List.<Runnable>of(
                        () -> GiiDevice.of("x".repeat(32), 1, List.of()),
                        () -> GiiDevice.of("a\0b", 1, List.of()),
                        () -> GiiDevice.of("x", -1, List.of()),
                        () ->
                                GiiDevice.of(
                                        "x",
                                        1,
                                        Collections.nCopies(565, GiiValuator.of(0, "x", 0, 1))),
                        () -> GiiValuator.of(-1, "x", 0, 1),
                        () -> GiiValuator.of(0, "x".repeat(75), 0, 1),
                        () -> new GiiEvent.Valuators(1, false, 0, Collections.nCopies(60, 1)),
                        () -> new GiiEvent.Button(1L << 32, true, 1),
                        () -> new GiiEvent.Key(GiiEventType.BUTTON_PRESS, 1, 0, 0, 0, 0),
                        () ->
                                new GiiRequest.Events(
                                        Collections.nCopies(
                                                5462, new GiiEvent.Button(1, true, 1))))) {
            assertThrows(IllegalArgumentException.class, tooMuch::run);
        }
        assertEquals("a?", GiiDevice.of("a€", 1, List.of()).name());
    }

    @Test
    void valuator_knowsItsRangeAndUnit() {
        GiiValuator axis = PAD.valuators().getFirst();
        assertEquals(-128, axis.clamp(-1000));
        assertEquals(127, axis.clamp(1000));
        assertEquals((2 + 10) * 3 / 4.0 / 32, axis.si(10));
        assertTrue(Double.isNaN(GiiValuator.of(0, "x", 0, 1).si(1)));
        assertEquals(77, GiiValuator.of(0, "x", 0, 0).clamp(77));
        assertEquals(PAD.valuators().getFirst(), PAD.valuator(1).orElseThrow());
        assertTrue(PAD.valuator(0).isEmpty());
    }

    /// What begins like a message of gii and goes on at random, or is a good one with some bytes
    /// changed, is read as a message that is written again as it was, or refused.
    @Test
    void fuzz_anyBytes_areAMessageOrRefused() {
        List<byte[]> good = requests().map(a -> Hex.bytes((String) a.get()[2])).toList();
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            var random = new Random(seed);
            byte[] bytes;
            if (random.nextInt(3) == 0) {
                bytes = new byte[4 + random.nextInt(200)];
                random.nextBytes(bytes);
                bytes[1] &= (byte) 0x83;
                boolean isBig = bytes[1] < 0;
                bytes[isBig ? 2 : 3] = 0;
                bytes[isBig ? 3 : 2] = (byte) (bytes.length - 4);
            } else {
                bytes = good.get(random.nextInt(good.size())).clone();
                for (int i = random.nextInt(4); i > 0; i--) {
                    bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
                }
            }
            bytes[0] = (byte) 0xfd;
            try {
                ClientMessage message = ClientMessages.read(Feed.whole(bytes));
                byte[] again = Hex.written(message::write);
                assertEquals(message, ClientMessages.read(Feed.whole(again)), "seed " + seed);
                read++;
            } catch (RfbProtocolException | EndOfStreamException e) {
                refused++;
            }
        }
        assertTrue(read > 1000, read + " were read");
        assertTrue(refused > 1000, refused + " were refused");
    }
}
