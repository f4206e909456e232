package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import weft.client.InputDevice;
import weft.client.VncClient;
import weft.framebuffer.Frame;
import weft.framebuffer.testcard.Notice;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.gii.GiiDevice;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.PowerAction;
import weft.server.InProcessConnection;
import weft.server.VncServer;
import weft.server.VncServerBuilder;
import weft.server.access.Role;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class TestCardSourceTest {

    @Test
    void card_withoutSize_hasItsOwn() throws IOException {
        try (Source source = Sources.open("testcard", Optional.empty())) {
            assertEquals(TestCard.DEFAULT_WIDTH, source.framebuffer().width());
            assertEquals(TestCard.DEFAULT_HEIGHT, source.framebuffer().height());
        }
    }

    @Test
    void card_saysWhatViewersSendBesidesKeysAndPointer() throws IOException {
        Duration patience = Duration.ofSeconds(20);
        TestCard expected = TestCard.still(640, 480);
        try (Source source = Sources.open("testcard:still", Optional.of(new Size(640, 480)))) {
            VncServerBuilder builder = VncServer.builder(source.framebuffer());
            source.connect(builder);
            builder.onPower(source.power().orElseThrow()).role(Role.OWNER);
            try (VncServer server = builder.start()) {
                InProcessConnection viewer = server.connect();
                try (VncClient client = VncClient.over(viewer.input(), viewer.output()).connect()) {
                    client.power(PowerAction.REBOOT, patience);
                    var _ = expected.notice(Notice.POWER, "reboot");
                    InputDevice pad =
                            client.createDevice(GiiDevice.of("pad", 3, List.of()), patience);
                    pad.press(3);
                    var _ = expected.notice(Notice.DEVICE, "pad: button 3 down");
                    client.clipboard().text("some text");
                    var _ = expected.notice(Notice.CLIPBOARD, "some text");
                    assertArrayEquals(expected.pixels(), client.sync(patience).pixels());
                }
            }
        }
    }

    @Test
    void lockKeys_turnLampsOn_forAllToSee() throws IOException {
        Duration patience = Duration.ofSeconds(20);
        TestCard expected = TestCard.still(640, 480);
        try (Source source = Sources.open("testcard:still", Optional.of(new Size(640, 480)))) {
            VncServerBuilder builder = VncServer.builder(source.framebuffer());
            source.connect(builder);
            source.keyboard(builder, KeyboardGroups.parse("de"));
            try (VncServer server = builder.start()) {
                source.start(server);
                InProcessConnection viewer = server.connect();
                try (VncClient client = VncClient.over(viewer.input(), viewer.output()).connect()) {
                    client.keyboard().press(List.of(0xffe5L));
                    var _ = client.sync(patience);
                    client.keyboard().press(List.of((long) 'y'));
                    var _ = expected.key(true, "Caps_Lock");
                    var _ = expected.key(false, "Caps_Lock");
                    var _ = expected.key(true, "y");
                    var _ = expected.key(false, "y");
                    var _ = expected.leds(false, true, false);
                    var _ = expected.notice(Notice.KEY_CODES, "+3a -3a +2a +2c -2c -2a");
                    assertArrayEquals(expected.pixels(), client.sync(patience).pixels());
                    assertEquals(Optional.of(new KeyboardLeds(false, false, true)), client.leds());
                    client.keyboard().press(List.of(0xffe5L, 0xff7fL, 0xff14L));
                    var _ = client.sync(patience);
                    assertEquals(Optional.of(new KeyboardLeds(true, true, false)), client.leds());
                }
            }
        }
    }

    @Test
    void stillCard_served_isThatCardAndStaysAsItIs() throws IOException {
        try (Source source = Sources.open("testcard:still", Optional.of(new Size(320, 240)));
                VncServer server = VncServer.builder(source.framebuffer()).listen(0).start()) {
            source.start(server);
            Frame first = source.framebuffer().snapshot();
            assertArrayEquals(TestCard.still(320, 240).pixels(), first.pixels());
            assertSame(first, source.framebuffer().snapshot());
        }
    }
}
