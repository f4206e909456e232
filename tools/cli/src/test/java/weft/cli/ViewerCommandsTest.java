package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.server.InProcessConnection;
import weft.server.VncServer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

@Timeout(60)
class ViewerCommandsTest {

    @Test
    void words_arePartedByBlanksUnlessQuoted() {
        assertEquals(List.of("a", "b"), ViewerCommands.words("  a  b "));
        assertEquals(
                List.of("sh", "-c", "echo \"$WEFT_PEER\"", ""),
                ViewerCommands.words("sh -c 'echo \"$WEFT_PEER\"' ''"));
        assertEquals(List.of("a b'c"), ViewerCommands.words("a\" b'\"c"));
        assertThrows(IllegalArgumentException.class, () -> ViewerCommands.words("a 'b"));
        assertThrows(IllegalArgumentException.class, () -> ViewerCommands.words(" "));
    }

    @Test
    void commands_areToldWhoComesAndGoes(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String append =
                "sh -c 'echo \"$0 $WEFT_PEER [$WEFT_USER] $WEFT_REASON\" > \"" + pipe + "\"' ";
        var commands =
                new ViewerCommands(
                        ViewerCommands.words(append + "in"), ViewerCommands.words(append + "out"));
        try (VncServer server = VncServer.builder(4, 2).onViewer(commands).start()) {
            InProcessConnection connection = server.connect();
            try (VncClient _ = VncClient.over(connection.input(), connection.output()).connect()) {
                assertEquals(List.of("in in-process 1 [] "), Files.readAllLines(pipe));
            }
            assertEquals(
                    List.of("out in-process 1 [] the viewer went away"), Files.readAllLines(pipe));
        }
    }
}
