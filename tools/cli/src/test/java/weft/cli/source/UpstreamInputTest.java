package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.client.InputDevice;
import weft.client.VncClient;
import weft.client.address.Destination;
import weft.client.failure.RequestFailedException;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiListener;
import weft.rfb.gii.GiiValuator;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Role;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What viewers of a proxy do, at the server behind it.
class UpstreamInputTest extends ProxyUnderTest {

    private static final GiiDevice PAD =
            GiiDevice.of("pad", 2, List.of(GiiValuator.of(0, "x", -100, 100)));

    private VncServerBuilder upstream() throws IOException {
        return upstreamOf(noise(64, 48, 1));
    }

    private VncServerBuilder keysyms() throws IOException {
        return upstream()
                .onKey((keysym, down) -> noted.add("%s%x".formatted(down ? "+" : "-", keysym)));
    }

    private VncServerBuilder codes() throws IOException {
        return upstream()
                .onKeyCode(
                        (code, down) -> noted.add("%scode %02x".formatted(down ? "+" : "-", code)));
    }

    /// One that comes after another, as all viewers can see.
    private static VncServerBuilder next(VncServerBuilder upstream) {
        return upstream.name("the next");
    }

    private static void awaitNext(VncClient viewer) {
        while (!viewer.name().equals("the next")) {
            Frame _ = viewer.sync(SOON);
        }
    }

    // ---- keys ----

    @Test
    void keyCodes_reachAServerThatTakesThem() throws Exception {
        try (VncServer _ = codes().start();
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            assertTrue(viewer.hasKeyCodes());
            viewer.key('z', 0x15, true); // which is y, by the server's layout
            viewer.key('z', 0x15, false);
            viewer.key(0, 0x7d, true); // no keysym
            viewer.key(0, 0x7d, false);
            viewer.press('z');
            assertNoted("+code 15", "-code 15", "+code 7d", "-code 7d", "+code 2c", "-code 2c");
        }
    }

    @Test
    void keyThatTwoViewersHold_staysDownUntilTheLastLeaves() throws Exception {
        try (VncServer _ = codes().start();
                Source source = open();
                VncServer proxy = serve(source);
                VncClient one = view(proxy);
                VncClient other = view(proxy)) {
            one.key('a', 0x1e, true);
            assertNoted("+code 1e");
            other.key('a', true);
            assertNoted("+code 1e");
            one.close();
            other.key('b', 0x30, true);
            assertNoted("+code 30");
            other.close();
            List<String> released = List.of(noted.take(), noted.take());
            assertEquals(List.of("-code 1e", "-code 30"), released.stream().sorted().toList());
        }
    }

    @Test
    void keyCodes_whereTheServerTakesKeysyms_areNotOfferedToViewers() throws Exception {
        try (VncServer _ = keysyms().start();
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            assertFalse(viewer.hasKeyCodes());
            viewer.key('z', 0x15, true);
            viewer.key('z', 0x15, false);
            assertNoted("+7a", "-7a");
        }
    }

    @Test
    void keysyms_withAKeymap_areTheKeysThatTheMachineHas() throws Exception {
        try (VncServer _ = codes().start();
                Source source = open()) {
            assertTrue(source.hasKeyboard());
            VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
            source.connect(builder);
            source.keyboard(builder, KeyboardGroups.parse("de"));
            try (VncServer proxy = builder.start();
                    VncClient viewer = view(proxy)) {
                source.start(proxy);
                viewer.key('Z', true);
                viewer.key('Z', false);
                assertNoted("+code 2a", "+code 15", "-code 15", "-code 2a");
            }
        }
    }

    @Test
    void keymap_whenTheServerIsBackWithoutKeyCodes_sendsItNothing() throws Exception {
        VncServer taking = codes().start();
        try (Source source = open()) {
            VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
            source.name(builder);
            source.connect(builder);
            source.keyboard(builder, KeyboardGroups.parse("de"));
            try (VncServer proxy = builder.start();
                    VncClient viewer = view(proxy)) {
                source.start(proxy);
                taking.close();
                VncServerBuilder next = next(keysyms()).onPointer((x, y, mask) -> noted.add("at"));
                try (VncServer _ = next.start()) {
                    awaitNext(viewer);
                    viewer.press('z');
                    viewer.pointer().move(1, 1);
                    assertNoted("at");
                }
            }
        } finally {
            taking.close();
        }
    }

    @Test
    void keys_ofAServerThatComesBackAsAnotherOne_areAsThatTakesThem() throws Exception {
        VncServer taking = codes().start();
        try (Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            taking.close();
            try (VncServer _ = next(keysyms()).start()) {
                awaitNext(viewer);
                assertTrue(viewer.hasKeyCodes(), "it was told so once");
                viewer.key(0, 0x15, true); // means nothing to who knows keysyms
                viewer.key(0, 0x15, false);
                viewer.key('z', 0x15, true);
                viewer.key('z', 0x15, false);
                assertNoted("+7a", "-7a");
                try (VncClient late = view(proxy)) {
                    assertFalse(late.hasKeyCodes());
                }
            }
        } finally {
            taking.close();
        }
    }

