package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.framebuffer.Cursor;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.encoding.Encoding;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.ClipboardHandler;
import weft.server.PointerHandler;
import weft.server.VncServerBuilder;
import weft.server.access.Role;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that gtk-vnc knows beside the picture: sizes, names, pointers, keys, lamps, clipboards and
/// switches. See [SoundIT] for its sound.
@ExtendWith(Programs.class)
@Timeout(90)
class GtkVncIT {

    @TempDir static Path home;
    private static Path program = Path.of("");

    @BeforeAll
    static void compile() {
        program = GtkVnc.compile(home);
    }

    private static CardServer server(UnaryOperator<VncServerBuilder> options) {
        return CardServer.start(
                TestCard.still(400, 300), builder -> options.apply(builder.listen(0)));
    }

    private static GtkVnc connect(CardServer server, Encoding... encodings) {
        return GtkVnc.connect(home, program, server.port(), encodings);
    }

    private static <T> void awaitNext(BlockingQueue<T> events, T expected, GtkVnc viewer)
            throws InterruptedException {
        assertEquals(expected, events.poll(40, SECONDS), () -> String.join("\n", viewer.said()));
    }

    @Test
    void lamps_thatTheHostSwitches_areTheViewersToo() {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server, Encoding.QEMU_LED_STATE)) {
            viewer.await(server.picture());
            server.server().leds(new KeyboardLeds(false, true, false));
            viewer.await("leds 2");
            server.server().leds(new KeyboardLeds(true, false, true));
            viewer.await("leds 5");
            server.server().leds(KeyboardLeds.OFF);
            viewer.await("leds 0");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"DESKTOP_SIZE", "EXTENDED_DESKTOP_SIZE", "VMWARE_DISPLAY_MODE"})
    void sizes_ofTheHost_areFollowedInEachFormByItself(Encoding form) {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server, form)) {
            viewer.await(server.picture());
            for (String size : List.of("500 200", "64 480", "1024 768")) {
                String[] sides = size.split(" ", 2);
                server.replace(
                        TestCard.still(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
                viewer.await("resize " + size);
                viewer.await(server.picture());
            }
        }
    }

    @Test
    void size_thatTheViewerAsksFor_isThePictures() {
        try (var server = CardServer.resizable(400, 300);
                var viewer = connect(server, Encoding.EXTENDED_DESKTOP_SIZE)) {
            viewer.await(server.picture());
            for (String size : List.of("500 200", "64 480", "1024 768")) {
                viewer.tell("resize " + size, 1);
                viewer.await("resize " + size);
                viewer.await(server.picture());
            }
        }
    }

    @Test
    void size_thatTheHostRefuses_isRefused() throws Exception {
        BlockingQueue<ScreenLayout> wanted = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onResize(layout -> {
                                    wanted.add(layout);
                                    return ResizeStatus.PROHIBITED;
                                }));
                var viewer = connect(server, Encoding.EXTENDED_DESKTOP_SIZE)) {
            viewer.await(server.picture());
            viewer.tell("resize 500 200", 1);
            awaitNext(wanted, ScreenLayout.single(500, 200), viewer);
            viewer.await(server.picture());
        }
    }

    @Test
    void clipboards_inLatin1_goBothWays() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onClipboard(ClipboardHandler.ofText(texts::add)));
                var viewer = connect(server)) {
            viewer.await(server.picture());
            server.server().clipboard("Größe: 5 µm");
            viewer.await("cut Größe: 5 µm");
            server.server().clipboard("5 €");
            viewer.await("cut 5 ?");
            viewer.tell("cut ¿qué?", 1);
            awaitNext(texts, "¿qué?", viewer);
        }
    }

    @Test
    void name_thatTheHostChanges_isTheViewersToo() {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server, Encoding.DESKTOP_NAME)) {
            viewer.await(server.picture());
            server.server().name("Another name");
            viewer.await("name Another name");
        }
    }

    @Test
    void bell_ofTheHost_rings() {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server)) {
            viewer.await(server.picture());
            server.server().bell();
            viewer.await("bell");
        }
    }

    @Test
    void machine_isSwitched_unlessTheHostRefuses() throws Exception {
        BlockingQueue<PowerAction> requests = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.role(Role.OWNER)
                                        .onPower(action -> {
                                            requests.add(action);
                                            return action != PowerAction.RESET;
                                        }));
                var viewer = connect(server, Encoding.XVP)) {
            viewer.await("power yes");
            viewer.tell("power 2", 1);
            awaitNext(requests, PowerAction.SHUTDOWN, viewer);
            viewer.tell("power 3", 1);
            awaitNext(requests, PowerAction.REBOOT, viewer);
            viewer.tell("power 4", 1);
            awaitNext(requests, PowerAction.RESET, viewer);
            viewer.await("power no");
        }
    }

    @Test
    void machine_isNotOffered_toWhoHasNotTheRight() {
        BlockingQueue<PowerAction> requests = new LinkedBlockingQueue<>();
        try (var server = server(builder -> builder.role(Role.OPERATOR).onPower(requests::add));
                var viewer = connect(server, Encoding.XVP)) {
            viewer.await(server.picture());
            viewer.tell("power 2", 0);
            server.server().bell();
            viewer.await("bell");
            assertFalse(viewer.said().contains("power yes"));
            assertEquals(List.of(), List.copyOf(requests));
        }
    }

    @Test
    void pointer_isToldByItsPlaceOrItsMovements_asTheHostWantsIt() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        var pointer =
                new PointerHandler() {
                    @Override
                    public void pointer(int x, int y, int buttonMask) {
                        events.add("at %d,%d %x".formatted(x, y, buttonMask));
                    }

                    @Override
                    public void moved(int dx, int dy, int buttonMask) {
                        events.add("by %d,%d %x".formatted(dx, dy, buttonMask));
                    }
                };
        try (var server = server(builder -> builder.onPointer(pointer));
                var viewer = connect(server, Encoding.QEMU_POINTER_MOTION)) {
            viewer.await(server.picture());
            viewer.tell("move 30 40 1", 1);
            awaitNext(events, "at 30,40 1", viewer);
            server.server().relativePointer(true);
            viewer.await("pointer relative");
            viewer.tell("move %d %d 4".formatted(0x7fff + 5, 0x7fff - 3), 1);
            awaitNext(events, "by 5,-3 4", viewer);
            server.server().relativePointer(false);
            viewer.await("pointer absolute");
            viewer.tell("move 50 60 0", 1);
            awaitNext(events, "at 50,60 0", viewer);
        }
    }

    @Test
    void keys_reachTheHostAsTheKeysThatTheyAre() throws Exception {
        BlockingQueue<String> codes = new LinkedBlockingQueue<>();
        try (var server =
                        server(builder ->
                                builder.onKeyCode((code, down) ->
                                        codes.add("%s%02x".formatted(down ? "+" : "-", code))));
                var viewer = connect(server, Encoding.QEMU_KEY_EVENT)) {
            viewer.await("keys by their codes");
            // Z where it is on a German keyboard, and the right arrow.
            viewer.tell("key 7a 15", 1);
            viewer.tell("key ff53 cd", 1);
            for (String event : List.of("+15", "-15", "+cd", "-cd")) {
                awaitNext(codes, event, viewer);
            }
        }
    }

    /// gtk-vnc has blue first in this form alone; that it is right on the wire, TightVNC's viewer
    /// shows in [DesktopIT].
    @Test
    void shape_ofThePointer_isTheViewersToo() {
        awaitShape(
                Encoding.CURSOR,
                List.of(0, 0xff00_0000, 0xff12_3456, 0xffff_ffff),
                List.of("00000000", "000000ff", "563412ff", "ffffffff"));
    }

    @Test
    void shape_inTwoColours_isTheViewersToo() {
        awaitShape(
                Encoding.X_CURSOR,
                List.of(0, 0xff00_0000, 0xffff_ffff),
                List.of("00000000", "000000ff", "ffffffff"));
    }

    /// gtk-vnc leaves the colours multiplied by the opacity, as they come.
    @Test
    void shape_withTransparencyInSteps_isTheViewersToo() {
        awaitShape(
                Encoding.CURSOR_WITH_ALPHA,
                List.of(0, 0xff12_3456, 0x80ff_ff00, 0x4020_6000),
                List.of("00000000", "123456ff", "80800080", "08180040"));
    }

    private static void awaitShape(Encoding form, List<Integer> argb, List<String> seen) {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server, form)) {
            viewer.await(server.picture());
            int[] pixels = IntStream.range(0, 9 * 5).map(i -> argb.get(i % argb.size())).toArray();
            server.server().framebuffer().cursor(new Cursor(9, 5, 2, 4, pixels));
            viewer.await(
                    IntStream.range(0, pixels.length)
                            .mapToObj(i -> seen.get(i % seen.size()))
                            .collect(Collectors.joining(" ", "cursor 9 5 2 4 ", "")));
        }
    }

    @Test
    void viewer_thatLeaves_ends() {
        try (var server = CardServer.still(400, 300);
                var viewer = connect(server)) {
            viewer.await(server.picture());
            viewer.tell("quit");
            viewer.await("disconnected");
            assertEquals(0, viewer.exitCode());
        }
    }
}
