package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.server.VncServer;

import java.io.IOException;

class ProbeCommandTest {

    @Test
    void weft_probed_saysWhatItIs() throws IOException {
        try (VncServer server = VncServer.builder(64, 48).listen(0).start()) {
            server.publish(new int[64 * 48]);
            Outcome outcome =
                    Outcome.of("probe", "127.0.0.1::" + server.port(), "--picture", "blocks");
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertTrue(outcome.out().startsWith("version     003.008\nsecurity    NONE (1)\n"));
            assertTrue(outcome.out().contains("screen      64x48, 32 bits"), outcome.out());
            assertTrue(outcome.out().contains("ZYWRLE           ZYWRLE"), outcome.out());
            assertTrue(outcome.out().contains("\u001b[38;2;0;0;0m"), outcome.out());
            Outcome json = Outcome.of("probe", "--json", "127.0.0.1::" + server.port());
            assertTrue(json.out().startsWith("{\"version\":\"003.008\""), json.out());
            assertTrue(json.out().contains("\"obeysPixelFormat\":true"), json.out());
        }
    }

    @Test
    void weft_withAnotherPassword_isReportedAsFarAsItGoes() throws IOException {
        try (VncServer server = VncServer.builder(64, 48).listen(0).password("secret").start()) {
            String address = "127.0.0.1::" + server.port();
            Outcome outcome = Outcome.of("probe", address, "-p", "wrong");
            assertEquals(3, outcome.exitCode(), outcome.err());
            assertTrue(outcome.out().contains("security    VNC_AUTH (2)"), outcome.out());
            assertTrue(outcome.out().contains("! no login: The server refuses"), outcome.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "probe, 2, ADDRESS",
        "probe nonsense:x, 2, is no address",
        "probe ::1 --picture sixel, 2, 'expected auto, none, blocks, kitty or iterm'",
        "probe ::1, 10, Cannot connect to ::1",
    })
    void wrong_arguments_areOneLine(String line, int exitCode, String expected) {
        String complaint = Outcome.of(line.split(" ", -1)).complaint(exitCode);
        assertTrue(complaint.contains(expected), complaint);
    }
}
