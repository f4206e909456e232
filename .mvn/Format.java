import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The format check of the build: `check` names the files that are not in google-java-format's AOSP
/// style and fails, `write` rewrites them. The root pom runs it on the build's JDK.
class Format {
    public static void main(String[] args) throws Exception {
        boolean write = args[0].equals("write");
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<Path> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            String formatted =
                    formatter.formatSourceAndFixImports(
                            RemoveUnusedImports.removeUnusedImports(text));
            if (!formatted.equals(text)) {
                wrong.add(file);
                if (write) {
                    Files.writeString(file, formatted);
                }
            }
        }
        if (write) {
            System.out.println("formatted " + wrong.size() + " files");
        } else if (!wrong.isEmpty()) {
            wrong.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("run: mvn -N -Pformat validate");
            System.exit(1);
        }
    }

    private static List<Path> sources() throws Exception {
        try (var tree = Files.walk(Path.of("."))) {
            return tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
