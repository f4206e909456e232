package weft.cli.qemu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.dbus.DbusException;
import weft.cli.dbus.DbusMessage;
import weft.framebuffer.Cursor;
import weft.framebuffer.Framebuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What QEMU calls, in good faith and not.
class ScreenListenerTest {

    private static final long XRGB = 0x2002_0888L;

    private final Framebuffer framebuffer = new Framebuffer(1, 1);
    private final List<String> news = new ArrayList<>();
    private final ScreenListener listener =
            new ScreenListener(
                    framebuffer,
                    new ScreenListener.News() {
                        @Override
                        public void shown() {
                            news.add("shown");
                        }

                        @Override
                        public void pointer(int x, int y) {
                            news.add("%d,%d".formatted(x, y));
                        }

                        @Override
                        public void ended() {
                            news.add("ended");
                        }
                    });

    /// A call with numbers of 32 bits, then bytes.
    private void call(String member, String signature, byte[] data, long... numbers)
            throws DbusException {
        ByteBuffer body =
                ByteBuffer.allocate(4 * numbers.length + 4 + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            body.putInt((int) number);
        }
        if (signature.endsWith("ay")) {
            body.putInt(data.length).put(data);
        }
        var message =
                new DbusMessage(
                        1,
                        0,
                        1,
                        0,
                        "/org/qemu/Display1/Listener",
                        "org.qemu.Display1.Listener",
                        member,
                        "",
                        "",
                        signature,
                        body.array(),
                        body.position(),
                        ByteOrder.LITTLE_ENDIAN);
        assertTrue(listener.called(message).isPresent(), member);
    }

    private void scanout(byte[] data, long width, long height, long stride, long format)
            throws DbusException {
        call("Scanout", "uuuuay", data, width, height, stride, format);
    }

    private void update(byte[] data, long x, long y, long width, long height, long stride)
            throws DbusException {
        call("Update", "iiiiuuay", data, x, y, width, height, stride, XRGB);
    }

    private static byte[] pixels(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    @Test
    void picture_andItsParts_areShownWithoutWhatIsBetweenTheRows() throws DbusException {
        scanout(pixels(1, 2, 99, 3, 4), 2, 2, 12, XRGB);
        assertEquals(List.of("shown"), news);
        assertArrayEquals(new int[] {1, 2, 3, 4}, framebuffer.snapshot().pixels());
        update(pixels(7, 99, 8), 1, 0, 1, 2, 8);
        assertArrayEquals(new int[] {1, 7, 3, 8}, framebuffer.snapshot().pixels());
        scanout(pixels(5, 6, 7, 8), 2, 2, 8, XRGB);
        assertArrayEquals(new int[] {5, 6, 7, 8}, framebuffer.snapshot().pixels());
        scanout(pixels(5, 6, 7), 3, 1, 12, XRGB);
        assertEquals(3, framebuffer.width());
        assertTrue(listener.shows(3, 1));
        call("Disable", "", new byte[0]);
        assertArrayEquals(new int[] {0, 0, 0}, framebuffer.snapshot().pixels());
        assertEquals(List.of("shown"), news);
    }

    /// By pixman.h: a8r8g8b8, x8b8g8r8, b8g8r8x8, r8g8b8a8, r5g6b5, x1r5g5b5, x2r10g10b10.
    @ParameterizedTest
    @CsvSource({
        "20028888, 80123456, 123456",
        "20030888, 00563412, 123456",
        "20080888, 56341200, 123456",
        "20098888, 12345680, 123456",
        "10020565, f81f, ff00ff",
        "10020565, 07e0, 00ff00",
        "10020555, 7c00, ff0000",
        "10020555, 4210, 848484",
        "2002 0aaa, 3ff00000, ff0000",
    })
    void pixels_ofEachFormat_areTheColoursThatTheyMean(String format, String pixel, String colour)
            throws DbusException {
        long number = Long.parseLong(format.replace(" ", ""), 16);
        int bits = (int) (number >> 24);
        int value = Integer.parseUnsignedInt(pixel, 16);
        byte[] data =
                bits == 16
                        ? ByteBuffer.allocate(2)
                                .order(ByteOrder.nativeOrder())
                                .putShort((short) value)
                                .array()
                        : pixels(value);
        scanout(data, 1, 1, bits / 8, number);
        int shown = framebuffer.snapshot().pixels()[0] & 0xff_ffff;
        assertEquals(colour, "%06x".formatted(shown));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 4, 20020888",
        "1, 0, 4, 20020888",
        "16385, 1, 65540, 20020888",
        "16384, 16384, 65536, 20020888",
        "4294967295, 1, 4, 20020888",
        "1073741825, 1, 4, 20020888",
        "2, 1, 7, 20020888",
        "2, 2, 8, 20020888",
        "1, 2, 4294967295, 20020888",
        "1, 1, 4, 0",
        "1, 1, 4, 08018000",
        "1, 1, 3, 18020888",
        "1, 1, 4, 2002ffff",
    })
    void picture_thatCannotBe_endsTheConnection(long width, long height, long stride, String format)
            throws DbusException {
        scanout(pixels(1, 2), 2, 1, 8, XRGB);
        assertThrows(
                DbusException.class,
                () -> scanout(pixels(3, 4, 5), width, height, stride, Long.parseLong(format, 16)));
        assertArrayEquals(new int[] {1, 2}, framebuffer.snapshot().pixels());
    }

