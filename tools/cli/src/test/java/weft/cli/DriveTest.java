package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.drive.JsonLines;
import weft.cli.drive.Results;
import weft.cli.json.Json;
import weft.cli.script.ExitCode;
import weft.cli.script.Manner;
import weft.cli.script.ScriptRunner;
import weft.client.VncClient;
import weft.client.WaitClock;
import weft.framebuffer.image.Images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `weft do` driven by lines of JSON.
@Timeout(60)
class DriveTest {

    @TempDir private Path folder;

    private List<String> answers(KeyHost host, ExitCode end, InputStream requests)
            throws IOException {
        var out = new StringWriter();
        var results = new Results();
        try (VncClient client = VncClient.to("127.0.0.1::" + host.server.port()).connect()) {
            var runner =
                    new ScriptRunner(
                            client,
                            Manner.plain(false, Optional.of(Duration.ofSeconds(20)), folder),
                            WaitClock.SYSTEM,
                            WaitClock.SYSTEM.nanoTime(),
                            results.standardOutput(),
                            results);
            assertEquals(end, new JsonLines(runner, results, requests, new PrintWriter(out)).run());
        }
        return out.toString().lines().toList();
    }

    private static InputStream lines(String... lines) {
        return new ByteArrayInputStream(
                String.join("\n", lines).replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void requests_areAnsweredInOrder() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            List<String> answers =
                    answers(
                            host,
                            ExitCode.OK,
                            lines(
                                    "{'id':1,'do':'set k b func twice $x key $x key $x end'}",
                                    "{'id':'two','do':'key a twice $k sync'}",
                                    "{'do':['type','$k']}",
                                    "{'id':4,'do':'click 9'}",
                                    "",
                                    "nonsense",
                                    "{'id':5}",
                                    "{'id':6,'do':['type',['x']]}",
                                    "{'id':7,'do':'sync'}"));
            assertEquals("{\"id\":1,\"ok\":true,\"results\":[]}", answers.get(0));
            assertEquals(
                    "{\"id\":\"two\",\"ok\":true,\"results\":["
                            + "{\"step\":\"key\",\"place\":\"request:1\",\"ok\":true},"
                            + "{\"step\":\"key\",\"place\":\"request:1\",\"ok\":true},"
                            + "{\"step\":\"key\",\"place\":\"request:1\",\"ok\":true},"
                            + "{\"step\":\"sync\",\"place\":\"request:1\",\"ok\":true}]}",
                    answers.get(1));
            assertTrue(answers.get(2).startsWith("{\"ok\":true,"), answers.get(2));
            assertEquals(
                    "{\"id\":4,\"ok\":false,\"exit\":30,\"error\":\"request:1: click needs a"
                            + " button from 1 to 8, not \\\"9\\\"\",\"results\":[]}",
                    answers.get(3));
            assertTrue(answers.get(4).startsWith("{\"ok\":false,\"exit\":2,"), answers.get(4));
            assertEquals(
                    "{\"id\":5,\"ok\":false,\"exit\":2,\"error\":\"\\\"do\\\" must be a script or a"
                            + " list of its words, not null\",\"results\":[]}",
                    answers.get(5));
            assertTrue(
                    answers.get(6).contains("\"do\\\" must be a text or a number"), answers.get(6));
            assertTrue(answers.get(7).startsWith("{\"id\":7,\"ok\":true"), answers.get(7));
            assertEquals(
                    List.of("+61", "-61", "+62", "-62", "+62", "-62", "+62", "-62"), host.input);
        }
    }

    @Test
    void capture_ofStandardOutput_isInTheAnswer() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            String answer =
                    answers(host, ExitCode.OK, lines("{'do':'key a capture -'}")).getFirst();
            List<?> results = (List<?>) Json.readObject(answer).get("results");
            Map<?, ?> capture = Json.object(results == null ? "" : results.getLast()).orElseThrow();
            byte[] png = Base64.getDecoder().decode(String.valueOf(capture.get("data")));
            assertEquals(0x61, Images.read(new ByteArrayInputStream(png)).copyPixels()[0]);
        }
    }

    @Test
    void lineWithoutEnd_isNotHeld() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            var endless =
                    new InputStream() {
                        @Override
                        public int read() {
                            return 'x';
                        }
                    };
            var e = assertThrows(IOException.class, () -> answers(host, ExitCode.OK, endless));
            assertEquals("a line has more than 16777216 bytes", e.getMessage());
        }
    }

    @Test
    void commands_withJson_sayWhatTheyFound() throws IOException {
        try (KeyHost host = new KeyHost(builder -> builder)) {
            Images.write(new int[] {1}, 1, 1, folder.resolve("one.png"));
            String file = folder.resolve("shot.png").toString();
            Outcome outcome =
                    host.run(
                            "--json",
                            "key",
                            "a",
                            "capture",
                            file,
                            "click",
                            "1",
                            "rcapture",
                            file,
                            "50",
                            "0",
                            "1",
                            "1");
            assertEquals(30, outcome.exitCode());
            List<String> said = outcome.out().lines().toList();
            assertEquals(
                    List.of(
                            "{\"step\":\"key\",\"place\":\"argument 1\",\"ok\":true}",
                            "{\"step\":\"capture\",\"place\":\"argument 3\",\"ok\":true,"
                                    + "\"captured\":{\"file\":\"%s\",\"width\":40,\"height\":30}}"
                                            .formatted(file),
                            "{\"step\":\"click\",\"place\":\"argument 5\",\"ok\":true}",
                            "{\"ok\":false,\"exit\":30,\"error\":\"argument 7: rcapture: 1x1+50+0"
                                    + " is not within the picture of 40x30\"}"),
                    said);
        }
    }
}
