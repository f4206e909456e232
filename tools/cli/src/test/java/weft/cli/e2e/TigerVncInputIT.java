package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.testcard.TestCard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is typed and clicked in TigerVNC's viewer reaches the host in order, and the picture that
/// answers it reaches the viewer.
@ExtendWith(Programs.class)
@Timeout(60)
class TigerVncInputIT {

    @TempDir Path home;
    @AutoClose private XServer x;
    @AutoClose private CardServer server;
    @AutoClose private Running viewer;
    private Place place;

    @BeforeEach
    void connect() {
        x = XServer.start(home);
        server = CardServer.still(800, 600);
        viewer = TigerVnc.show(x, server.port(), "-PreferredEncoding=ZRLE");
        place = x.await("tigervnc", server::picture);
        String _ = x.focus("TigerVNC");
    }

    @Test
    void keys_typed_reachHostInOrder() {
        String _ = x.xdotool("key", "a", "shift+b", "1", "Return", "F5", "Left", "ctrl+alt+Delete");
        // xdotool lets go of the keys of a chord in the order in which it has pressed them.
        awaitInput(
                List.of(
                        "+61", "-61", "+ffe1", "+42", "-ffe1", "-42", "+31", "-31", "+ff0d",
                        "-ff0d", "+ffc2", "-ffc2", "+ff51", "-ff51", "+ffe3", "+ffe9", "+ffff",
                        "-ffe3", "-ffe9", "-ffff"));
        x.await("echo of the keys", place, server::picture);
    }

    @Test
    void text_typed_reachesHostInOrder() {
        String text = "weft 0123456789";
        String _ = x.xdotool("type", "--delay", "5", text);
        List<String> expected = new ArrayList<>();
        text.chars()
                .forEach(letter -> {
                    expected.add("+" + Integer.toHexString(letter));
                    expected.add("-" + Integer.toHexString(letter));
                });
        awaitInput(expected);
        x.await("echo of the text", place, server::picture);
    }

    @Test
    void buttons_clicked_reachHostWithTheirPlace() {
        for (int button = 1; button <= 5; button++) {
            server.forgetInput();
            int column = 100 + 40 * button;
            x.pointTo(place, column, 250);
            String _ = x.xdotool("click", Integer.toString(button));
            awaitInput(
                    List.of(
                            "%d,250 %x".formatted(column, 1 << (button - 1)),
                            "%d,250 0".formatted(column)));
            x.await("echo of button " + button, place, server::picture);
        }
    }

    @Test
    void pointer_dragged_reachesHostWithBothPlaces() {
        x.pointTo(place, 10, 20);
        String _ = x.xdotool("mousedown", "1");
        awaitInput(List.of("10,20 1"));
        x.pointTo(place, 790, 580);
        String _ = x.xdotool("mousedown", "3");
        String _ = x.xdotool("mouseup", "1");
        String _ = x.xdotool("mouseup", "3");
        awaitInput(List.of("10,20 1", "790,580 5", "790,580 4", "790,580 0"));
        x.await("echo of the drag", place, server::picture);
    }

    @Test
    void viewer_closedWithKeysHeld_hostSeesThemReleased() {
        x.pointTo(place, 300, 300);
        String _ = x.xdotool("keydown", "a", "keydown", "Shift_L", "mousedown", "1");
        awaitInput(List.of("+61", "+ffe1", "300,300 1"));
        viewer.close();
        awaitInput(List.of("+61", "+ffe1", "300,300 1", "-61", "-ffe1", "300,300 0"));
    }

    @Test
    void input_duringMotion_reachesHostInOrder() {
        server.replace(new TestCard(800, 600));
        List<String> expected = new ArrayList<>();
        for (int frame = 1; frame <= 60; frame++) {
            server.tick(frame);
            if (frame % 10 == 0) {
                String _ = x.xdotool("key", "a", "b");
                expected.addAll(List.of("+61", "-61", "+62", "-62"));
            }
        }
        awaitInput(expected);
        x.await("echo during motion", place, server::picture);
    }

    private void awaitInput(List<String> expected) {
        Eventually.holds(
                () -> server.input().size() >= expected.size(),
                () -> "expected " + expected + ", but was " + server.input());
        assertEquals(expected, server.input());
    }
}
