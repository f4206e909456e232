package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.server.VncServer;
import weft.server.access.Role;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// What scripts ask of the server besides its picture.
@Timeout(60)
class DoRequestsTest {
    private static KeyHost host() throws IOException {
        return new KeyHost(builder -> builder);
    }

    @Test
    void resize_waitsForThePicture_andFailsIfTheServerRefuses() throws IOException {
        List<VncServer> servers = new CopyOnWriteArrayList<>();
        try (KeyHost host =
                new KeyHost(builder ->
                        builder.onResize(wanted -> {
                            if (wanted.width() > 100) {
                                return ResizeStatus.OUT_OF_RESOURCES;
                            }
                            servers.get(0).framebuffer().resize(wanted.width(), wanted.height());
                            return ResizeStatus.OK;
                        }))) {
            servers.add(host.server);
            Outcome.assertDone(host.run("resize 50 60".split(" ")));
            assertEquals(
                    "50x60",
                    host.server.framebuffer().width() + "x" + host.server.framebuffer().height());
            Outcome refused = host.run("resize 101 60".split(" "));
            assertEquals(30, refused.exitCode());
            assertTrue(refused.err().contains("out of resources"), refused::err);
        }
        try (KeyHost host = new KeyHost(builder -> builder)) {
            Outcome refused = host.run("resize 50 60".split(" "));
            assertEquals(30, refused.exitCode());
            assertTrue(refused.err().contains("prohibited"), refused::err);
        }
    }

    @Test
    void powerRequests_reachTheHostAndFailIfItDoesNot() throws IOException {
        List<PowerAction> requests = Collections.synchronizedList(new ArrayList<>());
        try (KeyHost host =
                new KeyHost(builder ->
                        builder.role(Role.OWNER)
                                .onPower(action -> {
                                    requests.add(action);
                                    return action != PowerAction.REBOOT;
                                }))) {
            Outcome.assertDone(host.run("key a shutdown reset".split(" ")));
            assertEquals(List.of(PowerAction.SHUTDOWN, PowerAction.RESET), requests);
            assertEquals(
                    new Outcome(
                            30,
                            "",
                            "weft: argument 1: reboot: Cannot reboot: the server says that it"
                                    + " failed (xvp)\n"),
                    host.run("reboot"));
        }
        try (KeyHost host = host()) {
            assertEquals(
                    "weft: argument 1: reset: Cannot reset: the server does not offer xvp to this"
                            + " viewer\n",
                    host.run("reset").err());
        }
    }

    /// What a host is told of a pad and of texts.
    private static List<String> told(String... script) throws IOException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (KeyHost host =
                new KeyHost(builder ->
                        builder.onGii(device -> {
                            told.add(device.name() + " " + device.valuators().size());
                            return Optional.of(event -> told.add(event.toString()));
                        }))) {
            Outcome.assertDone(host.run(script));
            told.addAll(host.input);
        }
        return told;
    }

    @Test
    void record_devicesAndDollars_canBePlayedAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pad.fbs");
        List<String> first =
                told(
                        "record",
                        file.toString(),
                        "device",
                        "my $$pad",
                        "2",
                        "left x=-5..5",
                        "button",
                        "my $$pad",
                        "2",
                        "axis",
                        "my $$pad",
                        "left x",
                        "3",
                        "removedevice",
                        "my $$pad",
                        "paste",
                        "5 $$user",
                        "sync",
                        "stoprecord");
        assertTrue(first.contains("cut 5 $user"), first.toString());
        assertEquals(first, told(folder.resolve("pad.input.vdo").toString(), "sync"));
    }

    @Test
    void devices_reachTheHost() throws IOException {
        List<String> devices = Collections.synchronizedList(new ArrayList<>());
        try (KeyHost host =
                new KeyHost(builder ->
                        builder.onGii(device -> {
                            devices.add(device.name() + " " + device.buttons());
                            return device.buttons() > 12
                                    ? Optional.empty()
                                    : Optional.of(event -> devices.add(event.toString()));
                        }))) {
            Outcome.assertDone(
                    host.run(
                            ("device pad 12 x=-100..100 y=0..255 button pad 3 axis pad y 7 axisby"
                                            + " pad 0 -5 buttondown pad 1 removedevice pad sync")
                                    .split(" ")));
            assertEquals(
                    List.of(
                            "pad 12",
                            "Button[device=1, down=true, number=3]",
                            "Button[device=1, down=false, number=3]",
                            "Valuators[device=1, relative=false, first=1, values=[7]]",
                            "Valuators[device=1, relative=true, first=0, values=[-5]]",
                            "Button[device=1, down=true, number=1]",
                            "Button[device=1, down=false, number=1]"),
                    devices);
            assertEquals(
                    "argument 1: device: Cannot create \"pad\": the server does not take that"
                            + " device",
                    host.run("device", "pad", "13").complaint(30));
            assertEquals(
                    "argument 1: button: There is no device \"pad\"; device pad BUTTONS makes one",
                    host.run("button", "pad", "1").complaint(30));
            assertEquals(
                    "argument 4: axis: \"pad\" has no axis z",
                    host.run("device pad 1 axis pad z 1".split(" ")).complaint(30));
        }
    }

    @Test
    void paste_reachesTheHost() throws IOException {
        try (KeyHost host = host()) {
            Outcome.assertDone(host.run("paste", "naïve", "sync"));
            assertEquals(List.of("cut naïve"), host.input);
        }
    }
}
