package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncPassword;
import weft.server.Viewer;
import weft.server.access.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// VNC authentication with viewers that read our password files: the right password opens, a wrong
/// one gets the reason.
@ExtendWith(Programs.class)
@Timeout(60)
class PasswordIT {

    private static final String PASSWORD = "s3cr\u00e9t!";

    @TempDir Path home;

    private static CardServer server() {
        return CardServer.start(
                TestCard.still(640, 480), builder -> builder.listen(0).password(PASSWORD));
    }

    private String file(String password) throws IOException {
        Path file = home.resolve("passwd");
        return Files.write(file, VncPassword.of(password).toFile()).toString();
    }

    @Test
    void tigerVnc_rightPassword_showsExactPicture() throws IOException {
        try (var x = XServer.start(home);
                var server = server();
                var tap = Tap.of(server.port());
                var _ = TigerVnc.show(x, tap.port(), "-passwd", file(PASSWORD))) {
            Place _ = x.await("tigervnc with password", server::picture);
            assertEquals(SecurityType.VNC_AUTH.number(), tap.conversation().security());
        }
    }

    @Test
    void tigerVnc_wrongPassword_isToldWhy() throws IOException {
        try (var x = XServer.start(home);
                var server = server();
                var viewer = TigerVnc.show(x, server.port(), "-passwd", file("s3cr\u00e9t?"))) {
            int _ = viewer.exitCode(); // 0 in spite of the failure
            assertTrue(viewer.output().contains("authentication failed"), viewer::toString);
            assertEquals(0, server.server().viewers().size());
        }
    }

    @Test
    void tigerVnc_passwordForWatching_steersOnlyOnceItMay() throws IOException {
        try (var x = XServer.start(home);
                var server =
                        CardServer.start(
                                TestCard.still(640, 480),
                                builder ->
                                        builder.listen(0)
                                                .password(PASSWORD)
                                                .viewOnlyPassword("watch"));
                var _ = TigerVnc.show(x, server.port(), "-passwd", file("watch"))) {
            Place place = x.await("tigervnc watching", server::picture);
            String _ = x.focus("Weft end-to-end");
            x.pointTo(place, 100, 100);
            String _ = x.xdotool("key", "a");
            String _ = x.xdotool("click", "1");
            Viewer viewer = server.server().viewers().get(0);
            assertEquals(Role.VIEW_ONLY.rights(), viewer.rights());
            viewer.role(Role.OPERATOR);
            String _ = x.xdotool("key", "b");
            Eventually.holds(
                    () -> server.input().contains("-62"), () -> "no b in " + server.input());
            assertEquals(List.of("+62", "-62"), server.input());
        }
    }

    @Test
    void tightVnc_rightPassword_showsExactPicture() throws IOException {
        try (var x = XServer.start(home);
                var server = server();
                var _ =
                        x.run(
                                "xtightvncviewer",
                                "-nojpeg",
                                "-passwd",
                                file(PASSWORD),
                                "127.0.0.1::" + server.port())) {
            Place _ = x.await("tightvnc with password", server::picture);
        }
    }

    @Test
    void vncSnapshot_rightPassword_writesPicture() throws IOException {
        try (var server = server();
                var snapshot = snapshot(server, PASSWORD)) {
            snapshot.succeed();
            assertTrue(Picture.read(home.resolve("s.jpg")).distance(server.picture()) <= 1);
        }
    }

    @Test
    void vncSnapshot_wrongPassword_isRefused() throws IOException {
        try (var server = server();
                var snapshot = snapshot(server, "guess")) {
            assertNotEquals(0, snapshot.exitCode());
            assertTrue(snapshot.output().contains("authentication failed"), snapshot::toString);
            assertTrue(Files.notExists(home.resolve("s.jpg")));
        }
    }

    private Running snapshot(CardServer server, String password) throws IOException {
        return Running.start(
                home,
                "vncsnapshot",
                "-nojpeg",
                "-passwd",
                file(password),
                "127.0.0.1:" + (server.port() - 5900),
                home.resolve("s.jpg").toString());
    }
}
