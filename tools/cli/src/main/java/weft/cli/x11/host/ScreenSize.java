package weft.cli.x11.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XErrorException;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.cli.x11.XRequest;
import weft.rfb.screen.ResizeStatus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives an X screen another size (RANDR 1.3), if it has one monitor at the most, as Xvfb has: its
/// controller is turned off, the screen resized, and the controller turned on in a mode of that
/// size, which is made if there is none.
final class ScreenSize {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenSize.class);

    private static final int GRAB_SERVER = 36;
    private static final int UNGRAB_SERVER = 37;

    private static final int QUERY_VERSION = 0;
    private static final int GET_SIZE_RANGE = 6;
    private static final int SET_SIZE = 7;
    private static final int CREATE_MODE = 16;
    private static final int ADD_OUTPUT_MODE = 18;
    private static final int GET_CRTC_INFO = 20;
    private static final int SET_CRTC_CONFIG = 21;
    private static final int GET_RESOURCES_CURRENT = 25;

    private static final int MODE_BYTES = 32;
    private static final int UPRIGHT = 1;

    private final XConnection connection;
    private final XExtension randr;
    private final int root;

    private ScreenSize(XConnection connection, XExtension randr) {
        this.connection = connection;
        this.randr = randr;
        root = connection.setup().screen().root();
    }

    /// Empty if the server has no such extension.
    static Optional<ScreenSize> find(XConnection connection) throws XException {
        Optional<XExtension> extension = connection.extension("RANDR");
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        XData version =
                connection.ask(extension.get().request(QUERY_VERSION).u32(1).u32(3)).await();
        long major = version.skip(8).u32();
        boolean known = major > 1 || (major == 1 && version.u32() >= 3);
        return known ? Optional.of(new ScreenSize(connection, extension.get())) : Optional.empty();
    }

    private record Mode(int id, int width, int height) {}

    /// What there is: controllers, outputs, modes.
    private record Resources(List<Integer> crtcs, List<Integer> outputs, List<Mode> modes) {

        static Resources read(XData reply) throws XException {
            reply.skip(16);
            int crtcCount = reply.u16();
            int outputCount = reply.u16();
            int modeCount = reply.u16();
            reply.skip(10);
            List<Integer> crtcs = ids(reply, crtcCount);
            List<Integer> outputs = ids(reply, outputCount);
            List<Mode> modes = new ArrayList<>();
            for (int i = 0; i < modeCount; i++) {
                modes.add(new Mode(reply.id(), reply.u16(), reply.u16()));
                reply.skip(MODE_BYTES - 8);
            }
            return new Resources(crtcs, outputs, modes);
        }

        private static List<Integer> ids(XData reply, int count) throws XException {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(reply.id());
            }
            return ids;
        }
    }

    /// Changes it. The server says so with an event, too.
    ResizeStatus change(int width, int height) throws XException {
        XData range = connection.ask(randr.request(GET_SIZE_RANGE).u32(root)).await().skip(8);
        boolean large = width >= range.u16() && height >= range.u16();
        boolean small = width <= range.u16() && height <= range.u16();
        if (!large || !small) {
            return ResizeStatus.OUT_OF_RESOURCES;
        }
        Resources resources =
                Resources.read(
                        connection.ask(randr.request(GET_RESOURCES_CURRENT).u32(root)).await());
        if (resources.crtcs.size() != 1 || resources.outputs.size() != 1) {
            return ResizeStatus.PROHIBITED; // whoever has several monitors arranges them himself
        }
        int crtc = resources.crtcs.getFirst();
        int output = resources.outputs.getFirst();
        try {
            int mode = mode(resources, output, width, height);
            connection.send(new XRequest(GRAB_SERVER, 0));
            try {
                return change(crtc, output, mode, width, height);
            } finally {
                connection.send(new XRequest(UNGRAB_SERVER, 0));
            }
        } catch (XErrorException e) {
            LOG.info("no size of {}x{}: {}", width, height, e.getMessage());
            return ResizeStatus.PROHIBITED;
        }
    }

    private ResizeStatus change(int crtc, int output, int mode, int width, int height)
            throws XException {
        XData before = connection.ask(randr.request(GET_CRTC_INFO).u32(crtc).u32(0)).await();
        int oldMode = before.skip(20).id();
        configure(crtc, 0, List.of());
        connection.send(
                randr.request(SET_SIZE)
                        .u32(root)
                        .u16(width)
                        .u16(height)
                        .u32(millimetres(width))
                        .u32(millimetres(height)));
        if (configure(crtc, mode, List.of(output))) {
            return ResizeStatus.OK;
        }
        boolean _ = configure(crtc, oldMode, List.of(output));
        return ResizeStatus.PROHIBITED;
    }

    /// At 96 pixels per inch.
    private static int millimetres(int pixels) {
        return Math.max(1, (int) Math.round(pixels * 25.4 / 96));
    }

    private boolean configure(int crtc, int mode, List<Integer> outputs) throws XException {
        XRequest request =
                randr.request(SET_CRTC_CONFIG)
                        .u32(crtc)
                        .u32(0)
                        .u32(0)
                        .u16(0)
                        .u16(0)
                        .u32(mode)
                        .u16(UPRIGHT)
                        .pad(2);
        outputs.forEach(request::u32);
        return connection.ask(request).await().skip(1).u8() == 0;
    }

    /// A mode of the size, known to the output.
    private int mode(Resources resources, int output, int width, int height) throws XException {
        Optional<Mode> known =
                resources.modes.stream()
                        .filter(mode -> mode.width == width && mode.height == height)
                        .findFirst();
        int mode = known.isPresent() ? known.get().id : create(width, height);
        connection.send(randr.request(ADD_OUTPUT_MODE).u32(output).u32(mode));
        return mode;
    }

    /// Its times are such that it would have 60 pictures a second, without any pause.
    private int create(int width, int height) throws XException {
        byte[] name = "weft-%dx%d".formatted(width, height).getBytes(StandardCharsets.ISO_8859_1);
        return connection
                .ask(
                        randr.request(CREATE_MODE)
                                .u32(root)
                                .u32(0)
                                .u16(width)
                                .u16(height)
                                .u32(width * height * 60)
                                .u16(width)
                                .u16(width)
                                .u16(width)
                                .u16(0)
                                .u16(height)
                                .u16(height)
                                .u16(height)
                                .u16(name.length)
                                .u32(0)
                                .bytes(name))
                .await()
                .skip(8)
                .id();
    }
}
