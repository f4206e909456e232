package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.VncPassword;
import weft.server.access.PrivateFile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

class PasswordSourceTest {

    @TempDir private Path directory;

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private PasswordSource withCredentials() {
        return new PasswordSource(Map.of("CREDENTIALS_DIRECTORY", directory.toString()), input(""));
    }

    @Test
    void standardInput_aLineForEach_andNoMore() throws IOException {
        InputStream in = input("first\r\nsecond\nrest");
        var source = new PasswordSource(Map.of(), in);
        assertEquals("first", source.read("-"));
        assertEquals(Optional.empty(), source.readViewOnly("-"));
        assertEquals("second", source.read("-"));
        assertEquals("rest", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void standardInput_endless_isRefused() {
        var source = new PasswordSource(Map.of(), input("x".repeat(10_000)));
        assertEquals(
                "the line on standard input is too long for a password",
                assertThrows(IOException.class, () -> source.read("-")).getMessage());
    }

    @Test
    void credential_isItsFirstLine() throws IOException {
        Files.writeString(directory.resolve("vnc"), "p\u00e4ss\nmore\n");
        assertEquals("p\u00e4ss", withCredentials().read("credential:vnc"));
        assertEquals(Optional.empty(), withCredentials().readViewOnly("credential:vnc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../vnc", "/etc/passwd", "a/b", ".", ".."})
    void credential_ofAnotherDirectory_isNone(String name) {
        assertEquals(
                "'%s' is no name of a credential".formatted(name),
                assertThrows(IOException.class, () -> withCredentials().read("credential:" + name))
                        .getMessage());
    }

    @Test
    void credential_thatIsNotThere_saysSo() {
        assertEquals(
                "there is no credential vnc in " + directory,
                assertThrows(IOException.class, () -> withCredentials().read("credential:vnc"))
                        .getMessage());
        var outside = new PasswordSource(Map.of(), input(""));
        assertEquals(
                "there is no credential vnc: systemd sets no CREDENTIALS_DIRECTORY for this"
                        + " process",
                assertThrows(IOException.class, () -> outside.read("credential:vnc")).getMessage());
    }

    @Test
    void file_isOneOfVncpasswd() throws IOException {
        byte[] both = Arrays.copyOf(VncPassword.of("full").toFile(), 16);
        System.arraycopy(VncPassword.of("view").toFile(), 0, both, 8, 8);
        Path file = directory.resolve("passwd");
        PrivateFile.of("password file", file).write(both);
        var source = new PasswordSource(Map.of(), input(""));
        assertEquals("full", source.read(file.toString()));
        assertEquals(Optional.of("view"), source.readViewOnly(file.toString()));
    }

    @Test
    void variable_isOfTheEnvironment() {
        var source = new PasswordSource(Map.of("WEFT_PASSWORD", "secret"), input(""));
        assertEquals(Optional.of("secret"), source.variable("WEFT_PASSWORD"));
        assertEquals(Optional.empty(), source.variable("OTHER"));
    }
}
