package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.testcard.TestCard;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keys of a German keyboard in TigerVNC's viewer.
@ExtendWith(Programs.class)
@Timeout(60)
class TigerVncKeysIT {

    @TempDir Path home;
    @AutoClose private XServer x;
    @AutoClose private CardServer server;
    @AutoClose private Running viewer;
    private final List<String> codes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connect() {
        x = XServer.start(home);
        try (Running layout = x.run("setxkbmap", "de")) {
            layout.succeed();
        }
        server =
                CardServer.start(
                        TestCard.still(400, 300),
                        builder ->
                                builder.listen(0)
                                        .onKeyCode((code, down) ->
                                                codes.add(
                                                        "%s%02x"
                                                                .formatted(
                                                                        down ? "+" : "-", code))));
        viewer = TigerVnc.show(x, server.port(), "-PreferredEncoding=ZRLE");
        var _ = x.await("tigervnc", server::picture);
        String _ = x.focus("TigerVNC");
    }

    private void awaitCodes(String... expected) {
        Eventually.holds(
                () -> codes.size() >= expected.length,
                () -> "expected %s, but was %s of %s".formatted(List.of(expected), codes, viewer));
        assertEquals(List.of(expected), codes);
    }

    @Test
    void keys_ofAGermanKeyboard_reachTheHostAsTheKeysThatTheyAre() {
        String _ = x.xdotool("key", "z", "udiaeresis", "Right", "Pause", "Print");
        awaitCodes("+15", "-15", "+1a", "-1a", "+cd", "-cd", "+c6", "-c6", "+54", "-54");
        assertEquals(List.of("+7a", "-7a", "+fc", "-fc"), server.input().subList(0, 4), "keysyms");
        codes.clear();
        String _ =
                x.xdotool("keydown", "ISO_Level3_Shift", "key", "q", "keyup", "ISO_Level3_Shift");
        awaitCodes("+b8", "+10", "-10", "-b8");
    }

    @Test
    void keysHeld_whenTheHostSaysSo_areReleased() {
        String _ = x.xdotool("keydown", "a");
        awaitCodes("+1e");
        server.server().releaseInput();
        awaitCodes("+1e", "-1e");
        String _ = x.xdotool("keyup", "a");
    }
}