    @Test
    void viewer_whenTheServerTakesKeyCodesOnceItIsBack_isToldSo() throws Exception {
        VncServer first = keysyms().start();
        try (Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            assertFalse(viewer.hasKeyCodes());
            first.close();
            try (VncServer _ = next(codes()).start()) {
                awaitNext(viewer);
                Frame _ = viewer.sync(SOON);
                assertTrue(viewer.hasKeyCodes());
                viewer.key('z', 0x15, true);
                assertNoted("+code 15");
            }
        } finally {
            first.close();
        }
    }

    // ---- power ----

    private static VncServer serveWithPower(Source source) throws IOException {
        return serve(
                source,
                builder -> {
                    source.name(builder);
                    builder.role(Role.OWNER).onPower(source.power().orElseThrow());
                });
    }

    private boolean switches(PowerAction action) {
        noted.add(action.name());
        return action != PowerAction.REBOOT;
    }

    private static void assertRefused(VncClient viewer, PowerAction action) {
        var e = assertThrows(RequestFailedException.class, () -> viewer.power(action, SOON));
        assertTrue(String.valueOf(e.getMessage()).contains("says that it failed"), e.getMessage());
    }

    @Test
    void powerRequests_areDoneOrRefusedByTheServer() throws Exception {
        try (VncServer _ = upstream().role(Role.OWNER).onPower(this::switches).start();
                Source source = open();
                VncServer proxy = serveWithPower(source);
                VncClient viewer = view(proxy)) {
            viewer.power(PowerAction.RESET, SOON);
            assertNoted("RESET");
            assertRefused(viewer, PowerAction.REBOOT);
            assertNoted("REBOOT");
        }
    }

    @Test
    void powerRequests_whenTheServerOffersThemNoMore_fail() throws Exception {
        VncServer switched = upstream().role(Role.OWNER).onPower(this::switches).start();
        try (Source source = open();
                VncServer proxy = serveWithPower(source);
                VncClient viewer = view(proxy)) {
            switched.close();
            while (isTaken(viewer, PowerAction.SHUTDOWN)) { // until it is seen to be away
                Frame _ = viewer.sync(SOON);
            }
            try (VncServer _ = next(upstream()).start()) {
                awaitNext(viewer);
                assertRefused(viewer, PowerAction.SHUTDOWN);
                assertTrue(source.power().isEmpty());
            }
        } finally {
            switched.close();
        }
        assertEquals(List.of(), List.copyOf(noted));
    }

    private static boolean isTaken(VncClient viewer, PowerAction action) {
        try {
            viewer.power(action, SOON);
            return true;
        } catch (RequestFailedException e) {
            return false;
        }
    }

    // ---- sizes ----

    private static VncServer serveResizable(Source source) throws IOException {
        return serve(source, builder -> builder.onResize(source.resizes().orElseThrow()));
    }

    private static ResizeStatus resized(Framebuffer picture, ScreenLayout wanted) {
        if (wanted.width() > 200) {
            return ResizeStatus.OUT_OF_RESOURCES;
        }
        if (wanted.width() == 200) {
            return ResizeStatus.FORWARDED; // to somebody who never answers
        }
        picture.group(() -> {
            picture.resize(wanted.width(), wanted.height());
            picture.publish(pixels(wanted.width(), wanted.height(), 3));
        });
        return ResizeStatus.OK;
    }

    @Test
    void sizes_areThoseThatTheServerAgreesTo() throws Exception {
        Framebuffer picture = noise(64, 48, 1);
        try (VncServer _ =
                        upstreamOf(picture).onResize(wanted -> resized(picture, wanted)).start();
                Source source = open();
                VncServer proxy = serveResizable(source);
                VncClient viewer = view(proxy);
                VncClient other = view(proxy)) {
            var wanted =
                    new ScreenLayout(
                            90,
                            50,
                            List.of(new Screen(4, 0, 0, 40, 50), new Screen(5, 40, 0, 50, 50)));
            assertEquals(ResizeStatus.OK, viewer.desktop().request(wanted, SOON));
            assertEquals(wanted, viewer.desktop().layout().orElseThrow());
            for (VncClient each : List.of(viewer, other)) {
                Frame shown = each.sync(SOON);
                assertEquals(90, shown.width());
                assertEquals(pixels(90, 50, 3)[0], shown.pixel(0, 0));
            }
            assertEquals(wanted.screens(), other.desktop().layout().orElseThrow().screens());
            assertEquals(
                    ResizeStatus.FORWARDED,
                    viewer.desktop().request(ScreenLayout.single(200, 50), SOON));
            assertEquals(
                    ResizeStatus.OUT_OF_RESOURCES,
                    viewer.desktop().request(ScreenLayout.single(201, 50), SOON));
            assertEquals(90, viewer.sync(SOON).width());
        }
    }

