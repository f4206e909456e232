package weft.cli.dbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Messages as libdbus 1.14 writes them: those of dbus-send.
class DbusMessageTest {

    private static final byte[] HELLO =
            HexFormat.of()
                    .parseHex(
                            "6c01000100000000010000006e000000"
                                + "01016f00150000002f6f72672f667265656465736b746f702f44427573000000"
                                + "06017300140000006f72672e667265656465736b746f702e4442757300000000"
                                + "02017300140000006f72672e667265656465736b746f702e4442757300000000"
                                + "030173000500000048656c6c6f000000");

    /// `dbus-send --dest=org.qemu /org/qemu/Display1/Console_0
    /// org.qemu.Display1.Mouse.SetAbsPosition uint32:320 uint32:200`
    private static final byte[] SIGNAL =
            HexFormat.of()
                    .parseHex(
                            "6c040101080000000200000080000000"
                                + "01016f001c0000002f6f72672f71656d752f446973706c6179312f436f6e736f6c655f3000000000"
                                + "02017300170000006f72672e71656d752e446973706c6179312e4d6f75736500"
                                + "030173000e000000536574416273506f736974696f6e0000"
                                + "06017300080000006f72672e71656d750000000000000000"
                                + "080167000275750040010000c8000000");

    private static DbusMessage read(byte[] bytes) throws DbusException {
        DbusMessage.Head head = DbusMessage.Head.read(Arrays.copyOf(bytes, 16));
        int fields = (head.fieldBytes() + 7) / 8 * 8;
        return head.with(
                Arrays.copyOfRange(bytes, 16, 16 + fields),
                Arrays.copyOfRange(bytes, 16 + fields, 16 + fields + head.bodyBytes()));
    }

    private static byte[] bytes(DbusWriter message) {
        return Arrays.copyOf(message.bytes(), message.size());
    }

    @Test
    void call_isWrittenAsLibdbusDoes() {
        String bus = "org.freedesktop.DBus";
        DbusWriter hello =
                DbusMessage.call(
                        0, 1, bus, "/org/freedesktop/DBus", bus, "Hello", new DbusWriter());
        assertEquals(HexFormat.of().formatHex(HELLO), HexFormat.of().formatHex(bytes(hello)));
    }

    @Test
    void message_isReadAsLibdbusHasWrittenIt() throws DbusException {
        DbusMessage signal = read(SIGNAL);
        assertEquals(DbusMessage.SIGNAL, signal.type());
        assertEquals(2, signal.serial());
        assertEquals("/org/qemu/Display1/Console_0", signal.path());
        assertTrue(signal.is("org.qemu.Display1.Mouse", "SetAbsPosition"));
        DbusReader values = signal.read("uu");
        assertEquals(320, values.u32());
        assertEquals(200, values.u32());
        assertThrows(DbusException.class, values::u32);
        assertThrows(DbusException.class, () -> signal.read("us"));
    }

    @Test
    void reply_namesItsCall() throws DbusException {
        DbusMessage call = read(HELLO);
        DbusMessage reply = read(bytes(call.reply(7, new DbusWriter().string("é").u16(9).s32(-5))));
        assertEquals(DbusMessage.RETURN, reply.type());
        assertEquals(7, reply.serial());
        assertEquals(1, reply.replySerial());
        DbusReader values = reply.read("sqi");
        assertEquals("é", values.string());
        DbusMessage refusal = read(bytes(call.refusal(8)));
        assertEquals("org.freedesktop.DBus.Error.UnknownMethod", refusal.error());
        assertEquals("there is no org.freedesktop.DBus.Hello", refusal.read("s").string());
    }

    @Test
    void properties_ofAnyKind_areRead() throws DbusException {
        // in big-endian order: a{sv} of "W" u 640, "L" a(is) [(1, "x")], "A" b true
        byte[] body =
                HexFormat.of()
                        .parseHex(
                                "00000048"
                                        + "00000000"
                                        + "00000001570001750000000000000280"
                                        + "000000014c0005612869732900000000"
                                        + "0000000a00000000"
                                        + "00000001"
                                        + "000000017800"
                                        + "000000000000"
                                        + "0000000141000162"
                                        + "0000000000000001");
        var reader = new DbusReader(body, body.length, ByteOrder.BIG_ENDIAN);
        Map<String, Object> properties = reader.properties();
        assertEquals(Map.of("W", 640L, "L", List.of(), "A", true), properties);
        assertTrue(reader.isAtEnd());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12})
    void lengths_beyondAllMeasure_areRefused(int at) {
        byte[] wrong = SIGNAL.clone();
        ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putInt(at, -1);
        assertThrows(DbusException.class, () -> DbusMessage.Head.read(Arrays.copyOf(wrong, 16)));
    }

    /// Whatever comes, it is understood or refused.
    @Test
    void fields_withAnyByteChanged_areNothingButAnExceptionOfDbus() {
        var random = new Random(1);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] wrong = SIGNAL.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                wrong[16 + random.nextInt(wrong.length - 16)] = (byte) random.nextInt(256);
            }
            try {
                DbusReader values = read(wrong).read("uu");
                assertArrayEquals(new boolean[] {false}, new boolean[] {values.isAtEnd()});
                understood++;
            } catch (IOException e) {
                assertTrue(e instanceof DbusException, e::toString);
            }
        }
        assertTrue(understood > 100 && understood < 20_000, "understood " + understood);
    }

    @Test
    void values_thatEndTooEarly_areRefused() {
        byte[] value = {1, 'v', 0, 2, 'a', 'u', 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0};
        for (int length = 0; length < value.length; length++) {
            var reader = new DbusReader(value, length, ByteOrder.LITTLE_ENDIAN);
            assertThrows(DbusException.class, reader::variant, "of " + length);
        }
    }

    @Test
    void values_inValuesInValues_areRefusedAtSomeDepth() {
        byte[] deep = new byte[10_000];
        for (int i = 0; i + 2 < deep.length; i += 3) {
            deep[i] = 1;
            deep[i + 1] = 'v';
        }
        var reader = new DbusReader(deep, deep.length, ByteOrder.LITTLE_ENDIAN);
        assertThrows(DbusException.class, reader::variant);
    }
}