    @Test
    void part_thatIsNotWithinThePicture_isCut() throws DbusException {
        update(pixels(9), 0, 0, 1, 1, 4); // there is no picture yet
        scanout(pixels(1, 2, 3, 4), 2, 2, 8, XRGB);
        update(pixels(5, 6, 7, 8), 1, 1, 2, 2, 8);
        assertArrayEquals(new int[] {1, 2, 3, 5}, framebuffer.snapshot().pixels());
        update(pixels(9), -1, 0, 1, 1, 4);
        update(pixels(9), 0, -1, 1, 1, 4);
        update(pixels(9), 2, 0, 1, 1, 4);
        update(pixels(9), 0x7fff_ffff, 0x7fff_ffff, 1, 1, 4);
        update(pixels(9), 0, 0, -1, -1, 4);
        assertArrayEquals(new int[] {1, 2, 3, 5}, framebuffer.snapshot().pixels());
        assertThrows(DbusException.class, () -> update(pixels(9), 0, 0, 1, 2, 4));
        assertThrows(
                DbusException.class, () -> update(pixels(9), 0, 0, 0x7fff_ffff, 0x7fff_ffff, 4));
    }

    @Test
    void cursor_isShown_hiddenAndShownAgain() throws DbusException {
        call("CursorDefine", "iiiiay", pixels(0x80ff_0000, 0, 1, 2), 2, 2, 1, 7);
        Cursor shape = framebuffer.cursor().orElseThrow();
        assertArrayEquals(new int[] {0x80ff_0000, 0, 1, 2}, shape.argb());
        assertEquals("1,1", shape.hotX() + "," + shape.hotY());
        call("MouseSet", "iii", new byte[0], 5, 6, 0);
        assertEquals(Cursor.invisible(), framebuffer.cursor().orElseThrow());
        assertTrue(news.isEmpty());
        call("MouseSet", "iii", new byte[0], 5, 6, 1);
        assertEquals(shape, framebuffer.cursor().orElseThrow());
        assertEquals(List.of("5,6"), news);
        call("CursorDefine", "iiiiay", new byte[0], 2000, 2000, 0, 0);
        call("CursorDefine", "iiiiay", new byte[0], -1, 1, 0, 0);
        assertEquals(shape, framebuffer.cursor().orElseThrow());
        assertThrows(
                DbusException.class,
                () -> call("CursorDefine", "iiiiay", pixels(1, 2, 3), 2, 2, 0, 0));
    }

    @Test
    void listener_thatIsRetired_showsNothing() throws DbusException {
        scanout(pixels(1), 1, 1, 4, XRGB);
        listener.retire();
        scanout(pixels(2, 2), 2, 1, 8, XRGB);
        listener.ended();
        assertEquals(1, framebuffer.width());
        assertEquals(List.of("shown"), news);
        assertFalse(listener.shows(2, 1));
    }
}