    @Test
    void sizes_ofAServerThatForbidsThemOrIsAway_areProhibited() throws Exception {
        VncServer forbidding = upstream().start();
        try (Source source = open();
                VncServer proxy = serveResizable(source);
                VncClient viewer = view(proxy)) {
            var wanted = ScreenLayout.single(90, 50);
            assertEquals(ResizeStatus.PROHIBITED, viewer.desktop().request(wanted, SOON));
            forbidding.close();
            assertEquals(ResizeStatus.PROHIBITED, viewer.desktop().request(wanted, SOON));
        } finally {
            forbidding.close();
        }
    }

    @Test
    void sizes_ofAServerThatKnowsNothingOfThem_areProhibited() throws Exception {
        Framebuffer picture = noise(64, 48, 1);
        try (VncServer _ =
                        upstreamOf(picture).onResize(wanted -> resized(picture, wanted)).start();
                VncClient client =
                        VncClient.to(Destination.parse("unix:" + socket()))
                                .desktopSize(false) // neither does who is not asked
                                .connect();
                var input = new UpstreamInput(() -> client)) {
            assertEquals(ResizeStatus.PROHIBITED, input.resize(ScreenLayout.single(90, 50)));
            assertEquals(64, picture.width());
        }
    }

    // ---- devices ----

    private Optional<GiiListener> plug(GiiDevice device) {
        if (device.buttons() > 2) {
            return Optional.empty();
        }
        noted.add("new " + device);
        return Optional.of(
                new GiiListener() {
                    @Override
                    public void event(GiiEvent event) {
                        noted.add(event.by(0).toString());
                    }

                    @Override
                    public void destroyed() {
                        noted.add("gone");
                    }
                });
    }

    private static String button(boolean down) {
        return new GiiEvent.Button(0, down, 2).toString();
    }

    @Test
    void devices_areMadeUsedAndTakenAwayAtTheServer() throws Exception {
        try (VncServer _ = upstream().onGii(this::plug).start();
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            try (InputDevice pad = viewer.createDevice(PAD, SOON)) {
                assertNoted("new " + PAD);
                List<GiiEvent> events =
                        List.of(
                                new GiiEvent.Button(0, true, 2),
                                new GiiEvent.Valuators(0, false, 0, List.of(-5)),
                                new GiiEvent.Valuators(0, true, 0, List.of(3)),
                                new GiiEvent.Button(0, false, 2));
                for (GiiEvent event : events) {
                    pad.event(event);
                    assertNoted(event.toString());
                }
                pad.press(2);
            }
            assertNoted(button(true), button(false), "gone");
            assertThrows(
                    RequestFailedException.class,
                    () -> viewer.createDevice(GiiDevice.of("organ", 3, List.of()), SOON));
        }
    }

    @Test
    void device_whenTheServerIsBack_isMadeAgain() throws Exception {
        VncServer first = upstream().onGii(this::plug).start();
        try (Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            InputDevice pad = viewer.createDevice(PAD, SOON);
            assertNoted("new " + PAD);
            first.close();
            assertNoted("gone");
            pad.click(2); // to nobody
            Frame _ = viewer.sync(SOON);
            try (VncServer _ = next(upstream()).onGii(this::plug).start()) {
                awaitNext(viewer);
                pad.click(2);
                assertNoted("new " + PAD, button(true), button(false));
                viewer.close();
                assertNoted("gone");
            }
        } finally {
            first.close();
        }
    }

    @Test
    void devices_whereTheServerTakesNone_areNotOfferedToViewers() throws Exception {
        try (VncServer _ = upstream().start();
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            viewer.sync(SOON);
            assertFalse(viewer.hasDevices());
        }
    }

    @Test
    void event_ofAnotherDevice_keepsAllButItsNumber() {
        List<GiiEvent> events =
                List.of(
                        new GiiEvent.Key(GiiEventType.KEY_PRESS, 1, 2, 3, 4, 5),
                        new GiiEvent.PointerMove(1, true, 2, 3, 4, 5),
                        new GiiEvent.Button(1, true, 2),
                        new GiiEvent.Valuators(1, true, 2, List.of(3, 4)));
        for (GiiEvent event : events) {
            GiiEvent other = event.by(7);
            assertEquals(7, other.device());
            assertNotEquals(event, other);
            assertEquals(event, other.by(1));
        }
    }
}
