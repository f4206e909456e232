package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.client.VncClient;
import weft.client.failure.RequestFailedException;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.screen.ResizeStatus;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Sizes that one side asks for, names and pointers that the other side moves: with TigerVNC's
/// viewer and server, TightVNC's viewer and QEMU.
@ExtendWith(Programs.class)
@Timeout(60)
class DesktopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path home;

    private static Cursor arrow() {
        int side = 16;
        int[] argb =
                IntStream.range(0, side * side)
                        .map(i -> i % side > i / side ? 0 : 0xff00_0000 | i * 0x10_0703)
                        .toArray();
        return new Cursor(side, side, 3, 5, argb);
    }

    private static Picture withPointer(Picture shown, int x, int y) {
        arrow().compositeOnto(shown.rgb(), 0, shown.width(), shown.width(), shown.height(), x, y);
        return shown;
    }

    @Test
    void tigerVncsWindow_whenDragged_getsAPictureOfItsSize() {
        try (var x = XServer.start(home);
                var server = CardServer.resizable(640, 480);
                var viewer = TigerVnc.show(x, server.port(), "-RemoteResize=1")) {
            Place _ = x.await("tigervnc before", server::picture);
            String window = x.focus("Weft end-to-end");
            for (String size : new String[] {"700 500", "333 222", "1024 768"}) {
                String[] sides = size.split(" ", 2);
                String _ = x.xdotool("windowsize", window, sides[0], sides[1]);
                Eventually.holds(
                        () -> {
                            Picture now = server.picture();
                            return size.equals(now.width() + " " + now.height());
                        },
                        () -> "not " + size + ": " + viewer);
                Place _ = x.await("tigervnc of " + size, server::picture);
            }
        }
    }

    @Test
    void tigerVncsWindow_followsTheHost_whileThePictureMoves() {
        try (var x = XServer.start(home);
                var server = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, server.port())) {
            Place _ = x.await("tigervnc before", server::picture);
            for (int i = 0; i < 50; i++) {
                server.replace(TestCard.still(400 + i * 7 % 300, 300 + i * 11 % 200));
                server.tick(i);
            }
            Place _ = x.await("tigervnc after", server::picture);
        }
    }

    @Test
    void tigerVncsTitle_isTheNewName() {
        try (var x = XServer.start(home);
                var server = CardServer.still(640, 480);
                var _ = TigerVnc.show(x, server.port())) {
            String _ = x.focus("Weft end-to-end");
            server.server().name("Another name");
            String _ = x.focus("Another name");
        }
    }

    @Test
    void viewerThatDrawsNoPointer_hasItInItsPicture() {
        try (var x = XServer.start(home);
                var server = CardServer.still(640, 480);
                var _ =
                        x.run(
                                "xtightvncviewer",
                                "-nojpeg",
                                "-nocursorshape",
                                "127.0.0.1::" + server.port())) {
            server.server().framebuffer().cursor(arrow());
            Place place = x.await("tightvnc", server::picture);
            server.server().pointer(100, 200);
            x.await("moved by the guest", place, () -> withPointer(server.picture(), 100, 200));
            x.pointTo(place, 300, 220);
            x.await("moved by the user", place, () -> withPointer(server.picture(), 300, 220));
        }
    }

    @Test
    void viewerThatKnowsPlaces_drawsThePointerWhereTheGuestMovesIt() {
        try (var x = XServer.start(home);
                var server = CardServer.still(640, 480);
                var _ = x.run("xtightvncviewer", "-nojpeg", "127.0.0.1::" + server.port())) {
            server.server().framebuffer().cursor(arrow());
            server.server().pointer(100, 200);
            Place place = x.await("pointer", () -> withPointer(server.picture(), 100, 200));
            server.server().pointer(400, 300);
            x.await("moved by the guest", place, () -> withPointer(server.picture(), 400, 300));
        }
    }

    @Test
    void tigerVncsServer_isResizedByTheClient() {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                VncClient client = VncClient.to(server.address()).connect()) {
            assertEquals(Xtigervnc.WIDTH, client.desktop().layout().orElseThrow().width());
            assertEquals(ResizeStatus.OK, client.desktop().resize(800, 600, PATIENCE));
            Frame frame = client.waitFor(shown -> shown.width() == 800, PATIENCE);
            assertEquals(600, frame.height());
            try (Running xdotool =
                    Running.start(
                            home, server.display(), "xdotool", List.of("getdisplaygeometry"))) {
                xdotool.succeed();
                assertEquals("800 600", xdotool.output().strip());
            }
        }
    }

    @Test
    void tigerVncsServer_thatForbidsIt_saysSo() {
        try (Xtigervnc server =
                        Xtigervnc.start(home, "-SecurityTypes", "None", "-AcceptSetDesktopSize=0");
                VncClient client = VncClient.to(server.address()).connect()) {
            var refused =
                    assertThrows(
                            RequestFailedException.class,
                            () -> client.desktop().resize(800, 600, PATIENCE));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("prohibited"),
                    refused::getMessage);
        }
    }

    @Test
    void qemu_tellsItsScreens_andForwardsWhatItIsAsked() throws IOException {
        try (QemuPc pc = QemuPc.firmware(home, "-vga", "virtio");
                VncClient client = VncClient.to(pc.address()).connect()) {
            assertEquals(client.frame().width(), client.desktop().layout().orElseThrow().width());
            assertEquals(ResizeStatus.FORWARDED, client.desktop().resize(800, 600, PATIENCE));
        }
    }
}
