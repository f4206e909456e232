package weft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;

class PasswordFileTest {

    @TempDir private Path directory;

    private Path file(byte[] content, String mode) throws IOException {
        Path file = directory.resolve("passwd");
        Files.write(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "secret", "12345678", "p\u00e4ss", "\u00ff\u00fe\u0080"})
    void read_whatWriteWrote_isThePassword(String text) throws IOException {
        Path file = directory.resolve("passwd");
        PasswordFile.write(VncPassword.of(text), file);
        assertEquals(text, PasswordFile.read(file));
        assertArrayEquals(VncPassword.of(text).toFile(), Files.readAllBytes(file));
    }

    @Test
    void read_fileOfVncpasswd_isThePassword() throws IOException {
        // made by: printf 'password' | vncpasswd -f
        Path file = file(HexFormat.of().parseHex("dbd83cfd727a1458"), "rw-------");
        assertEquals("password", PasswordFile.read(file));
    }

    @Test
    void read_fileWithViewOnlyPassword_isTheFirstPassword() throws IOException {
        byte[] both = Arrays.copyOf(VncPassword.of("full").toFile(), 16);
        System.arraycopy(VncPassword.of("view").toFile(), 0, both, 8, 8);
        assertEquals("full", PasswordFile.read(file(both, "r--------")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 9, 15, 17, 4096})
    void read_otherLength_saysWhatIsExpected(int length) throws IOException {
        Path file = file(new byte[length], "rw-------");
        String message =
                assertThrows(IOException.class, () -> PasswordFile.read(file)).getMessage();
        assertEquals(
                file
                        + " is no vncpasswd file: that has 8 or 16 bytes, not "
                        + (length > 16 ? "more" : length),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw-rw-rw-"})
    void read_fileOpenToOthers_isRefused(String mode) throws IOException {
        Path file = file(VncPassword.of("secret").toFile(), mode);
        String message =
                assertThrows(IOException.class, () -> PasswordFile.read(file)).getMessage();
        assertEquals(
                "the password file %s is open to others (%s): chmod 600 it".formatted(file, mode),
                message);
    }

    @Test
    void read_missingFile_saysSo() {
        Path file = directory.resolve("none");
        assertEquals(
                "cannot read the password file " + file + ": there is no such file",
                assertThrows(IOException.class, () -> PasswordFile.read(file)).getMessage());
    }

    @Test
    void write_overAFileOpenToOthers_closesIt() throws IOException {
        Path file = file(new byte[100], "rw-rw-rw-");
        PasswordFile.write(VncPassword.of("secret"), file);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(8, Files.size(file));
    }

    @Test
    void write_intoMissingDirectory_saysSoAndLeavesNothing() throws IOException {
        Path file = directory.resolve("none/passwd");
        String message =
                assertThrows(
                                IOException.class,
                                () -> PasswordFile.write(VncPassword.of("secret"), file))
                        .getMessage();
        assertEquals("cannot write " + file + ": there is no such directory", message);
        try (var left = Files.list(directory)) {
            assertTrue(left.findAny().isEmpty());
        }
    }

    @Test
    void write_ontoDirectory_isRefused() {
        assertEquals(
                "cannot write " + directory + ": it is a directory",
                assertThrows(
                                IOException.class,
                                () -> PasswordFile.write(VncPassword.of("secret"), directory))
                        .getMessage());
    }
}
