package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XErrorException;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.cli.x11.XRequest;
import weft.cli.x11.host.ScreenImages.Piece;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;
import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.XrgbSurface;

import java.util.ArrayList;
import java.util.List;

/// The picture of an X screen: DAMAGE says where something was drawn, and that is brought over.
///
/// The server collects what is damaged and says so once; it says so again after it was asked what
/// it has collected. So however much is drawn, there is one event and one question for each time
/// that the picture is brought up to date. For the thread of the events.
final class ScreenPicture implements AutoCloseable {

    /// Into so many parts damage is divided at the most.
    static final int MOST_PARTS = 24;

    private static final int GET_GEOMETRY = 14;
    private static final int CONFIGURE_NOTIFY = 22;
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int EVENT_MASK = 0x800;
    private static final int STRUCTURE_NOTIFY = 0x2_0000;

    private static final int DAMAGE_QUERY_VERSION = 0;
    private static final int DAMAGE_CREATE = 1;
    private static final int DAMAGE_SUBTRACT = 3;
    private static final int LEVEL_NON_EMPTY = 3;
    private static final int CREATE_REGION = 5;
    private static final int FETCH_REGION = 19;
    private static final int MOST_REGION_BYTES = 1 << 24;
    private static final int MOST_FAILURES = 20;

    private final XConnection connection;
    private final Framebuffer framebuffer;
    private final PixelReader pixels;
    private final XExtension damage;
    private final XExtension fixes;
    private final int root;
    private final int damageId;
    private final int regionId;
    private XrgbSurface surface = XrgbSurface.of(new int[1], 1, 1);
    private ScreenImages images;
    private int failures;
    private boolean stale = true;
    private boolean resized = true;

    /// Begins to collect damage; [#refresh] shows the picture.
    ///
    /// @param fixes the XFIXES extension, whose version is agreed upon
    ScreenPicture(XConnection connection, XExtension fixes, Framebuffer framebuffer)
            throws XException {
        this.connection = connection;
        this.fixes = fixes;
        this.framebuffer = framebuffer;
        images = new CopiedImages(connection);
        pixels = new PixelReader(connection.setup());
        root = connection.setup().screen().root();
        damage = XDisplay.need(connection, "DAMAGE");
        var _ = connection.ask(damage.request(DAMAGE_QUERY_VERSION).u32(1).u32(1)).await();
        damageId = connection.newId();
        regionId = connection.newId();
        connection.send(
                new XRequest(CHANGE_WINDOW_ATTRIBUTES, 0)
                        .u32(root)
                        .u32(EVENT_MASK)
                        .u32(STRUCTURE_NOTIFY));
        connection.send(fixes.request(CREATE_REGION).u32(regionId));
        connection.send(
                damage.request(DAMAGE_CREATE).u32(damageId).u32(root).u8(LEVEL_NON_EMPTY).pad(3));
    }

    /// Takes note of an event, if it is one about the picture.
    void event(XData event) throws XException {
        if (event.code() == damage.firstEvent()) {
            stale = true;
        } else if (event.code() == CONFIGURE_NOTIFY && event.skip(4).id() == root) {
            resized = true;
            stale = true;
        }
    }

    /// Whether something was drawn since the last [#refresh].
    boolean isStale() {
        return stale;
    }

    /// Brings the picture up to date; says how many pixels that were.
    long refresh() throws XException {
        stale = false;
        try {
            long changed = changed();
            failures = 0;
            return changed;
        } catch (XErrorException e) {
            // most probably the screen has become smaller meanwhile
            failures++;
            if (failures > MOST_FAILURES) {
                throw e;
            }
            resized = true;
            stale = true;
            return 0;
        }
    }

    private long changed() throws XException {
        if (resized) {
            resized = false;
            fit();
        }
        Region area = damaged().simplify(MOST_PARTS);
        if (!area.isEmpty()) {
            List<Piece> pieces = images.bring(area.rects());
            try (Group _ = framebuffer.begin()) {
                draw(pieces);
                framebuffer.damage(area);
            }
        }
        return area.area();
    }

    private void draw(List<Piece> pieces) {
        for (Piece piece : pieces) {
            pixels.draw(piece, surface);
        }
    }

    /// Asks what was drawn upon; the server begins anew.
    private Region damaged() throws XException {
        connection.send(damage.request(DAMAGE_SUBTRACT).u32(damageId).u32(0).u32(regionId));
        XData reply =
                connection
                        .ask(fixes.request(FETCH_REGION).u32(regionId), MOST_REGION_BYTES)
                        .await()
                        .skip(32);
        Rect screen = Rect.ofSize(surface.width(), surface.height());
        List<Rect> parts = new ArrayList<>();
        while (reply.left() >= 8) {
            int x = reply.s16();
            int y = reply.s16();
            parts.add(new Rect(x, y, reply.u16(), reply.u16()).intersect(screen));
        }
        return Region.of(parts);
    }

    /// Gives the picture the size of the screen, and all that is there.
    private void fit() throws XException {
        XData reply = connection.ask(new XRequest(GET_GEOMETRY, 0).u32(root)).await().skip(16);
        int width = reply.u16();
        int height = reply.u16();
        try {
            Limits.checkSize(width, height);
        } catch (IllegalArgumentException e) {
            throw new XException(String.valueOf(e.getMessage()), e);
        }
        images.close();
        images =
                SharedImages.share(connection, width, height)
                        .orElseGet(() -> new CopiedImages(connection));
        surface = XrgbSurface.of(new int[width * height], width, height);
        draw(images.bring(List.of(Rect.ofSize(width, height))));
        framebuffer.surface(surface);
    }

    int width() {
        return surface.width();
    }

    int height() {
        return surface.height();
    }

    @Override
    public void close() {
        images.close();
    }
}
