package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.image.Images;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// A script that presses keys and expects a picture after each, as vncdotool's own functional tests
/// do, run by `weft do` with servers of several makers.
@ExtendWith(Programs.class)
@Timeout(180)
class ScenesIT {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final String KEYS = "0sdxgpcf";

    @TempDir Path home;

    private VncServer host;
    private Path script;

    /// A host that shows a picture for each key, and the script.
    @BeforeEach
    void paint() throws IOException {
        host =
                VncServer.builder(WIDTH, HEIGHT)
                        .listen(0)
                        .name("Scenes")
                        .onKey((keysym, down) -> {
                            int scene = keysym > 0xffff ? -1 : KEYS.indexOf((char) keysym);
                            if (down && scene >= 0) {
                                host.publish(scene(scene));
                            }
                        })
                        .start();
        host.publish(scene(0));
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "find " + file(0) + " within 30",
                                "set x $found.x",
                                "set y $found.y"));
        for (int i = 1; i <= KEYS.length(); i++) {
            int scene = i % KEYS.length();
            Images.write(scene(scene), WIDTH, HEIGHT, Path.of(file(scene)));
            lines.add("key " + KEYS.charAt(scene));
            lines.add("rexpect " + file(scene) + " $x $y 0 within 30");
        }
        lines.add("capture " + home.resolve("last.png"));
        script = Files.write(home.resolve("scenes.vdo"), lines);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private String file(int scene) {
        return home.resolve("scene-%c.png".formatted(KEYS.charAt(scene))).toString();
    }

    /// Plain ground with a patch of noise, which is another one for each key.
    private static int[] scene(int number) {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, 0x203040 * number & 0xffffff);
        var noise = new Random(number);
        for (int y = 40; y < 90; y++) {
            for (int x = 10 * number; x < 10 * number + 60; x++) {
                pixels[y * WIDTH + x] = noise.nextInt(1 << 24);
            }
        }
        return pixels;
    }

    /// Plays the script, and compares what it has captured with what another program has seen.
    private void play(String address, Supplier<Picture> seen) {
        try (Running command = Weft.start(home, "do", "-s", address, script.toString())) {
            command.succeed();
        }
        Picture captured = Picture.read(home.resolve("last.png"));
        captured.mustBe(seen.get(), "the captured picture of " + address);
    }

    @Test
    void weft_showsEveryScene() {
        play("127.0.0.1::" + host.port(), () -> Picture.read(Path.of(file(0))));
    }

    @Test
    void xtigervnc_showsEveryScene() {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                Running _ = server.show(host.port())) {
            server.focus("Scenes");
            play(server.address(), server::screenshot);
        }
    }

    @Test
    void x11vnc_showsEveryScene() {
        Path socket = home.resolve("x11vnc.socket");
        try (XServer x = XServer.start(home);
                Running _ = TigerVnc.show(x, host.port());
                Running x11vnc =
                        x.run(
                                "x11vnc",
                                "-unixsock",
                                socket.toString(),
                                "-rfbport",
                                "0",
                                "-nopw",
                                "-forever",
                                "-nocursor",
                                "-norc")) {
            UnixSockets.awaitListening(socket, x11vnc);
            String _ = x.focus("Scenes");
            play(socket.toString(), x::screenshot);
        }
    }

    /// Its scenes are the machine's own, as QEMU says that they look.
    @Test
    void qemu_showsEveryScene() throws IOException {
        try (QemuPc pc = QemuPc.running(home, BootProgram.NOISE_FOR_KEYS)) {
            var pressed = new StringBuilder("0");
            Set<Integer> scenes = new HashSet<>();
            for (int i = 1; i <= KEYS.length(); i++) {
                int scene = i % KEYS.length();
                pc.press(KEYS.substring(scene, scene + 1));
                pressed.append(KEYS.charAt(scene));
                awaitPressed(pc, pressed.toString());
                pc.screendump(Path.of(file(scene)));
                scenes.add(Picture.read(Path.of(file(scene))).fingerprint());
            }
            assertEquals(KEYS.length(), scenes.size());
            play(pc.address(), () -> Picture.read(Path.of(file(0))));
            pressed.append(KEYS, 1, KEYS.length()).append(KEYS.charAt(0));
            awaitPressed(pc, pressed.toString());
        }
    }

    private static void awaitPressed(QemuPc pc, String keys) {
        Eventually.holds(
                () -> written(pc).equals(keys),
                () -> "pressed were %s, but the machine has seen %s".formatted(keys, written(pc)));
    }

    private static String written(QemuPc pc) {
        return new String(pc.written(), StandardCharsets.US_ASCII);
    }
}
