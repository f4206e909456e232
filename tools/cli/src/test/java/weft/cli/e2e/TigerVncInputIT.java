package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.framebuffer.Cursor;
import weft.framebuffer.testcard.TestCard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What is typed and clicked in TigerVNC's viewer reaches the host in order, and the picture that
/// answers it reaches the viewer.
@Timeout(60)
class TigerVncInputIT {

    @TempDir Path home;
    private XServer x;
    private CardServer server;
    private Running viewer;
    private Place place;

    @BeforeEach
    void connect() {
        connect("-nocursor");
    }

    private void connect(String xOption) {
        x = XServer.start(home, 24, xOption);
        server = CardServer.still(800, 600);
        viewer = TigerVnc.show(x, server.port(), "-PreferredEncoding=ZRLE");
        place = x.await("tigervnc", server::picture);
        String _ = x.focus("TigerVNC");
    }

    @AfterEach
    void disconnect() {
        viewer.close();
        server.close();
        x.close();
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
            pointTo(column, 250);
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
        pointTo(10, 20);
        String _ = x.xdotool("mousedown", "1");
        awaitInput(List.of("10,20 1"));
        pointTo(790, 580);
        String _ = x.xdotool("mousedown", "3");
        String _ = x.xdotool("mouseup", "1");
        String _ = x.xdotool("mouseup", "3");
        awaitInput(List.of("10,20 1", "790,580 5", "790,580 4", "790,580 0"));
        x.await("echo of the drag", place, server::picture);
    }

    @Test
    void viewer_closedWithKeysHeld_hostSeesThemReleased() {
        pointTo(300, 300);
        String _ = x.xdotool("keydown", "a", "keydown", "Shift_L", "mousedown", "1");
        awaitInput(List.of("+61", "+ffe1", "300,300 1"));
        viewer.close();
        awaitInput(List.of("+61", "+ffe1", "300,300 1", "-61", "-ffe1", "300,300 0"));
    }

    @Test
    void cursor_setByHost_isDrawnWhereThePointerIs() {
        disconnect();
        connect("-retro"); // an X server that draws the pointer into its screen
        int side = 16;
        int[] argb =
                IntStream.range(0, side * side)
                        .map(i -> i % side > i / side ? 0 : 0xff00_0000 | i * 0x10_0703)
                        .toArray();
        var cursor = new Cursor(side, side, 3, 5, argb);
        server.server().framebuffer().cursor(cursor);
        pointTo(400, 300);
        x.await(
                "cursor",
                place,
                () -> {
                    Picture under = server.picture();
                    int[] rgb = under.rgb();
                    cursor.compositeOnto(
                            rgb, 0, under.width(), under.width(), under.height(), 400, 300);
                    return under;
                });
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

    private void pointTo(int column, int row) {
        String _ =
                x.xdotool(
                        "mousemove",
                        Integer.toString(place.x() + column),
                        Integer.toString(place.y() + row));
    }

    private void awaitInput(List<String> expected) {
        Eventually.holds(
                () -> server.input().size() >= expected.size(),
                () -> "expected " + expected + ", but was " + server.input());
        assertEquals(expected, server.input());
    }
}
