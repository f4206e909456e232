package weft.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// The command behind `tools/bin/fuzz`.
public final class Fuzz {

    private static final String USAGE =
            """
            fuzz TARGET MINUTES [SEED]   lets Jazzer try that target for that long
            fuzz TARGET INPUT            tries one input: a file, or hexadecimal
            targets:\
            """;

    private Fuzz() {}

    /// Runs the command.
    public static void main(String... args) throws IOException, InterruptedException {
        System.exit(run(args));
    }

    private static int run(String... args) throws IOException, InterruptedException {
        Optional<Target> target = args.length == 0 ? Optional.empty() : Targets.named(args[0]);
        if (target.isEmpty() || args.length < 2 || args.length > 3) {
            System.err.print(USAGE);
            Targets.ALL.forEach(each -> System.err.print(" " + each.name()));
            System.err.println();
            return 2;
        }
        if (!args[1].matches("\\d{1,4}")) {
            return tryOne(target.get(), args[1]);
        }
        long seed = args.length == 3 ? Long.parseLong(args[2]) : System.nanoTime() & 0x7fff_ffff;
        return new Campaign(target.get(), Integer.parseInt(args[1]), seed).run() ? 0 : 1;
    }

    private static int tryOne(Target target, String where) throws IOException {
        Path file = Path.of(where);
        byte[] input =
                Files.isRegularFile(file)
                        ? Files.readAllBytes(file)
                        : HexFormat.of().parseHex(where);
        System.out.println(HexFormat.of().formatHex(input));
        try {
            System.out.println(Oracle.judge(target, input));
            return 0;
        } catch (Finding e) {
            e.printStackTrace();
            return 1;
        }
    }
}
