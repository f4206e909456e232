package weft.cli.drive;

import org.jspecify.annotations.Nullable;

import weft.cli.json.Json;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server of the Model Context Protocol on standard input and output: JSON-RPC 2.0, one message
/// in a line, the tools of [McpTools].
///
/// ```
///   initialize                 -> the version of both, what there is
///   notifications/initialized
///   tools/list                 -> the tools
///   tools/call                 -> texts and pictures, or an error that the model can read
///   ping                       -> {}
/// ```
public final class McpServer {

    /// The versions whose part that is used here is the same, the newest first.
    private static final List<String> VERSIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private final McpTools tools;
    private final String version;
    private final Lines lines;
    private final PrintWriter out;

    /// @param version of Weft
    public McpServer(McpTools tools, String version, InputStream in, PrintWriter out) {
        this.tools = tools;
        this.version = version;
        this.lines = new Lines(in);
        this.out = out;
    }

    /// A request that cannot be answered with a result.
    private static final class RpcException extends Exception {
        private static final long serialVersionUID = 1L;

        final int code;

        RpcException(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /// Answers until the input ends.
    public void run() throws IOException {
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            if (!line.get().isBlank()) {
                message(line.get());
            }
            line = lines.next();
        }
    }

    private void message(String line) {
        Object value;
        try {
            value = Json.read(line);
        } catch (IOException e) {
            error(Json.NULL, PARSE_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        if (!(value instanceof Map<?, ?> message)) {
            error(Json.NULL, INVALID_REQUEST, "a message must be an object");
            return;
        }
        Object given = message.get("id");
        Optional<Object> id = requestId(given);
        if (!(message.get("method") instanceof String method)
                || !"2.0".equals(message.get("jsonrpc"))) {
            // what has no method is an answer, and nothing was asked
            if (message.containsKey("method") || id.isEmpty() || !isAnswer(message)) {
                error(
                        id.orElse(Json.NULL),
                        INVALID_REQUEST,
                        "a message must have \"jsonrpc\": \"2.0\" and a method");
            }
        } else if (id.isPresent()) {
            answer(id.get(), method, message.get("params"));
        } else if (given != null) {
            error(Json.NULL, INVALID_REQUEST, "an id must be a text or a number");
        }
    }

    private static Optional<Object> requestId(@Nullable Object given) {
        return given instanceof String || given instanceof BigDecimal
                ? Optional.of(given)
                : Optional.empty();
    }

    private static boolean isAnswer(Map<?, ?> message) {
        return message.containsKey("result") || message.containsKey("error");
    }

    private void answer(Object id, String method, @Nullable Object params) {
        try {
            Map<?, ?> fields =
                    params == null
                            ? Map.of()
                            : Json.object(params)
                                    .orElseThrow(() ->
                                            new RpcException(
                                                    INVALID_PARAMS, "params must be an object"));
            send(id, "result", result(method, fields));
        } catch (RpcException e) {
            error(id, e.code, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> result(String method, Map<?, ?> params) throws RpcException {
        return switch (method) {
            case "initialize" -> welcome(params);
            case "ping" -> Map.of();
            case "tools/list" -> Map.of("tools", tools.list());
            case "tools/call" -> call(params);
            default -> throw new RpcException(METHOD_NOT_FOUND, "there is no method " + method);
        };
    }

    private Map<String, Object> welcome(Map<?, ?> params) throws RpcException {
        if (!(params.get("protocolVersion") instanceof String wanted)) {
            throw new RpcException(INVALID_PARAMS, "protocolVersion is missing");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
        result.put("capabilities", Map.of("tools", Map.of()));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "weft");
        info.put("version", version);
        result.put("serverInfo", info);
        result.put(
                "instructions",
                "Sees and drives the screen of a VNC server. Coordinates are pixels of the"
                        + " screenshot.");
        return result;
    }

    private Map<String, Object> call(Map<?, ?> params) throws RpcException {
        if (!(params.get("name") instanceof String name) || !tools.has(name)) {
            throw new RpcException(
                    INVALID_PARAMS, "there is no tool \"%s\"".formatted(params.get("name")));
        }
        Object arguments = params.get("arguments");
        Map<?, ?> fields =
                arguments == null
                        ? Map.of()
                        : Json.object(arguments)
                                .orElseThrow(() ->
                                        new RpcException(
                                                INVALID_PARAMS, "arguments must be an object"));
        return tools.call(name, fields);
    }

    private void error(Object id, int code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        send(id, "error", error);
    }

    private void send(Object id, String kind, Map<String, Object> content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put(kind, content);
        out.println(Json.write(message));
        out.flush();
    }
}
