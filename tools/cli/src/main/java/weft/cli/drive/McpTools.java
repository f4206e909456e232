package weft.cli.drive;

import weft.cli.json.Json;
import weft.cli.script.Finding;
import weft.cli.script.StepFailedException;
import weft.client.failure.VncClientException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model can do with a screen. Each tool is one or two steps of a script, so what is wrong
/// with its arguments is said as scripts are told it.
public final class McpTools {

    /// Who carries out steps; it connects when the first one comes.
    public interface Screen {

        /// Carries out one step.
        ///
        /// @throws StepFailedException if that is not possible
        /// @throws VncClientException if the connection fails
        Finding step(List<String> words) throws IOException;

        /// What steps have written to standard output since the last time, in Base64.
        String takeData();
    }

    /// An argument of a tool.
    private record Argument(String name, String type, String description, boolean required) {}

    private record Tool(String name, String description, List<Argument> arguments) {}

    private static Argument needed(String name, String type, String description) {
        return new Argument(name, type, description, true);
    }

    private static Argument optional(String name, String type, String description) {
        return new Argument(name, type, description, false);
    }

    private static final List<Argument> AREA =
            List.of(
                    optional("x", "integer", "Left edge of the part; leave out for all"),
                    optional("y", "integer", "Upper edge"),
                    optional("width", "integer", "Width of the part"),
                    optional("height", "integer", "Height of the part"));

    private static final List<Tool> TOOLS =
            List.of(
                    new Tool("screenshot", "A picture of the screen or a part of it", AREA),
                    new Tool(
                            "click",
                            "Moves the pointer and clicks",
                            List.of(
                                    needed("x", "integer", "Column"),
                                    needed("y", "integer", "Row"),
                                    optional(
                                            "button",
                                            "integer",
                                            "1 left (unless given), 2 middle, 3 right"),
                                    optional("double", "boolean", "Clicks twice"))),
                    new Tool(
                            "type",
                            "Types a text; a line end is the return key",
                            List.of(needed("text", "string", "The text"))),
                    new Tool(
                            "key",
                            "Presses a key or several together: enter, ctrl-alt-del, F5",
                            List.of(needed("keys", "string", "Names, joined by -"))),
                    new Tool(
                            "scroll",
                            "Turns the wheel where the pointer is, or at a place",
                            List.of(
                                    needed("direction", "string", "up, down, left or right"),
                                    optional("count", "integer", "How far; 1 unless given"),
                                    optional("x", "integer", "Column"),
                                    optional("y", "integer", "Row"))),
                    new Tool(
                            "wait_still",
                            "Waits until the screen has not changed for a time",
                            List.of(
                                    optional("seconds", "number", "That time; 1 unless given"),
                                    optional("timeout", "number", "In seconds; 30 unless given"))),
                    new Tool(
                            "find",
                            "Waits for a picture on the screen and says where it is",
                            List.of(
                                    needed("file", "string", "The picture's file"),
                                    optional(
                                            "similarity", "number", "In percent; 100 unless given"),
                                    optional("timeout", "number", "In seconds; 5 unless given"))),
                    new Tool(
                            "read_text",
                            "Reads the text of the screen or a part of it",
                            withFont()));

    private static List<Argument> withFont() {
        List<Argument> arguments = new ArrayList<>(AREA);
        arguments.add(
                optional(
                        "font",
                        "string",
                        "vga, vga9, weft, small or a file; without it tesseract reads any"));
        return List.copyOf(arguments);
    }

    private final Screen screen;

    /// Tools for a screen.
    public McpTools(Screen screen) {
        this.screen = screen;
    }

    boolean has(String name) {
        return TOOLS.stream().anyMatch(tool -> tool.name().equals(name));
    }

    /// All of them with their arguments, as JSON Schema.
    List<Map<String, Object>> list() {
        return TOOLS.stream().map(McpTools::describe).toList();
    }

