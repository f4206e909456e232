package weft.client.picture;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;
import weft.framebuffer.Limits;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.XrgbSurface;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.DesktopName;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.encoding.Target;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SetColourMapEntries;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the server shows, out of its updates. For one thread; the frames are for all.
///
/// An update is drawn into an array; the frame is made of the tiles that it has touched when it is
/// whole. A picture of a new size is not shown until all of it has come: until then the display has
/// what it had.
public final class RemotePicture implements AutoCloseable {

    private final EncodingPreferences preferences;
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final int[] colourMap = new int[256];
    private final Framebuffer framebuffer;
    private PixelFormat format;
    private PixelTranslator translator;
    private XrgbSurface surface;
    private boolean shown;
    private boolean hasShown;
    private Region missing;

    /// A picture of which nothing has come yet, on a display that may show something already.
    ///
    /// @param display what shows the picture; updates appear there as a whole
    /// @param format what the pixels are sent in
    /// @param preferences what the server was asked for; or, if another viewer asked, may have been
    public RemotePicture(
            Framebuffer display,
            int width,
            int height,
            PixelFormat format,
            EncodingPreferences preferences) {
        framebuffer = display;
        this.format = format;
        this.preferences = preferences;
        translator = PixelTranslator.of(format, colourMap);
        surface = surfaceOf(width, height);
        missing = Region.of(area());
    }

    private static XrgbSurface surfaceOf(int width, int height) {
        try {
            Limits.checkSize(width, height);
        } catch (IllegalArgumentException e) {
            throw new RfbProtocolException(LIMIT, "The server's screen: " + e.getMessage());
        }
        return XrgbSurface.of(new int[width * height], width, height);
    }

    /// The size of the server's screen.
    public Rect area() {
        return Rect.ofSize(surface.width(), surface.height());
    }

    /// Whether all of a picture has come, be it that of another one is missing since.
    public boolean isShown() {
        return hasShown;
    }

    /// The picture after the last update; empty if not all of it has come yet.
    public Optional<Frame> frame() {
        return missing.isEmpty() ? Optional.of(framebuffer.snapshot()) : Optional.empty();
    }

    /// Reads the rectangles of an update and draws them.
    ///
    /// @param begun is told of each
    /// @return what it brought
    public UpdateReport update(
            FramebufferUpdate header, RfbInput in, Consumer<RectangleHeader> begun) {
        var report = new UpdateReport();
        try (Group _ = framebuffer.begin()) {
            boolean more = true;
            for (int i = 0; i < header.rectangles() && more; i++) {
                RectangleHeader rectangle = RectangleHeader.read(in);
                begun.accept(rectangle);
                more = rectangle(rectangle, in, report);
            }
            if (!shown && missing.isEmpty()) {
                shown = true;
                hasShown = true;
                framebuffer.surface(surface);
            }
        }
        return report;
    }

    /// False after the one that ends the update.
    private boolean rectangle(RectangleHeader header, RfbInput in, UpdateReport report) {
        Encoding encoding = Encoding.byNumber(header.encoding());
        if (!preferences.supports(encoding)) {
            throw new RfbProtocolException(
                    ENCODING,
                    "Expected one of the encodings that were asked for, got %d (%s)"
                            .formatted(header.encoding(), encoding));
        }
        Rect rect = new Rect(header.x(), header.y(), header.width(), header.height());
        switch (encoding) {
            case LAST_RECT -> {
                return false;
            }
            case DESKTOP_SIZE -> {
                resize(rect.width(), rect.height());
                report.resized();
            }
            case EXTENDED_DESKTOP_SIZE -> extendedSize(header, in, report);
            case VMWARE_DISPLAY_MODE -> {
                format(PixelFormat.read(in));
                resize(rect.width(), rect.height());
                report.resized();
            }
            case DESKTOP_NAME -> report.named(DesktopName.read(in).name());
            case CURSOR, CURSOR_WITH_ALPHA, VMWARE_CURSOR, X_CURSOR -> {
                Cursor shape = Cursors.read(header, encoding, in, translator);
                framebuffer.cursor(shape);
                report.cursor(shape);
            }
            case POINTER_POS, VMWARE_CURSOR_POSITION -> report.pointerAt(header.x(), header.y());
            case QEMU_KEY_EVENT, QEMU_AUDIO, EXTENDED_MOUSE_BUTTONS -> report.announced(encoding);
            case QEMU_POINTER_MOTION -> report.pointerMotion(header.x() == 0);
            case QEMU_LED_STATE -> report.leds(KeyboardLeds.readQemu(in));
            case VMWARE_LED_STATE -> report.leds(KeyboardLeds.readVmware(in));
            case COPY_RECT -> copy(CopyRect.read(in), rect, report);
            default -> decode(encoding, rect, in, report);
        }
        return true;
    }

