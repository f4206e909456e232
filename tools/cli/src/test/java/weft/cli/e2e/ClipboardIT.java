package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.framebuffer.testcard.TestCard;
import weft.server.ClipboardHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Text beyond Latin-1 on the clipboard, both ways, with TigerVNC's viewer and its server. What is
/// on the clipboard of an X display is put there and looked up by xclip.
@ExtendWith(Programs.class)
@Timeout(60)
class ClipboardIT {

    private static final String TEXT = "Größe: 5 €\nключ – 鍵 \uD83D\uDE00";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path home;

    /// Puts text on the clipboard of a display, as long as it runs.
    private Running copied(String display, String text) throws IOException {
        Path file = Files.createTempFile(home, "text", ".txt");
        Files.writeString(file, text, UTF_8);
        return Running.start(
                home,
                display,
                "xclip",
                List.of("-quiet", "-selection", "clipboard", "-i", file.toString()));
    }

    /// What is pasted on a display.
    private String pasted(String display) {
        try (Running xclip =
                Running.start(
                        home,
                        display,
                        "xclip",
                        List.of("-selection", "clipboard", "-o", "-t", "UTF8_STRING"))) {
            return xclip.exitCode() == 0
                    ? new String(xclip.output().getBytes(ISO_8859_1), UTF_8)
                    : "";
        }
    }

    private void awaitPasted(String display, String text) {
        Eventually.holds(
                () -> pasted(display).equals(text),
                () -> "expected " + text + ", but pasted " + pasted(display));
    }

    @Test
    void tigerVncsServer_getsWhatTheClientOffersWhenItIsPasted() {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                VncClient client = VncClient.to(server.address()).connect()) {
            assertTrue(client.clipboard().isExtended());
            client.clipboard().text(TEXT);
            awaitPasted(server.display(), TEXT);
            client.clipboard().text("another\r\none");
            awaitPasted(server.display(), "another\none");
        }
    }

    @Test
    void tigerVncsServer_handsOverWhatIsCopiedThere() throws IOException {
        try (Xtigervnc server = Xtigervnc.start(home, "-SecurityTypes", "None");
                VncClient client = VncClient.to(server.address()).connect()) {
            for (String text : List.of(TEXT, "ж".repeat(100_000))) {
                try (Running _ = copied(server.display(), text)) {
                    assertEquals(text, client.clipboard().takeText(PATIENCE));
                }
            }
        }
    }

    @Test
    void tigerVncsViewer_getsTheHostsText_andHandsOverItsUsers() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        try (XServer x = XServer.start(home);
                CardServer server =
                        CardServer.start(
                                TestCard.still(400, 300),
                                builder ->
                                        builder.listen(0)
                                                .onClipboard(ClipboardHandler.ofText(texts::add)));
                Running _ = TigerVnc.show(x, server.port(), "-PreferredEncoding=ZRLE")) {
            var _ = x.await("tigervnc", server::picture);
            String _ = x.focus("TigerVNC");
            server.server().clipboard(TEXT);
            awaitPasted(x.display(), TEXT);
            try (Running _ = copied(x.display(), "из вида " + TEXT)) {
                assertEquals("из вида " + TEXT, texts.poll(20, TimeUnit.SECONDS));
            }
            server.server().clipboard("and back: ж");
            awaitPasted(x.display(), "and back: ж");
            assertEquals(List.of(), List.copyOf(texts), "nothing comes back as an echo");
        }
    }
}
