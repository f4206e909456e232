package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.VncClient;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.keysym.Keysyms;

import java.nio.file.Path;
import java.util.stream.Collectors;

/// What is typed by keysyms alone, behind a server with a keymap: an X server whose keyboard has
/// two layouts makes characters of the keys. TigerVNC's viewer on it says which.
@ExtendWith(Programs.class)
@Timeout(120)
class KeymapIT {

    private static final String TEXT = "Hello, \u041c\u0438\u0440! \u2116 1 \"~\" @{} \u042f";

    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {"alt_shift_toggle", "ctrl_shift_toggle", "win_space_toggle", "caps_toggle"})
    void textOfTwoAlphabets_arrivesAsItWasTyped(String toggle) {
        try (Xtigervnc x = Xtigervnc.start(home, "-RawKeyboard", "-SecurityTypes", "None");
                CardServer typed = CardServer.start(TestCard.still(400, 300), it -> it.listen(0))) {
            x.keyboard("us,ru", toggle);
            try (Running viewer = x.show(typed.port());
                    Running weft =
                            Weft.start(
                                    home,
                                    "serve",
                                    "::0",
                                    "--source",
                                    "vnc:" + x.address(),
                                    "--keymap",
                                    "us,ru:" + toggle);
                    VncClient client = VncClient.to(Weft.ready(weft)).connect()) {
                x.focus("TigerVNC");
                client.keyboard().type(TEXT);
                Eventually.holds(
                        () -> characters(typed).length() >= TEXT.length(),
                        () -> "typed %s of %s".formatted(characters(typed), viewer));
                assertEquals(TEXT, characters(typed));
            }
        }
    }

    /// What went down, but for Shift and its like.
    private static String characters(CardServer server) {
        return server.input().stream()
                .filter(event -> event.startsWith("+"))
                .map(event -> Keysyms.codePoint(Long.parseLong(event.substring(1), 16)))
                .filter(codePoint -> codePoint.isPresent())
                .map(codePoint -> Character.toString(codePoint.getAsInt()))
                .collect(Collectors.joining());
    }
}
