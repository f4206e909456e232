package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.SecurityDialogue;
import weft.server.access.SecurityPlugin;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// A security type of the host's own: a question of one byte, whose double is the answer.
class SecurityPluginTest extends ServerUnderTest {
    private static final String STRANGER = "192.0.2.1";
    private static final int NUMBER = 0x4d;

    private static class Doubling implements SecurityPlugin {
        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public Optional<Identity> authenticate(SecurityDialogue dialogue) {
            dialogue.out().u8(21);
            dialogue.flush();
            int answer = dialogue.in().u8();
            boolean right = dialogue.call(() -> answer == 42);
            return right
                    ? Optional.of(Identity.unnamed(Role.VIEW_ONLY.rights()))
                    : Optional.empty();
        }
    }

    /// One that says when it begins to look.
    private static final class Evaluating extends Doubling {
        private int evaluated;

        @Override
        public Optional<Identity> authenticate(SecurityDialogue dialogue) {
            int user = dialogue.in().u8();
            dialogue.evaluating("user " + user);
            evaluated++;
            return Optional.empty();
        }
    }

    private void use(SecurityPlugin plugin) {
        display = display(builder -> builder.security(plugin).allowInsecureRemote(true));
    }

    private static String refusal(String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        return "00000001 %08x %s".formatted(text.length, HexFormat.of().formatHex(text));
    }

    private ScriptedPeer chosen(String address) {
        return connect(address)
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 4d")
                .send("4d");
    }

    @Test
    void answer_right_letsInWithItsRights() {
        use(new Doubling());
        chosen("127.0.0.1").expect("15").send("2a").expect("00000000").send("01").skipServerInit();
        assertEquals(1, display.viewers().size());
        assertEquals(Role.VIEW_ONLY.rights(), display.viewers().getFirst().rights());
    }

    @Test
    void answer_wrong_isToldASecondLater() {
        use(new Doubling());
        chosen("127.0.0.1")
                .expect("15")
                .send("2b")
                .failureIsDue()
                .expect(refusal("authentication failed"))
                .expectClosed();
    }

    @Test
    void answers_wrongTooOften_areCountedWithoutTheHostsHelp() {
        use(new Doubling());
        for (int i = 0; i < 5; i++) {
            chosen(STRANGER)
                    .expect("15")
                    .send("00")
                    .failureIsDue()
                    .expect(refusal("authentication failed"));
        }
        chosen(STRANGER)
                .expect("15")
                .send("00")
                .failureIsDue()
                .expect(refusal("too many failed logins"));
    }

    @Test
    void evaluating_tooManyGuesses_isNotLookedAt() {
        var plugin = new Evaluating();
        use(plugin);
        for (int i = 0; i < 6; i++) {
            chosen(STRANGER).send("00").failureIsDue();
        }
        assertEquals(5, plugin.evaluated);
    }

    @Test
    void dialogue_brokenOff_isNoGuess() {
        use(new Doubling());
        for (int i = 0; i < 10; i++) {
            chosen(STRANGER).expect("15").disconnect();
        }
        chosen(STRANGER).expect("15").send("2a").expect("00000000");
    }

    @Test
    void plugin_throws_harmsItsViewerAlone() {
        use(
                new Doubling() {
                    @Override
                    public Optional<Identity> authenticate(SecurityDialogue dialogue) {
                        throw new UnsupportedOperationException("broken");
                    }
                });
        chosen("127.0.0.1").expectClosed();
        chosen("127.0.0.1").expectClosed();
    }

    @Test
    void plugin_alone_leavesNobodyInWithoutIt() {
        display = display(builder -> builder.security(new Doubling()));
        assertEquals(Set.of(), display.access().usual(false));
        connect().expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38).expect("01 4d");
    }

    @Test
    void plugin_besidePassword_comesAfterIt() {
        display = display(builder -> builder.password("secret").security(new Doubling()));
        connect().expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38).expect("02 02 4d");
    }

    @Test
    void plugin_otherMachine_isOfferedItOnlyWhereClearTextIsAllowed() {
        display = display(builder -> builder.password("secret").security(new Doubling()));
        connect(STRANGER).expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38).expect("01 02");
    }

    @Test
    void plugin_alone_cannotListenForOtherMachines() throws Exception {
        VncServerBuilder builder =
                VncServer.builder(4, 2)
                        .security(new Doubling())
                        .listen(new InetSocketAddress("0.0.0.0", 0));
        var e = assertThrows(IllegalArgumentException.class, builder::start);
        assertTrue(String.valueOf(e.getMessage()).contains("other machines"), e.getMessage());
        try (VncServer server =
                VncServer.builder(4, 2).security(new Doubling()).listen(0).start()) {
            assertEquals(1, server.addresses().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 1, 2, 5, 6, 19, 20, 30, 129, 130, NUMBER})
    void number_unfit_isRefused(int number) {
        VncServerBuilder builder = VncServer.builder(4, 2).security(new Doubling());
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        builder.security(
                                new Doubling() {
                                    @Override
                                    public int number() {
                                        return number;
                                    }
                                }));
    }

    @Test
    void chosenTypes_besidePlugin_areOffered() {
        display =
                display(builder ->
                        builder.security(Set.of(Security.NONE)).security(new Doubling()));
        connect(Set.of(Security.NONE))
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("02 01 4d");
    }
}
