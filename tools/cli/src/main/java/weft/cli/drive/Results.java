package weft.cli.drive;

import weft.cli.script.Audience;
import weft.cli.script.ExitCode;
import weft.cli.script.Finding;
import weft.cli.script.Line;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What steps have found out, as objects of JSON:
///
/// ```
/// {"step": "find", "place": "login.vdo:3", "ok": true, "found": {"x": 1, "y": 2, …}}
/// {"ok": false, "exit": 41, "error": "login.vdo:4: expect: …"}
/// ```
///
/// What a step writes to standard output is in its `data`, in Base64.
public class Results implements Audience {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Map<String, Object>> results = new ArrayList<>();

    /// Where steps write what is for standard output.
    public final OutputStream standardOutput() {
        return written;
    }

    @Override
    public final void done(Line line, Finding finding) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("step", line.command().text());
        result.put("place", line.command().place());
        result.put("ok", true);
        if (!finding.values().isEmpty()) {
            result.put(finding.name(), finding.values());
        }
        if (written.size() > 0) {
            result.put("data", Base64.getEncoder().encodeToString(written.toByteArray()));
            written.reset();
        }
        add(result);
    }

    /// Keeps a result until it is taken.
    protected void add(Map<String, Object> result) {
        results.add(result);
    }

    /// Those since the last time.
    final List<Map<String, Object>> take() {
        List<Map<String, Object>> taken = List.copyOf(results);
        results.clear();
        written.reset();
        return taken;
    }

    /// What is told of a failure.
    public static Map<String, Object> failure(ExitCode exitCode, String message) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("ok", false);
        failure.put("exit", exitCode.code());
        failure.put("error", message);
        return failure;
    }
}
