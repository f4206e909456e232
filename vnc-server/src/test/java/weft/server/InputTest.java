package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.rfb.message.ClientCutText;
import weft.server.access.Role;

import java.util.List;

/// Keys, pointer and clipboard on their way to the host.
class InputTest extends ServerUnderTest {

    @Test
    void events_inOrder_reachTheHost() {
        login().send(out -> {
            key(true, 0x61).write(out);
            key(false, 0x61).write(out);
            pointer(1, 3, 1).write(out);
            pointer(0, 3, 1).write(out);
            new ClientCutText("héllo").write(out);
        });
        assertEquals(List.of("+97", "-97", "3,1:1", "3,1:0", "cut héllo"), input);
    }

    @Test
    void disconnect_withKeysAndButtonsHeld_releasesThem() {
        ScriptedPeer peer =
                login().send(out -> {
                    key(true, 0xffe1).write(out);
                    key(true, 0x41).write(out);
                    pointer(4, 2, 1).write(out);
                });
        input.clear();
        peer.disconnect();
        assertEquals(List.of("-65505", "-65", "2,1:0"), input);
    }

    @Test
    void key_heldByTwoViewers_isReleasedWithTheLastOne() {
        ScriptedPeer first = login().send(out -> key(true, 0x61).write(out));
        ScriptedPeer second = login().send(out -> key(true, 0x61).write(out));
        input.clear();
        first.disconnect();
        assertEquals(List.of(), input);
        second.disconnect();
        assertEquals(List.of("-97"), input);
    }

    @Test
    void key_releasedByOneOfTwoWhoHoldIt_staysDown() {
        ScriptedPeer first = login().send(out -> key(true, 0x61).write(out));
        ScriptedPeer second = login().send(out -> key(true, 0x61).write(out));
        input.clear();
        first.send(out -> key(false, 0x61).write(out));
        assertEquals(List.of(), input);
        second.send(out -> key(false, 0x61).write(out));
        first.send(out -> key(false, 0x61).write(out));
        assertEquals(List.of("-97", "-97"), input);
    }

    @Test
    void keys_tenThousandHeld_areBoundedAndAllReleased() {
        ScriptedPeer peer = login();
        for (int i = 0; i < 10_000; i++) {
            int keysym = 0x1000000 + i;
            peer.send(out -> key(true, keysym).write(out));
        }
        assertEquals(256, input.size());
        peer.disconnect();
        assertEquals(512, input.size());
    }

    @Test
    void moves_waitingForTheHost_areMergedAndButtonEdgesAreNot() {
        login().send(out -> {
            for (int i = 0; i < 1000; i++) {
                pointer(0, i, 0).write(out);
            }
            pointer(1, 5, 5).write(out);
            for (int i = 0; i < 1000; i++) {
                pointer(1, i, 1).write(out);
            }
            pointer(0, 7, 7).write(out);
        });
        assertEquals(List.of("999,0:0", "5,5:1", "999,1:1", "7,7:0"), distinctEdges());
    }

    /// The loop may deliver in between, so what is certain is the last of each run.
    private List<String> distinctEdges() {
        assertEquals(true, input.size() <= 8, () -> "not merged: " + input.size());
        return input.stream()
                .filter(List.of("999,0:0", "5,5:1", "999,1:1", "7,7:0")::contains)
                .toList();
    }

    @Test
    void flood_ofKeys_isDeliveredInOrderWithinTheBound() {
        login().send(out -> {
            for (int i = 0; i < 5000; i++) {
                key(i % 2 == 0, 0x61).write(out);
            }
        });
        assertEquals(5000, input.size());
        for (int i = 0; i < 5000; i++) {
            assertEquals(i % 2 == 0 ? "+97" : "-97", input.get(i));
        }
    }

    @Test
    void viewOnly_input_isIgnored() {
        display = display(builder -> builder.role(Role.VIEW_ONLY));
        login().send(
                        out -> {
                            key(true, 0x61).write(out);
                            pointer(1, 1, 1).write(out);
                            new ClientCutText("x").write(out);
                        })
                .disconnect();
        assertEquals(List.of(), input);
    }

    @Test
    void oddKeysymsAndPositions_reachTheHostUnharmed() {
        login().send("0401 0000 00000000 0400 0000 00000000 0401 0000 ffffffff 05ff ffff ffff");
        assertEquals(List.of("+0", "-0", "+4294967295", "65535,65535:255"), input);
    }
}
