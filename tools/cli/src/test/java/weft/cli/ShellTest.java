package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.drive.Shell;
import weft.cli.script.ExitCode;
import weft.cli.script.Manner;
import weft.cli.script.ScriptRunner;
import weft.client.VncClient;
import weft.client.WaitClock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `weft do --shell` on a terminal that is nothing but two streams.
@Timeout(60)
class ShellTest {

    @TempDir private Path folder;

    private String said(KeyHost host, ExitCode end, String typed) throws IOException {
        var out = new ByteArrayOutputStream();
        try (VncClient client = VncClient.to("127.0.0.1::" + host.server.port()).connect();
                Terminal terminal =
                        new DumbTerminal(
                                "test",
                                "dumb",
                                new ByteArrayInputStream(typed.getBytes(UTF_8)),
                                out,
                                UTF_8)) {
            var runner =
                    new ScriptRunner(
                            client,
                            Manner.plain(false, Optional.of(Duration.ofSeconds(20)), folder),
                            WaitClock.SYSTEM,
                            WaitClock.SYSTEM.nanoTime(),
                            out,
                            (_, _) -> {});
            assertEquals(end, new Shell(runner, terminal, folder.resolve("history")).run());
        }
        return out.toString(UTF_8);
    }

    @Test
    void lines_areCarriedOutAndSavedIfTheyWentWell() throws IOException {
        Path script = folder.resolve("s.vdo");
        try (KeyHost host = new KeyHost(builder -> builder)) {
            String said =
                    said(
                            host,
                            ExitCode.OK,
                            "set k b\nkey $k\nclick 9\ntype 'a b'\nsync\nsave %s\nexit\nkey c\n"
                                    .formatted(script));
            assertTrue(said.contains("line:1: click needs a button from 1 to 8, not \"9\""), said);
            assertTrue(said.contains("4 lines in " + script), said);
            assertEquals(
                    List.of("set k b", "key $k", "type 'a b'", "sync"), Files.readAllLines(script));
            assertEquals(
                    List.of("+62", "-62", "+61", "-61", "+20", "-20", "+62", "-62"), host.input);
            assertTrue(Files.readString(folder.resolve("history")).contains("click 9"), "history");
        }
    }

    @Test
    void endOfTheInput_endsTheShell() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            String said = said(host, ExitCode.OK, "save\nsave /no/such/folder/x\n");
            assertTrue(said.contains("save needs a file"), said);
            assertTrue(said.contains("cannot write /no/such/folder/x"), said);
        }
    }
}
