package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.RequestFailedException;
import weft.client.failure.TimedOutException;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.PowerAction;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerXvp;

import java.time.Duration;

/// Requests to shut down, reboot and reset, and what servers make of them.
@Timeout(30)
class PowerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /// A server that has fences and answers the first one, which comes before anything is asked
    /// for.
    private static void begin(ScriptedServer peer, boolean offers) throws Exception {
        peer.show(8, 8, 1);
        peer.send(new ServerFence(new Fence(Fence.REQUEST, new byte[0])));
        assertInstanceOf(ClientFence.class, peer.next());
        if (offers) {
            peer.send(ServerXvp.init());
        }
    }

    private static void answerSync(ScriptedServer peer) throws Exception {
        Fence fence = assertInstanceOf(ClientFence.class, peer.next()).fence();
        peer.send(new ServerFence(fence.answer()));
        assertEquals(new FramebufferUpdateRequest(false, 0, 0, 1, 1), peer.next());
        peer.fill(0, 0, 8, 8, 2);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
    }

    private static void awaitFences(VncClient client) {
        while (!client.hasFence()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void request_aboutWhichNothingIsSaid_isTaken() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, true);
                            for (PowerAction action : PowerAction.values()) {
                                assertEquals(new ClientXvp(action), peer.next());
                                answerSync(peer);
                            }
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            while (!client.hasPower()) {
                Thread.onSpinWait();
            }
            for (PowerAction action : PowerAction.values()) {
                client.power(action, LONG);
            }
        }
    }

    @Test
    void request_thatFails_saysSoAndTheNextOneCounts() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, true);
                            ClientXvp request = assertInstanceOf(ClientXvp.class, peer.next());
                            peer.send(ServerXvp.fail(request));
                            answerSync(peer);
                            assertEquals(new ClientXvp(PowerAction.RESET), peer.next());
                            answerSync(peer);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            while (!client.hasPower()) {
                Thread.onSpinWait();
            }
            var e =
                    assertThrows(
                            RequestFailedException.class,
                            () -> client.power(PowerAction.REBOOT, LONG));
            assertEquals("Cannot reboot: the server says that it failed (xvp)", e.getMessage());
            client.power(PowerAction.RESET, LONG);
        }
    }

    @Test
    void offer_thatIsOnItsWay_isWaitedFor() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, false);
                            Fence fence = assertInstanceOf(ClientFence.class, peer.next()).fence();
                            peer.send(ServerXvp.init());
                            peer.send(new ServerFence(fence.answer()));
                            assertInstanceOf(FramebufferUpdateRequest.class, peer.next());
                            peer.fill(0, 0, 8, 8, 2);
                            assertInstanceOf(FramebufferUpdateRequest.class, peer.next());
                            assertEquals(new ClientXvp(PowerAction.SHUTDOWN), peer.next());
                            answerSync(peer);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitFences(client);
            client.power(PowerAction.SHUTDOWN, LONG);
            assertTrue(client.hasPower());
        }
    }

    @Test
    void serverWithoutIt_isNotAsked() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, false);
                            answerSync(peer);
                            assertTrue(peer.in().atEnd(), "nothing more was sent");
                        });
                VncClient client = server.client().connect()) {
            awaitFences(client);
            var e =
                    assertThrows(
                            RequestFailedException.class,
                            () -> client.power(PowerAction.SHUTDOWN, LONG));
            assertEquals(
                    "Cannot shutdown: the server does not offer xvp to this viewer",
                    e.getMessage());
            assertFalse(client.hasPower());
        }
    }

    @Test
    void serverThatGoesDownItself_hasDoneIt() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, true);
                            assertEquals(new ClientXvp(PowerAction.SHUTDOWN), peer.next());
                        });
                VncClient client = server.client().connect()) {
            while (!client.hasPower()) {
                Thread.onSpinWait();
            }
            client.power(PowerAction.SHUTDOWN, LONG);
            assertThrows(
                    ConnectionLostException.class, () -> client.power(PowerAction.RESET, LONG));
        }
    }

    @Test
    void serverThatSaysNothing_isWaitedForNoLonger() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, true);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            while (!client.hasPower()) {
                Thread.onSpinWait();
            }
            assertThrows(
                    TimedOutException.class,
                    () -> client.power(PowerAction.SHUTDOWN, Duration.ofMillis(20)));
        }
    }
}