    private static Map<String, Object> describe(Tool tool) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Argument argument : tool.arguments()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("type", argument.type());
            property.put("description", argument.description());
            properties.put(argument.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                tool.arguments().stream().filter(Argument::required).map(Argument::name).toList());
        schema.put("additionalProperties", false);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", tool.name());
        described.put("description", tool.description());
        described.put("inputSchema", schema);
        return described;
    }

    /// Carries out a tool. What goes wrong is a result too, so that the model can read it.
    Map<String, Object> call(String name, Map<?, ?> arguments) {
        try {
            return result(perform(name, new Given(name, arguments)), false);
        } catch (IOException
                | IllegalArgumentException
                | StepFailedException
                | VncClientException e) {
            return result(List.of(text(String.valueOf(e.getMessage()))), true);
        }
    }

    private static Map<String, Object> result(List<Map<String, Object>> content, boolean error) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", content);
        result.put("isError", error);
        return result;
    }

    private static Map<String, Object> text(String text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", "text");
        content.put("text", text);
        return content;
    }

    private List<Map<String, Object>> perform(String name, Given given) throws IOException {
        return switch (name) {
            case "screenshot" -> screenshot(given);
            case "click" -> {
                run("move", given.need("x"), given.need("y"));
                boolean twice = given.get("double").filter("true"::equals).isPresent();
                yield done(twice ? "dclick" : "click", given.get("button").orElse("1"));
            }
            case "type" -> done("type", given.need("text"));
            case "key" -> done("key", given.need("keys"));
            case "scroll" -> {
                if (given.get("x").isPresent() || given.get("y").isPresent()) {
                    run("move", given.need("x"), given.need("y"));
                }
                yield done("scroll", given.need("direction"), given.get("count").orElse("1"));
            }
            case "wait_still" -> {
                run(
                        "stable",
                        given.get("seconds").orElse("1"),
                        "within",
                        given.get("timeout").orElse("30"));
                yield List.of(text("The screen is still."));
            }
            case "find" ->
                    found(
                            run(
                                    "find",
                                    given.need("file"),
                                    given.get("similarity").orElse("100"),
                                    "within",
                                    given.get("timeout").orElse("5")));
            default -> readText(given);
        };
    }

    private Finding run(String... words) throws IOException {
        return screen.step(List.of(words));
    }

    /// A step whose effect is awaited.
    private List<Map<String, Object>> done(String... words) throws IOException {
        run(words);
        run("sync");
        return List.of(text("Done."));
    }

    private List<Map<String, Object>> screenshot(Given given) throws IOException {
        List<String> words = new ArrayList<>(List.of("capture", "-"));
        if (given.hasArea()) {
            words.set(0, "rcapture");
            words.addAll(given.area());
        }
        Finding finding = screen.step(words);
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "image");
        image.put("data", screen.takeData());
        image.put("mimeType", "image/png");
        String size =
                "%sx%s".formatted(finding.values().get("width"), finding.values().get("height"));
        return List.of(image, text(size));
    }

    private static List<Map<String, Object>> found(Finding finding) {
        return List.of(text(Json.write(finding.values())));
    }

    private List<Map<String, Object>> readText(Given given) throws IOException {
        List<String> words = new ArrayList<>(List.of("ocr"));
        if (given.hasArea()) {
            words.addAll(given.area());
        }
        given.get("font").ifPresent(font -> words.addAll(List.of("--font", font)));
        return List.of(text(screen.step(words).text().orElse("")));
    }

    /// The arguments of a call.
    private record Given(String tool, Map<?, ?> arguments) {

        Given {
            List<String> known =
                    TOOLS.stream()
                            .filter(each -> each.name().equals(tool))
                            .flatMap(each -> each.arguments().stream())
                            .map(Argument::name)
                            .toList();
            for (Object name : arguments.keySet()) {
                if (!known.contains(String.valueOf(name))) {
                    throw new IllegalArgumentException(
                            "%s has no argument \"%s\"; there are %s"
                                    .formatted(tool, name, String.join(", ", known)));
                }
            }
        }

        Optional<String> get(String name) {
            Object value = arguments.get(name);
            if (value == null || value == Json.NULL) {
                return Optional.empty();
            }
            return Optional.of(
                    value instanceof BigDecimal number
                            ? (number.signum() == 0
                                    ? "0"
                                    : number.stripTrailingZeros().toPlainString())
                            : value.toString());
        }

        String need(String name) throws IOException {
            return get(name)
                    .orElseThrow(() ->
                            new IOException("%s needs the argument %s".formatted(tool, name)));
        }

        boolean hasArea() {
            return AREA.stream().anyMatch(argument -> get(argument.name()).isPresent());
        }

        List<String> area() throws IOException {
            return List.of(need("x"), need("y"), need("width"), need("height"));
        }
    }
}
