package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The scripts in tools/bin.
@Timeout(120)
class LauncherIT {

    private static final Path BIN = Path.of("../bin").toAbsolutePath().normalize();
    private static final String JDK = System.getProperty("java.home");

    @TempDir private Path directory;

    private static Outcome run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("WEFT_AOT", "never");
        all.put("WEFT_BUILD", "never");
        try (Started program = Started.program(all, command)) {
            return program.end();
        }
    }

    /// A directory that looks like a JDK from afar.
    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(
                java,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x\"\n");
        return home;
    }

    private static String foundJdk(Map<String, String> environment) throws Exception {
        Outcome outcome =
                run(environment, "sh", "-uc", ". " + BIN + "/find-jdk.sh; find_jdk; echo $jdk");
        assertEquals("", outcome.err());
        return outcome.out().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weft", "find-jdk.sh", "verify"})
    void script_checkedByShell_hasNoSyntaxError(String script) throws Exception {
        for (String shell : script.equals("verify") ? List.of("bash") : List.of("sh", "bash")) {
            assertEquals(
                    new Outcome(0, "", ""),
                    run(Map.of(), shell, "-n", BIN.resolve(script).toString()));
        }
    }

    @Test
    void weft_throughASymbolicLinkFromElsewhere_starts() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("w"), BIN.resolve("weft"));
        try (Started weft =
                Started.program(
                        Map.of("WEFT_JAVA_HOME", JDK, "WEFT_AOT", "never", "WEFT_BUILD", "never"),
                        "sh",
                        "-c",
                        "cd / && exec " + link + " --version")) {
            Outcome outcome = weft.end();
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertTrue(outcome.out().startsWith("weft "), outcome.out());
            assertTrue(outcome.out().contains("\ncoroutines continuation\n"), outcome.out());
        }
    }

    @Test
    void weft_withJvmOptions_handsThemOn() throws Exception {
        Outcome outcome =
                run(
                        Map.of(
                                "WEFT_JAVA_HOME",
                                JDK,
                                "WEFT_JAVA_OPTS",
                                "-Dx=y -Dweft.coroutine.backend=thread"),
                        BIN.resolve("weft").toString(),
                        "--version");
        assertTrue(outcome.out().contains("\ncoroutines thread\n"), outcome.toString());
    }

    @Test
    void weft_jdkThatIsTooOld_saysWhatToInstall() throws Exception {
        Outcome outcome =
                run(
                        Map.of("WEFT_JAVA_HOME", jdk("old", "17.0.15").toString()),
                        BIN.resolve("weft").toString(),
                        "--version");
        String complaint = outcome.complaint(1);
        assertTrue(complaint.startsWith("no JDK 25 found: install one"), complaint);
    }

    @Test
    void weft_notBuiltAndForbiddenToBuild_saysSo() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("tools/bin"));
        for (String script : List.of("weft", "find-jdk.sh")) {
            Files.copy(BIN.resolve(script), bin.resolve(script));
        }
        String complaint = run(Map.of(), "sh", bin.resolve("weft").toString()).complaint(1);
        assertTrue(complaint.contains("not built"), complaint);
    }

    @Test
    void findJdk_javaHomeNewEnough_takesIt() throws Exception {
        Path home = jdk("a", "25");
        assertEquals(
                home.toString(),
                foundJdk(Map.of("WEFT_JAVA_HOME", "", "JAVA_HOME", home.toString())));
    }

    @Test
    void findJdk_javaHomeTooOld_takesTheOneOnThePath() throws Exception {
        Path old = jdk("old", "24.0.2");
        Path good = jdk("good", "26-ea");
        assertEquals(
                good.toRealPath().toString(),
                foundJdk(
                        Map.of(
                                "WEFT_JAVA_HOME",
                                "",
                                "JAVA_HOME",
                                old.toString(),
                                "PATH",
                                good.resolve("bin") + ":" + System.getenv("PATH"))));
    }

    @Test
    void findJdk_wanted_winsOverJavaHome() throws Exception {
        Path wanted = jdk("wanted", "25.0.1");
        assertEquals(
                wanted.toString(),
                foundJdk(
                        Map.of(
                                "WEFT_JAVA_HOME",
                                wanted.toString(),
                                "JAVA_HOME",
                                jdk("other", "25.0.2").toString())));
    }
}
