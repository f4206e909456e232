package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.client.failure.RequestFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Sizes, screens and names that the server tells, and those that it is asked for, byte by byte.
@Timeout(30)
class DesktopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TWO_SCREENS =
            "00 00 0001 0000 0000 0008 0008 fffffecc 02000000"
                    + "00000005 0000 0000 0004 0008 00000001"
                    + "00000006 0004 0000 0004 0008 00000000";

    private static void raw(ScriptedServer peer, String hex) throws IOException {
        peer.out().bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        peer.flush();
    }

    private static FramebufferUpdateRequest request(boolean incremental, int width, int height) {
        return new FramebufferUpdateRequest(incremental, 0, 0, width, height);
    }

    /// A server of two screens that has shown its first picture.
    private static void introduce(ScriptedServer peer) throws IOException {
        peer.show(8, 8, 1);
        raw(peer, TWO_SCREENS);
        assertEquals(request(true, 8, 8), peer.next());
        peer.fill(0, 0, 8, 8, 2);
        assertEquals(request(true, 8, 8), peer.next());
    }

    private static void awaitIntroduction(VncClient client) {
        Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, PATIENCE);
    }

    @Test
    void screens_areToldAsTheyAre() throws Exception {
        BlockingQueue<ScreenLayout> told = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void screens(ScreenLayout layout) {
                        told.add(layout);
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            peer.drain();
                        });
                VncClient client = server.client().events(events).connect()) {
            awaitIntroduction(client);
            var layout =
                    new ScreenLayout(
                            8, 8, List.of(new Screen(5, 0, 0, 4, 8, 1), new Screen(6, 4, 0, 4, 8)));
            assertEquals(Optional.of(layout), client.desktop().layout());
            assertEquals(layout, told.take());
        }
    }

    @Test
    void newSize_byTheServer_isAskedForAsAnIncrementalUpdate() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            raw(
                                    peer,
                                    "00 00 0001 0000 0000 0002 0001 fffffecc 01000000"
                                            + "00000000 0000 0000 0002 0001 00000000");
                            assertEquals(request(true, 2, 1), peer.next());
                            peer.fill(0, 0, 2, 1, 3);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            Frame frame = client.waitFor(shown -> shown.pixel(0, 0) == 3, PATIENCE);
            assertEquals("2x1", frame.width() + "x" + frame.height());
        }
    }

    @Test
    void displayMode_bringsSizeAndPixelFormat() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            raw(
                                    peer,
                                    "00 00 0001 0000 0000 0001 0001 574d5669"
                                            + "20 18 01 01 00ff 00ff 00ff 10 08 00 000000");
                            assertEquals(request(false, 1, 1), peer.next());
                            raw(peer, "00 00 0001 0000 0000 0001 0001 00000000 00aabbcc");
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            Frame frame = client.waitFor(shown -> shown.width() == 1, PATIENCE);
            assertEquals(0xaabbcc, frame.pixel(0, 0));
        }
    }

    @Test
    void newName_isTheClients() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void named(String name) {
                        told.add(name);
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            raw(peer, "00 00 0001 0000 0000 0000 0000 fffffecd 00000002 c3a9");
                            peer.drain();
                        });
                VncClient client = server.client().events(events).connect()) {
            assertEquals("é", told.take());
            assertEquals("é", client.name());
        }
    }

    @Test
    void resize_keepsTheFirstScreensNumber_andReturnsWhenItIsAgreed() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            assertEquals(
                                    new SetDesktopSize(
                                            new ScreenLayout(
                                                    2, 1, List.of(new Screen(5, 0, 0, 2, 1, 1)))),
                                    peer.next());
                            raw(
                                    peer,
                                    "00 00 0001 0001 0000 0002 0001 fffffecc 01000000"
                                            + "00000005 0000 0000 0002 0001 00000001");
                            assertEquals(request(true, 2, 1), peer.next());
                            peer.fill(0, 0, 2, 1, 3);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitIntroduction(client);
            assertEquals(ResizeStatus.OK, client.desktop().resize(2, 1, PATIENCE));
            Frame frame = client.waitFor(shown -> shown.width() == 2, PATIENCE);
            assertEquals(3, frame.pixel(1, 0));
        }
    }

    private static final String REFUSALS =
            """
            1 | resize is administratively prohibited
            2 | out of resources
            3 | invalid screen layout
            9 | resize is administratively prohibited
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REFUSALS)
    void resize_thatIsRefused_saysWhy_andThePictureStays(int status, String reason)
            throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            peer.next();
                            raw(
                                    peer,
                                    "00 00 0001 0001 %04x 0002 0001 fffffecc 00000000"
                                            .formatted(status));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitIntroduction(client);
            var refused =
                    assertThrows(
                            RequestFailedException.class,
                            () -> client.desktop().resize(2, 1, PATIENCE));
            assertEquals(
                    "The server refuses 2x1 with [screen 5 of 2x1 at 0,0]: " + reason,
                    refused.getMessage());
            assertEquals(8, client.frame().width());
            assertEquals(8, client.desktop().layout().orElseThrow().width());
        }
    }

    @Test
    void resize_thatIsForwarded_saysSo() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            peer.next();
                            raw(peer, "00 00 0001 0001 0004 0000 0000 fffffecc 00000000");
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitIntroduction(client);
            assertEquals(ResizeStatus.FORWARDED, client.desktop().resize(2, 1, PATIENCE));
        }
    }

    @Test
    void resize_withoutAnAnswer_timesOut_andTheLateAnswerIsNotTheNextOnes() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            introduce(peer);
                            peer.next();
                            peer.next();
                            raw(peer, "00 00 0001 0001 0001 0000 0000 fffffecc 00000000");
                            raw(peer, "00 00 0001 0001 0004 0000 0000 fffffecc 00000000");
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitIntroduction(client);
            Desktop desktop = client.desktop();
            assertThrows(TimedOutException.class, () -> desktop.resize(2, 1, Duration.ZERO));
            assertEquals(ResizeStatus.FORWARDED, desktop.resize(3, 1, PATIENCE));
        }
    }

    @Test
    void resize_ofAServerThatKnowsNoScreens_isRefusedHere() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            assertThrows(
                    RequestFailedException.class, () -> client.desktop().resize(2, 1, PATIENCE));
        }
    }
}
