package weft.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The code in the README is the code that is compiled here.
class ReadmeTest {

    @Test
    void readme_embeddingExample_isTheCompiledOne() throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        String source = Files.readString(Path.of("src/main/java/weft/examples/Embed.java"));
        String body =
                source.substring(
                        source.indexOf("        int[] pixels"), source.lastIndexOf("    }\n}"));
        String shown =
                body.lines()
                        .map(line -> line.substring(Math.min(8, line.length())))
                        .collect(Collectors.joining("\n", "```java\n", "\n```"));
        assertTrue(readme.contains(shown), () -> "README.md lacks:\n" + shown);
    }

    @Test
    void readme_displayTest_isTheCompiledOne() throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        String source =
                Files.readString(
                        Path.of("src/test/java/weft/examples/chip8/Chip8DisplayTest.java"));
        String shown =
                source.substring(
                                source.indexOf("@DisplayTest\nclass"),
                                source.indexOf("    @Test\n    void key_showsItsDigit"))
                        .strip();
        assertTrue(
                readme.contains("```java\n" + shown + "\n}\n```"),
                () -> "README.md lacks:\n" + shown);
    }
}
