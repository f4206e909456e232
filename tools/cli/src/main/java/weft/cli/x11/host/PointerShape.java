package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.cli.x11.XRequest;
import weft.framebuffer.Cursor;
import weft.framebuffer.Framebuffer;

/// The cursor of an X display, as XFIXES tells it. For the thread of the events.
final class PointerShape {
    private static final int SELECT_CURSOR_INPUT = 3;
    private static final int GET_CURSOR_IMAGE = 4;
    private static final int DISPLAY_CURSOR = 1;
    private static final int CURSOR_NOTIFY = 1;
    private static final int MOST_BYTES = 4 * Cursor.MAX_SIDE * Cursor.MAX_SIDE;

    private final XConnection connection;
    private final XExtension fixes;
    private final Framebuffer framebuffer;
    private boolean stale = true;

    PointerShape(XConnection connection, XExtension fixes, Framebuffer framebuffer)
            throws XException {
        this.connection = connection;
        this.fixes = fixes;
        this.framebuffer = framebuffer;
        int root = connection.setup().screen().root();
        connection.send(fixes.request(SELECT_CURSOR_INPUT).u32(root).u32(DISPLAY_CURSOR));
    }

    /// Takes note of an event, if it is one about the cursor.
    void event(XData event) {
        if (event.code() == fixes.firstEvent() + CURSOR_NOTIFY) {
            stale = true;
        }
    }

    boolean isStale() {
        return stale;
    }

    /// Shows viewers the cursor of now.
    void refresh() throws XException {
        stale = false;
        XRequest request = fixes.request(GET_CURSOR_IMAGE);
        XData reply = connection.ask(request, MOST_BYTES).await().skip(12);
        int width = reply.u16();
        int height = reply.u16();
        int hotX = reply.u16();
        int hotY = reply.u16();
        reply.skip(12);
        if (width == 0 || height == 0) {
            framebuffer.cursor(Cursor.invisible());
            return;
        }
        if (width > Cursor.MAX_SIDE || height > Cursor.MAX_SIDE) {
            return;
        }
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = straight(reply.id());
        }
        framebuffer.cursor(
                new Cursor(
                        width,
                        height,
                        Math.min(hotX, width - 1),
                        Math.min(hotY, height - 1),
                        argb));
    }

    /// X multiplies the colours by their alpha; this undoes it.
    static int straight(int premultiplied) {
        int alpha = premultiplied >>> 24;
        if (alpha == 0) {
            return 0;
        }
        return alpha << 24
                | divided(premultiplied >> 16 & 0xff, alpha) << 16
                | divided(premultiplied >> 8 & 0xff, alpha) << 8
                | divided(premultiplied & 0xff, alpha);
    }

    private static int divided(int level, int alpha) {
        return Math.min(255, (level * 255 + alpha / 2) / alpha);
    }
}
