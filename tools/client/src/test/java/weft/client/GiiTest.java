package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.RequestFailedException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.TimedOutException;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiRequest;
import weft.rfb.gii.GiiValuator;
import weft.rfb.message.ClientGii;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.ServerGii;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;

/// Input devices of a client, and what servers make of them.
@Timeout(30)
class GiiTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final GiiDevice PAD =
            GiiDevice.of("pad", 2, List.of(GiiValuator.of(0, "x", -100, 100)));

    private static void offer(ScriptedServer peer, ServerGii versions) throws Exception {
        peer.show(8, 8, 1);
        peer.send(versions);
    }

    private static GiiRequest next(ScriptedServer peer) {
        return assertInstanceOf(ClientGii.class, peer.next()).request();
    }

    private static void answer(ScriptedServer peer, long number) throws Exception {
        peer.send(new ServerGii(new ServerGii.DeviceCreated(number)));
    }

    private static void awaitOffer(VncClient client) {
        while (!client.hasDevices()) {
            Thread.onSpinWait();
        }
    }

    private static GiiRequest event(GiiEvent event) {
        return new GiiRequest.Events(List.of(event));
    }

    @Test
    void device_isCreatedUsedAndClosed() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, ServerGii.versions());
                            assertEquals(new GiiRequest.Version(1), next(peer));
                            assertEquals(new GiiRequest.CreateDevice(PAD), next(peer));
                            answer(peer, 7);
                            assertEquals(event(new GiiEvent.Button(7, true, 2)), next(peer));
                            assertEquals(event(new GiiEvent.Button(7, false, 2)), next(peer));
                            assertEquals(
                                    event(new GiiEvent.Valuators(7, false, 0, List.of(-5))),
                                    next(peer));
                            assertEquals(
                                    event(new GiiEvent.Valuators(7, true, 0, List.of(3))),
                                    next(peer));
                            assertEquals(
                                    event(new GiiEvent.PointerMove(7, true, 1, 2, 3, 4)),
                                    next(peer));
                            assertEquals(
                                    event(
                                            new GiiEvent.Key(
                                                    GiiEventType.KEY_PRESS, 7, 0, 'a', 'a', 30)),
                                    next(peer));
                            assertEquals(new GiiRequest.DestroyDevice(7), next(peer));
                            assertTrue(peer.in().atEnd(), "nothing more was sent");
                        });
                VncClient client = server.client().connect()) {
            awaitOffer(client);
            InputDevice pad = client.createDevice(PAD, LONG);
            assertEquals(PAD, pad.description());
            pad.click(2);
            pad.move(0, -5);
            pad.moveBy(0, 3);
            assertThrows(IllegalArgumentException.class, () -> pad.press(3));
            assertThrows(IllegalArgumentException.class, () -> pad.press(0));
            assertThrows(IllegalArgumentException.class, () -> pad.move(1, 0));
            pad.pointer(true, 1, 2, 3, 4);
            pad.key(GiiEventType.KEY_PRESS, 'a', 30);
            pad.close();
            pad.close();
        }
    }

    @Test
    void offer_inTheOtherByteOrder_isTaken() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(
                                    peer,
                                    new ServerGii(
                                            ByteOrder.LITTLE_ENDIAN, new ServerGii.Versions(3, 1)));
                            assertEquals(new GiiRequest.Version(1), next(peer));
                            assertEquals(new GiiRequest.CreateDevice(PAD), next(peer));
                            peer.send(
                                    new ServerGii(
                                            ByteOrder.LITTLE_ENDIAN,
                                            new ServerGii.DeviceCreated(0x01020304)));
                            assertEquals(
                                    event(new GiiEvent.Button(0x01020304, true, 1)), next(peer));
                            // what is held is released at the end
                            assertEquals(
                                    event(new GiiEvent.Button(0x01020304, false, 1)), next(peer));
                        });
                VncClient client = server.client().connect()) {
            awaitOffer(client);
            client.createDevice(PAD, LONG).press(1);
        }
    }

    @Test
    void versionsThatAreNotOurs_areNone() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, new ServerGii(new ServerGii.Versions(3, 2)));
                            for (int i = 0; i < 2; i++) {
                                assertInstanceOf(FramebufferUpdateRequest.class, peer.next());
                                peer.fill(0, 0, 8, 8, 2);
                                assertInstanceOf(FramebufferUpdateRequest.class, peer.next());
                            }
                            assertTrue(peer.in().atEnd(), "nothing more was sent");
                        });
                VncClient client = server.client().connect()) {
            var e =
                    assertThrows(
                            RequestFailedException.class, () -> client.createDevice(PAD, LONG));
            assertEquals(
                    "Cannot create \"pad\": the server does not offer gii to this viewer",
                    e.getMessage());
            assertFalse(client.hasDevices());
        }
    }

    @Test
    void deviceThatTheServerRefuses_saysSo_andTheNextOneIsAsGood() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, ServerGii.versions());
                            var _ = next(peer);
                            var _ = next(peer);
                            answer(peer, 0);
                            var _ = next(peer);
                            answer(peer, 1);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitOffer(client);
            assertEquals(
                    "Cannot create \"pad\": the server does not take that device",
                    assertThrows(RequestFailedException.class, () -> client.createDevice(PAD, LONG))
                            .getMessage());
            client.createDevice(PAD, LONG).close();
        }
    }

    @Test
    void answerThatComesTooLate_isNotTakenForTheNextOne() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, ServerGii.versions());
                            var _ = next(peer);
                            var _ = next(peer);
                            assertEquals(new GiiRequest.CreateDevice(PAD), next(peer));
                            answer(peer, 1);
                            answer(peer, 2);
                            assertEquals(new GiiRequest.DestroyDevice(1), next(peer));
                            assertEquals(event(new GiiEvent.Button(2, true, 1)), next(peer));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitOffer(client);
            assertThrows(
                    TimedOutException.class, () -> client.createDevice(PAD, Duration.ofMillis(1)));
            client.createDevice(PAD, LONG).press(1);
        }
    }

    @Test
    void deviceThatNobodyAskedFor_endsTheConnection() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            offer(peer, ServerGii.versions());
                            assertEquals(new GiiRequest.Version(1), next(peer));
                            answer(peer, 1);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            var e =
                    assertThrows(
                            ServerProtocolException.class,
                            () -> client.waitChange(client.frame(), LONG));
            assertEquals("gii device 1 was created that nobody asked for", e.getMessage());
        }
    }
}
