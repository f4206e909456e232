package weft.cli.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.json.Json;
import weft.cli.script.Finding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class McpServerTest {

    /// Takes notes instead of carrying out steps.
    private static final class Notes implements McpTools.Screen {
        final List<List<String>> steps = new ArrayList<>();
        Optional<String> failure = Optional.empty();

        @Override
        public Finding step(List<String> words) throws IOException {
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
            steps.add(words);
            var values = new LinkedHashMap<String, Object>();
            values.put("x", 3);
            values.put("width", 8);
            values.put("height", 9);
            return new Finding(Optional.of("read text"), "found", values);
        }

        @Override
        public String takeData() {
            return "UE5H";
        }
    }

    private final Notes notes = new Notes();

    private List<String> answers(String... lines) throws IOException {
        var out = new StringWriter();
        var in = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8));
        new McpServer(new McpTools(notes), "1.2", in, new PrintWriter(out)).run();
        return out.toString().lines().toList();
    }

    private String answer(String line) throws IOException {
        List<String> answers = answers(line);
        assertEquals(1, answers.size(), answers::toString);
        return answers.getFirst();
    }

    private String call(String tool, String arguments) throws IOException {
        String answer =
                answer(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                + "{\"name\":\"%s\",\"arguments\":%s}}"
                                        .formatted(tool, arguments.replace('\'', '"')));
        String begin = "{\"jsonrpc\":\"2.0\",\"id\":1,";
        assertTrue(answer.startsWith(begin), answer);
        return answer.substring(begin.length(), answer.length() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2024-11-05, 2024-11-05",
        "1999-01-01, 2025-11-25",
    })
    void initialize_agreesOnAVersion(String wanted, String agreed) throws IOException {
        String answer =
                answer(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":"
                                + "{\"protocolVersion\":\"%s\",\"capabilities\":{}}}"
                                        .formatted(wanted));
        assertTrue(
                answer.startsWith(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"protocolVersion\":\"%s\","
                                        .formatted(agreed)
                                + "\"capabilities\":{\"tools\":{}},"
                                + "\"serverInfo\":{\"name\":\"weft\",\"version\":\"1.2\"},"),
                answer);
    }

    @Test
    void notificationsAndAnswers_getNoAnswer() throws IOException {
        assertEquals(
                List.of("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}"),
                answers(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|null|-32700",
                "[]|null|-32600",
                "{}|null|-32600",
                "{'jsonrpc':'2.0','id':1}|1|-32600",
                "{'jsonrpc':'1.0','id':1,'method':'ping'}|1|-32600",
                "{'jsonrpc':'2.0','id':null,'method':'ping'}|null|-32600",
                "{'jsonrpc':'2.0','id':{},'method':'ping'}|null|-32600",
                "{'jsonrpc':'2.0','id':1,'method':'nothing'}|1|-32601",
                "{'jsonrpc':'2.0','id':1,'method':'ping','params':[]}|1|-32602",
                "{'jsonrpc':'2.0','id':1,'method':'initialize'}|1|-32602",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'x'}}|1|-32602",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call',"
                        + "'params':{'name':'key','arguments':1}}|1|-32602",
            })
    void whatIsNoRequest_isAnError(String line, String id, int code) throws IOException {
        String answer = answer(line.replace('\'', '"'));
        String expected =
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,".formatted(id, code);
        assertTrue(answer.startsWith(expected), answer);
    }

    private static Object field(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new AssertionError("no %s in %s".formatted(name, object));
        }
        return value;
    }

    @Test
    void tools_haveASchemaEach() throws IOException {
        Map<String, Object> answer =
                Json.readObject(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        Map<?, ?> result = Json.object(field(answer, "result")).orElseThrow();
        List<Object> names = new ArrayList<>();
        for (Object tool : (List<?>) field(result, "tools")) {
            Map<?, ?> fields = Json.object(tool).orElseThrow();
            names.add(field(fields, "name"));
            Map<?, ?> schema = Json.object(field(fields, "inputSchema")).orElseThrow();
            assertEquals("object", schema.get("type"));
            Map<?, ?> properties = Json.object(field(schema, "properties")).orElseThrow();
            assertTrue(properties.keySet().containsAll((List<?>) field(schema, "required")));
        }
        assertEquals(
                List.of(
                        "screenshot",
                        "click",
                        "type",
                        "key",
                        "scroll",
                        "wait_still",
                        "find",
                        "read_text"),
                names);
    }

    @Test
    void screenshot_isAPicture() throws IOException {
        assertEquals(
                "\"result\":{\"content\":[{\"type\":\"image\",\"data\":\"UE5H\","
                        + "\"mimeType\":\"image/png\"},{\"type\":\"text\",\"text\":\"8x9\"}],"
                        + "\"isError\":false}",
                call("screenshot", "{}"));
        String _ = call("screenshot", "{'x':0,'y':10,'width':2e1,'height':5}");
        assertEquals(
                List.of(List.of("capture", "-"), List.of("rcapture", "-", "0", "10", "20", "5")),
                notes.steps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "click|{'x':1,'y':2}|[[move, 1, 2], [click, 1], [sync]]",
                "click|{'x':1,'y':2,'button':3,'double':true}|[[move, 1, 2], [dclick, 3], [sync]]",
                "type|{'text':'a b'}|[[type, a b], [sync]]",
                "key|{'keys':'ctrl-a'}|[[key, ctrl-a], [sync]]",
                "scroll|{'direction':'up'}|[[scroll, up, 1], [sync]]",
                "scroll|{'direction':'up','count':3,'x':4,'y':5}|"
                        + "[[move, 4, 5], [scroll, up, 3], [sync]]",
                "wait_still|{}|[[stable, 1, within, 30]]",
                "wait_still|{'seconds':0.5,'timeout':3}|[[stable, 0.5, within, 3]]",
                "find|{'file':'a.png'}|[[find, a.png, 100, within, 5]]",
                "read_text|{'font':'vga'}|[[ocr, --font, vga]]",
                "read_text|{'x':1,'y':2,'width':3,'height':4}|[[ocr, 1, 2, 3, 4]]",
            })
    void tools_areSteps(String tool, String arguments, String steps) throws IOException {
        String answer = call(tool, arguments);
        assertTrue(answer.endsWith("\"isError\":false}"), answer);
        assertEquals(steps, notes.steps.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "click|{'x':1}|click needs the argument y",
                "type|{}|type needs the argument text",
                "key|{'key':'a'}|key has no argument \\\"key\\\"; there are keys",
                "screenshot|{'x':1}|screenshot needs the argument y",
            })
    void wrongArguments_areToldToTheModel(String tool, String arguments, String message)
            throws IOException {
        assertEquals(
                "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}],\"isError\":true}"
                        .formatted(message),
                call(tool, arguments));
        assertEquals(List.of(), notes.steps);
    }

    @Test
    void failure_isToldToTheModel() throws IOException {
        notes.failure = Optional.of("no server");
        assertEquals(
                "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no server\"}],"
                        + "\"isError\":true}",
                call("key", "{'keys':'a'}"));
    }
}
