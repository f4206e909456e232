package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// `tools/bin/verify` among programs that only say that they were called.
@Timeout(60)
class VerifyIT {

    private static final Path VERIFY = Path.of("../bin/verify").toAbsolutePath().normalize();

    private static final List<String> VIEWERS =
            List.of("xtigervncviewer", "gvnccapture", "vncsnapshot", "xtightvncviewer");

    @TempDir private Path directory;

    @BeforeEach
    void installWhatEveryMachineHas() throws IOException {
        for (String name : List.of("bash", "dirname", "readlink", "env")) {
            Path real = Path.of("/usr/bin", name);
            Files.createSymbolicLink(directory.resolve(name), real);
        }
        fake("mvn", "echo mvn \"$@\"");
        fake("apt-get", "echo apt-get \"$@\"");
        for (String name :
                List.of(
                        "Xvfb",
                        "Xtigervnc",
                        "x11vnc",
                        "xdotool",
                        "chromium",
                        "websockify",
                        "openssl",
                        "qemu-system-x86_64",
                        "dbus-daemon",
                        "xclip",
                        "djpeg",
                        "cc",
                        "ffmpeg",
                        "tesseract",
                        "pkg-config",
                        "vim",
                        "htop",
                        "mc",
                        "npm")) {
            fake(name, "");
        }
        fake("dpkg-query", "echo installed");
        fake("ldconfig", "echo libisal.so.2 libturbojpeg.so.0 libopenh264.so.7");
    }

    private void fake(String name, String script) throws IOException {
        Path file = directory.resolve(name);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(file, "#!/usr/bin/bash\n" + script + "\n");
    }

    private Outcome verify(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 2];
        command[0] = directory.resolve("bash").toString();
        command[1] = VERIFY.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        var environment =
                Map.of(
                        "PATH",
                        directory.toString(),
                        "WEFT_JAVA_HOME",
                        System.getProperty("java.home"));
        try (Started verify = Started.program(environment, command)) {
            return verify.end();
        }
    }

    @Test
    void verify_everythingThere_installsNothing() throws Exception {
        for (String viewer : VIEWERS) {
            fake(viewer, "");
        }
        assertEquals(new Outcome(0, "mvn -B verify -o -X\n", ""), verify("-o", "-X"));
    }

    @Test
    void verify_viewersMissingAsRoot_installsJustThose() throws Exception {
        fake("id", "echo 0");
        fake("gvnccapture", "");
        Outcome outcome = verify();
        assertEquals(
                """
                apt-get update -q
                apt-get install -y --no-install-recommends tigervnc-viewer vncsnapshot xtightvncviewer
                mvn -B verify
                """,
                outcome.out());
        assertEquals(
                "verify: installing tigervnc-viewer vncsnapshot xtightvncviewer\n", outcome.err());
    }

    @Test
    void verify_libraryMissing_installsIt() throws Exception {
        for (String viewer : VIEWERS) {
            fake(viewer, "");
        }
        Files.delete(directory.resolve("ldconfig"));
        fake("ldconfig", "echo libisal.so.2 libopenh264.so.7");
        fake("id", "echo 0");
        Outcome outcome = verify();
        assertEquals("verify: installing libturbojpeg0\n", outcome.err());
        assertTrue(outcome.out().endsWith("mvn -B verify\n"), outcome.out());
    }

    @Test
    void verify_packageMissing_installsIt() throws Exception {
        for (String viewer : VIEWERS) {
            fake(viewer, "");
        }
        Files.delete(directory.resolve("dpkg-query"));
        fake("dpkg-query", "[ $4 = novnc ] && exit 1; echo installed");
        fake("id", "echo 0");
        Outcome outcome = verify();
        assertEquals("verify: installing novnc\n", outcome.err());
        assertTrue(outcome.out().endsWith("mvn -B verify\n"), outcome.out());
    }

    @Test
    void verify_viewersMissingAndSudoAllowed_installsThroughIt() throws Exception {
        fake("id", "echo 1000");
        fake("sudo", "echo sudo; shift; [ $1 = true ] || exec \"$@\"");
        Outcome outcome = verify();
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().contains("sudo\napt-get update -q\nsudo\n"), outcome.out());
    }

    @Test
    void verify_viewersMissingWithoutTheRight_saysWhatToRun() throws Exception {
        fake("id", "echo 1000");
        fake("sudo", "exit 1");
        Outcome outcome = verify();
        assertEquals(1, outcome.exitCode());
        assertEquals("", outcome.out());
        assertEquals(
                "verify: the tests need more packages; run: sudo apt-get update && sudo"
                        + " apt-get install -y --no-install-recommends tigervnc-viewer gvncviewer"
                        + " vncsnapshot xtightvncviewer\n",
                outcome.err());
    }

    @Test
    void verify_mavenMissing_saysWhatToInstall() throws Exception {
        Files.delete(directory.resolve("mvn"));
        assertEquals(
                new Outcome(1, "", "verify: Maven is missing; on Debian: apt install maven\n"),
                verify());
    }
}