    /// The size may be the one that was before: then the picture stays.
    private void extendedSize(RectangleHeader header, RfbInput in, UpdateReport report) {
        ExtendedDesktopSize size = ExtendedDesktopSize.read(header, in);
        report.told(size);
        Rect now = Rect.ofSize(header.width(), header.height());
        if (size.isInForce() && !now.equals(area())) {
            resize(header.width(), header.height());
            report.resized();
        }
    }

    private void resize(int width, int height) {
        surface = surfaceOf(width, height);
        missing = Region.of(area());
        shown = false;
    }

    private void copy(CopyRect from, Rect to, UpdateReport report) {
        Rect source = new Rect(from.sourceX(), from.sourceY(), to.width(), to.height());
        checkInside(source, "The source of a CopyRect");
        checkInside(to, "The destination of a CopyRect");
        if (to.isEmpty()) {
            return;
        }
        int[] rgb = surface.pixels();
        int width = surface.width();
        boolean down = source.y() < to.y();
        for (int i = 0; i < to.height(); i++) {
            int row = down ? to.height() - 1 - i : i;
            System.arraycopy(
                    rgb,
                    (source.y() + row) * width + source.x(),
                    rgb,
                    (to.y() + row) * width + to.x(),
                    to.width());
        }
        if (shown) {
            framebuffer.copied(to, to.x() - source.x(), to.y() - source.y());
        }
        // what has not come yet is no better for having been moved
        if (missing.isEmpty()) {
            report.drawn(to);
        } else {
            Region moved =
                    missing.intersect(source).translate(to.x() - source.x(), to.y() - source.y());
            missing = missing.subtract(to).union(moved);
        }
    }

    private void decode(Encoding encoding, Rect rect, RfbInput in, UpdateReport report) {
        checkInside(rect, "A rectangle in " + encoding);
        int at = rect.isEmpty() ? 0 : rect.y() * surface.width() + rect.x();
        var target = new Target(surface.pixels(), at, surface.width(), rect.width(), rect.height());
        decoders.computeIfAbsent(encoding, wanted -> Decoder.create(wanted, preferences))
                .decode(in, translator, rect.x(), rect.y(), target);
        if (shown) {
            framebuffer.damage(rect);
        }
        missing = missing.subtract(rect);
        report.drawn(rect);
    }

    /// One without pixels is inside wherever it is, unless it is larger than the picture.
    private void checkInside(Rect rect, String what) {
        boolean fits = rect.width() <= surface.width() && rect.height() <= surface.height();
        if (!fits || !area().contains(rect)) {
            throw new RfbProtocolException(
                    DATA,
                    "%s, %s, leaves the picture of %dx%d"
                            .formatted(what, rect, surface.width(), surface.height()));
        }
    }

    /// What follows is sent in another pixel format.
    public void format(PixelFormat wire) {
        format = wire;
        translator = PixelTranslator.of(format, colourMap);
    }

    /// The server gives indices other colours.
    public void colours(SetColourMapEntries entries) {
        int end = entries.firstColour() + entries.colours().size();
        if (end > colourMap.length) {
            throw new RfbProtocolException(
                    DATA, "Colour map entry " + (end - 1) + ", expected at most 255");
        }
        for (int i = 0; i < entries.colours().size(); i++) {
            colourMap[entries.firstColour() + i] = entries.colours().get(i).rgb();
        }
        translator = PixelTranslator.of(format, colourMap);
    }

    /// Frees the streams of the decoders.
    @Override
    public void close() {
        decoders.values().forEach(Decoder::close);
    }
}
