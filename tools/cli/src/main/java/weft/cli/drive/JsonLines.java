package weft.cli.drive;

import org.jspecify.annotations.Nullable;

import weft.cli.json.Json;
import weft.cli.script.ExitCode;
import weft.cli.script.ScriptRunner;
import weft.cli.script.StepFailedException;
import weft.client.failure.VncClientException;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out requests, each a line with a JSON object, and answers each with a line:
///
/// ```
/// {"id": 1, "do": "key a expect a.png within 5"}        a script
/// {"id": 2, "do": ["type", "some text"]}                the words of a script
///
/// {"id": 1, "ok": true, "results": [{"step": "key", …}, {"step": "expect", …}]}
/// {"id": 2, "ok": false, "exit": 30, "error": "…", "results": []}
/// ```
///
/// Variables and functions stay from one request to the next. After a failure the next request is
/// carried out, unless the connection is lost.
public final class JsonLines {

    private final ScriptRunner runner;
    private final Results results;
    private final Lines lines;
    private final PrintWriter out;

    /// @param results what the runner tells
    public JsonLines(ScriptRunner runner, Results results, InputStream in, PrintWriter out) {
        this.runner = runner;
        this.results = results;
        this.lines = new Lines(in);
        this.out = out;
    }

    /// Answers until the input or the connection ends.
    ///
    /// @return how it ended
    public ExitCode run() throws IOException {
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            if (!line.get().isBlank()) {
                try {
                    answer(line.get());
                } catch (VncClientException e) {
                    return ExitCode.of(e);
                }
            }
            line = lines.next();
        }
        return ExitCode.OK;
    }

    private void answer(String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            Map<String, Object> request = Json.readObject(line);
            if (request.containsKey("id")) {
                answer.put("id", request.get("id"));
            }
            perform(request.get("do"));
            answer.put("ok", true);
        } catch (IOException e) {
            answer.putAll(Results.failure(ExitCode.USAGE, String.valueOf(e.getMessage())));
        } catch (StepFailedException e) {
            answer.putAll(Results.failure(e.exitCode(), String.valueOf(e.getMessage())));
        } catch (VncClientException e) {
            answer.putAll(Results.failure(ExitCode.of(e), String.valueOf(e.getMessage())));
            throw e;
        } finally {
            answer.put("results", results.take());
            out.println(Json.write(answer));
            out.flush();
        }
    }

    private void perform(@Nullable Object script) throws IOException {
        switch (script) {
            case String text -> runner.runText(text, "request");
            case List<?> words -> runner.runWords(texts(words));
            case null, default ->
                    throw new IOException(
                            "\"do\" must be a script or a list of its words, not " + script);
        }
    }

    private static List<String> texts(List<?> words) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Object word : words) {
            if (word instanceof Map<?, ?> || word instanceof List<?> || word == Json.NULL) {
                throw new IOException("a word of \"do\" must be a text or a number, not " + word);
            }
            texts.add(word.toString());
        }
        return texts;
    }
}
