package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class PrivateFileTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir private Path directory;

    private Path file(String mode) throws IOException {
        Path file = Files.write(directory.resolve("secret"), CONTENT);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static PrivateFile secrets(Path file) {
        return PrivateFile.of("secret file", file);
    }

    private static String refusal(PrivateFile file) {
        String message =
                String.valueOf(assertThrows(IOException.class, () -> file.read(3)).getMessage());
        String name = "the secret file " + file.path();
        assertTrue(message.contains(name), message);
        return message.replace(name, "it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void read_ofTheOwnerAlone_isAllOfIt(String mode) throws IOException {
        assertArrayEquals(CONTENT, secrets(file(mode)).read(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rw-r-----",
                "rw--w----",
                "rw---x---",
                "rw----r--",
                "rw-----w-",
                "rw------x",
                "rwxrwxrwx"
            })
    void read_openToOthers_isRefused(String mode) throws IOException {
        assertEquals(
                "it is open to others (%s): chmod 600 it".formatted(mode),
                refusal(secrets(file(mode))));
    }

    @Test
    void read_ofSomebodyElse_isRefused() throws IOException {
        Path file = file("rw-------");
        int owner = (Integer) Files.getAttribute(file, "unix:uid");
        assertArrayEquals(CONTENT, secrets(file).ofUser(owner).read(3));
        if (owner == 0) { // root's file is good enough for everybody
            assertArrayEquals(CONTENT, secrets(file).ofUser(1).read(3));
            Files.setAttribute(file, "unix:uid", 7);
            owner = 7;
        }
        assertEquals(
                "it belongs to somebody else (user %d)".formatted(owner),
                refusal(secrets(file).ofUser(owner + 1)));
    }

    @Test
    void read_throughASymbolicLink_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file("rw-------"));
        assertEquals(
                "it is a symbolic link, and somebody else could say whereto",
                refusal(secrets(link)));
    }

    @Test
    void read_ofWhatIsNoFile_isRefusedAndWaitsForNothing() throws Exception {
        assertEquals("it is no regular file", refusal(secrets(directory)));
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("it is no regular file", refusal(secrets(pipe)));
    }

    @Test
    void read_ofTooMuch_isRefused() throws IOException {
        Path file = file("rw-------");
        assertEquals(
                "the secret file " + file + " has 3 bytes, 2 are the most",
                assertThrows(IOException.class, () -> secrets(file).read(2)).getMessage());
    }

    @Test
    void read_ofNothing_saysSo() {
        assertEquals(
                "cannot read it: there is no such file",
                refusal(secrets(directory.resolve("none"))));
    }

    @Test
    void write_overAFileOpenToOthers_isANewOneThatIsNot() throws IOException {
        Path file = file("rw-rw-rw-");
        Path other = Files.createLink(directory.resolve("other"), file);
        secrets(file).write(new byte[] {4});
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
        assertArrayEquals(CONTENT, Files.readAllBytes(other), "what was open before");
    }

    @Test
    void write_throughASymbolicLink_replacesTheLink() throws IOException {
        Path file = file("rw-------");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        secrets(link).write(new byte[] {4});
        assertFalse(Files.isSymbolicLink(link));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void stamp_isAnotherOneAfterEachChange() throws IOException {
        PrivateFile file = secrets(file("rw-------"));
        var first = file.stamp();
        assertEquals(first, file.stamp());
        file.write(new byte[] {4, 5, 6});
        var second = file.stamp();
        assertFalse(first.equals(second), "written");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("r--------"));
        assertFalse(second.equals(file.stamp()), "permissions");
        Files.delete(file.path());
        assertTrue(file.stamp().isEmpty());
    }
}
