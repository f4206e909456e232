package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

class PlainDoTest {

    private static final List<String> WORDS =
            List.of(
                    "-s",
                    "--server",
                    "-p",
                    "--password",
                    "--password-file",
                    "-u",
                    "--username",
                    "-t",
                    "--timeout",
                    "--step-timeout",
                    "--delay",
                    "--sync",
                    "--force-caps",
                    "--failures",
                    "--localcursor",
                    "--nocursor",
                    "--json",
                    "-v",
                    "-vv",
                    "--fuzz",
                    "--warp",
                    "--",
                    "-",
                    "@file",
                    "key",
                    "a",
                    "capture",
                    "x.png",
                    "localhost:1",
                    "[::1]::5900",
                    "0",
                    "1",
                    "7",
                    "1.5",
                    "-5",
                    "99999999999",
                    "",
                    " ",
                    "--delay=3",
                    "--delay=",
                    "--sync=1",
                    "--server=h:1",
                    "--tim",
                    "-t5",
                    "--timeout=0",
                    "--no-such",
                    "--cursor",
                    "local");

    private static String[] line(String text) {
        return ("do " + text).split(" ");
    }

    /// What each option is set to.
    private static Map<String, Object> values(Object command) {
        Map<String, Object> values = new TreeMap<>();
        collect(command, values);
        return values;
    }

    private static void collect(Object options, Map<String, Object> values) {
        for (Field field : options.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            Object value;
            try {
                value = field.get(options);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
            String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            if (field.isAnnotationPresent(Mixin.class)) {
                if (value != null && !(value instanceof HelpOption)) {
                    collect(value, values);
                }
            } else if (field.isAnnotationPresent(Option.class)
                    || field.isAnnotationPresent(Parameters.class)) {
                values.put(
                        name,
                        value instanceof boolean[] flags
                                ? Arrays.toString(flags)
                                : String.valueOf(value));
            }
        }
    }

    private static DoCommand parsed(String... args) {
        CommandLine line = WeftCommand.of(args);
        line.parseArgs(WeftCommand.ended(args, line));
        return Objects.requireNonNull(line.getSubcommands().get("do")).getCommand();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key a",
                "-s localhost:1 capture x.png",
                "--server=unix:/tmp/s -p secret -u me --password-file f -t 30 pause 1.5",
                "--timeout=30 --step-timeout 2 --delay 0 --sync --force-caps type x",
                "--delay 0 --sync --delay 5 --sync key a",
                "--localcursor --nocursor --failures out --json find a.png 90",
                "-s 127.0.0.1::5900 -",
                "--sync -",
                "-",
            })
    void usualLine_isUnderstoodAsPicocliDoes(String text) {
        Optional<DoCommand> plain = PlainDo.of(line(text));
        assertTrue(plain.isPresent());
        assertEquals(values(parsed(line(text))), values(plain.get()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--sync",
                "--tim 5 key a",
                "-t5 key a",
                "-t 1.5 key a",
                "-t 0 key a",
                "-t",
                "--delay -1 key a",
                "--delay 99999999999 key a",
                "--sync=true key a",
                "key a --sync",
                "move -1 2",
                "-v key a",
                "-- key a",
                "--no-such key a",
                "--shell",
            })
    void otherLine_isLeftToPicocli(String text) {
        assertFalse(PlainDo.of(line(text)).isPresent());
    }

    @Test
    void anyLine_isNeverUnderstoodOtherwise() {
        var random = new Random(20261122);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> words = new ArrayList<>(List.of("do"));
            for (int n = random.nextInt(7); n >= 0; n--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            String[] args = words.toArray(String[]::new);
            Optional<DoCommand> plain = PlainDo.of(args);
            if (plain.isPresent()) {
                understood++;
                try {
                    assertEquals(values(parsed(args)), values(plain.get()), words::toString);
                } catch (ParameterException e) {
                    throw new AssertionError(words + ": " + e.getMessage(), e);
                }
            }
        }
        assertTrue(understood > 500, "understood " + understood);
    }
}
