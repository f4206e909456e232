package weft.cli.qemu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.dbus.DbusException;
import weft.cli.dbus.DbusMessage;
import weft.cli.dbus.DbusPeer;
import weft.cli.dbus.DbusReader;
import weft.cli.dbus.DbusReader.Bytes;
import weft.cli.dbus.DbusWriter;
import weft.framebuffer.Cursor;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;
import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// The picture and the cursor of a machine, of which QEMU calls it (`org.qemu.Display1.Listener`).
/// For the thread of its connection.
///
/// What QEMU says of sizes is checked before a pixel is touched; a call that cannot be meant ends
/// the connection.
final class ScreenListener implements DbusPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenListener.class);

    private static final String INTERFACE = "org.qemu.Display1.Listener";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final Framebuffer framebuffer;
    private final News news;
    private XrgbSurface surface = XrgbSurface.of(new int[1], 1, 1);
    private boolean drawn;
    private Cursor shape = Cursor.invisible();
    private boolean retired;

    /// What else there is to be told of.
    interface News {
        /// The picture is there.
        void shown();

        /// The machine has put the pointer there.
        void pointer(int x, int y);

        /// There is no more to come.
        void ended();
    }

    ScreenListener(Framebuffer framebuffer, News news) {
        this.framebuffer = framebuffer;
        this.news = news;
    }

    /// Nothing that it is told of counts any more. From any thread.
    synchronized void retire() {
        retired = true;
    }

    /// Whether it shows a picture of this size. From any thread.
    synchronized boolean shows(long width, long height) {
        return surface.width() == width && surface.height() == height;
    }

    @Override
    public synchronized Optional<DbusWriter> called(DbusMessage call) throws DbusException {
        if (call.is(PROPERTIES, "GetAll")) {
            return Optional.of(new DbusWriter().noProperties());
        }
        if (!call.face().equals(INTERFACE)) {
            return Optional.empty();
        }
        if (retired) {
            return Optional.of(new DbusWriter());
        }
        switch (call.member()) {
            case "Scanout" -> scanout(call.read("uuuuay"));
            case "Update" -> update(call.read("iiiiuuay"));
            case "CursorDefine" -> define(call.read("iiiiay"));
            case "MouseSet" -> pointer(call.read("iii"));
            case "Disable" -> disable();
            default -> {
                LOG.debug("QEMU calls {}", call.member());
                return Optional.empty();
            }
        }
        return Optional.of(new DbusWriter());
    }

    /// The whole picture, perhaps of another size.
    private void scanout(DbusReader call) throws DbusException {
        long width = call.u32();
        long height = call.u32();
        long stride = call.u32();
        PixmanFormat format = PixmanFormat.of(call.u32());
        Bytes data = call.bytes();
        if (width > Limits.MAX_SIDE
                || height > Limits.MAX_SIDE
                || !Limits.isPossible((int) width, (int) height)) {
            throw new DbusException(
                    "QEMU shows a picture of %dx%d, which is not possible"
                            .formatted(width, height));
        }
        check(width, height, stride, format, data);
        Rect all = Rect.ofSize((int) width, (int) height);
        if (drawn && all.equals(Rect.ofSize(surface.width(), surface.height()))) {
            try (Group _ = framebuffer.begin()) {
                draw(all, all, stride, format, data);
                framebuffer.compare(); // QEMU does not say what is new in it
            }
            return;
        }
        surface = XrgbSurface.of(new int[all.width() * all.height()], all.width(), all.height());
        draw(all, all, stride, format, data);
        framebuffer.surface(surface);
        if (!drawn) {
            drawn = true;
            news.shown();
        }
    }

    /// A part of it. What would be outside is left out: it is of a picture that is gone.
    private void update(DbusReader call) throws DbusException {
        int x = call.s32();
        int y = call.s32();
        int width = call.s32();
        int height = call.s32();
        long stride = call.u32();
        PixmanFormat format = PixmanFormat.of(call.u32());
        Bytes data = call.bytes();
        if (width < 1 || height < 1) {
            return;
        }
        check(width, height, stride, format, data);
        Rect from = Rect.clamped(x, y, width, height);
        Rect area = from.intersect(Rect.ofSize(surface.width(), surface.height()));
        boolean whole = from.x() == x && from.y() == y;
        if (!drawn || area.isEmpty() || !whole) {
            return;
        }
        try (Group _ = framebuffer.begin()) {
            draw(area, from, stride, format, data);
            framebuffer.damage(area);
        }
    }

    private static void check(long width, long height, long stride, PixmanFormat format, Bytes data)
            throws DbusException {
        long row = width * format.bytesPerPixel();
        if (stride < row || stride * (height - 1) + row > data.length()) {
            throw new DbusException(
                    "QEMU shows %dx%d pixels of %d bytes, of a stride of %d, in %d bytes"
                            .formatted(
                                    width, height, format.bytesPerPixel(), stride, data.length()));
        }
    }

    /// @param area that is drawn
    /// @param from what the bytes are of
    private void draw(Rect area, Rect from, long stride, PixmanFormat format, Bytes data) {
        MemorySegment bytes = MemorySegment.ofArray(data.array());
        for (int y = area.y(); y < area.bottom(); y++) {
            long row = data.offset() + (y - from.y()) * stride;
            format.read(
                    bytes,
                    row + (long) (area.x() - from.x()) * format.bytesPerPixel(),
                    surface.pixels(),
                    y * surface.stride() + area.x(),
                    area.width());
        }
    }

    /// There is no picture any more: a black one.
    private void disable() {
        if (!drawn) {
            return;
        }
        try (Group _ = framebuffer.begin()) {
            Arrays.fill(surface.pixels(), 0);
            framebuffer.compare();
        }
    }

    private void define(DbusReader call) throws DbusException {
        int width = call.s32();
        int height = call.s32();
        int hotX = call.s32();
        int hotY = call.s32();
        Bytes data = call.bytes();
        if (width < 1 || height < 1 || width > Cursor.MAX_SIDE || height > Cursor.MAX_SIDE) {
            LOG.debug("a cursor of {}x{} is not shown", width, height);
            return;
        }
        PixmanFormat argb = PixmanFormat.ARGB_8888;
        check(width, height, 4L * width, argb, data);
        var pixels = new int[width * height];
        argb.read(MemorySegment.ofArray(data.array()), data.offset(), pixels, 0, pixels.length);
        shape =
                new Cursor(
                        width,
                        height,
                        Math.clamp(hotX, 0, width - 1),
                        Math.clamp(hotY, 0, height - 1),
                        pixels);
        framebuffer.cursor(shape);
    }

    private void pointer(DbusReader call) throws DbusException {
        int x = call.s32();
        int y = call.s32();
        boolean visible = call.s32() != 0;
        framebuffer.cursor(visible ? shape : Cursor.invisible());
        if (visible) {
            news.pointer(x, y);
        }
    }

    @Override
    public synchronized void ended() {
        if (!retired) {
            news.ended();
        }
    }
}
