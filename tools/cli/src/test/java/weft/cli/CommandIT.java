package weft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/// The packaged command as a process of its own.
@Timeout(120)
class CommandIT {

    @TempDir private Path directory;

    @Test
    void serve_ready_showsItsPictureToAViewer() throws IOException {
        try (Started weft = Started.weft("serve", "::0", "--source", "echo", "--size", "64x32");
                var viewer = new RawViewer(weft.readyPort())) {
            assertArrayEquals(new int[64 * 32], viewer.picture());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void serve_interrupted_closesInOrderAndSaysBySignal(String signal, int exitCode)
            throws Exception {
        Path socket = directory.resolve("weft");
        try (Started weft = Started.weft("serve", "::0", "unix:" + socket);
                var viewer = new RawViewer(weft.readyPort())) {
            assertTrue(Files.exists(socket));
            viewer.picture();
            weft.signal(signal);
            Outcome outcome = weft.end();
            assertEquals(exitCode, outcome.exitCode(), outcome.err());
            assertEquals("", outcome.out());
            assertEquals("", outcome.err());
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void serve_portInUse_isOneLineAndExitCode1() throws Exception {
        try (Started first = Started.weft("serve", "::0")) {
            String address = "127.0.0.1::" + first.readyPort();
            try (Started second = Started.weft("serve", address)) {
                assertEquals(
                        "cannot listen on " + address + ": the address is in use",
                        second.end().complaint(Main.FAILURE));
            }
        }
    }

    @Test
    void serve_pictureFromStandardInput_staysAtItsEnd() throws Exception {
        int[] last = {0x112233, 0xFFEEDD};
        ByteBuffer frames = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        frames.putInt(1).putInt(2).putInt(last[0]).putInt(last[1]);
        try (Started weft = Started.weft("serve", "::0", "--source", "raw:-@2x1@100");
                var viewer = new RawViewer(weft.readyPort())) {
            assertArrayEquals(new int[2], viewer.picture());
            weft.input().write(frames.array());
            weft.input().close();
            while (!Arrays.equals(last, viewer.picture())) {
                // until both have been shown
            }
            weft.signal("TERM");
            assertEquals("", weft.end().err());
        }
    }

    @Test
    void serve_severalAddressesOneTaken_bindsNone() throws Exception {
        Path socket = directory.resolve("weft");
        try (Started first = Started.weft("serve", "::0")) {
            String taken = "::" + first.readyPort();
            try (Started second = Started.weft("serve", "unix:" + socket, taken)) {
                second.end().complaint(Main.FAILURE);
                assertFalse(Files.exists(socket));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0::0", "[::]::0"})
    void serve_openToOthersWithoutPassword_isRefused(String address) throws Exception {
        try (Started weft = Started.weft("serve", address, "--exit-when-ready")) {
            weft.end().complaint(Main.FAILURE);
        }
        try (Started weft =
                Started.weft("serve", address, "--exit-when-ready", "--allow-insecure")) {
            Outcome outcome = weft.end();
            assertEquals(0, outcome.exitCode());
            assertEquals("", outcome.err());
        }
    }

    @Test
    void serve_withPasswordFile_asksForThePassword() throws Exception {
        Path file = directory.resolve("passwd");
        PasswordFile.write(VncPassword.of("secret"), file);
        try (Started weft = Started.weft("serve", "::0", "--password-file", file.toString());
                var viewer = new Socket(InetAddress.getLoopbackAddress(), weft.readyPort())) {
            var in = new DataInputStream(viewer.getInputStream());
            in.skipNBytes(12);
            viewer.getOutputStream().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            assertArrayEquals(new byte[] {1, 2}, in.readNBytes(2)); // one type: VncAuth
            viewer.getOutputStream().write(2);
            byte[] challenge = in.readNBytes(16);
            viewer.getOutputStream().write(VncAuth.response(VncPassword.of("secret"), challenge));
            assertEquals(0, in.readInt());
        }
    }

    private Started passwd(Path file, String line) throws IOException {
        Started weft = Started.weft("passwd", file.toString());
        weft.input().write(line.getBytes(StandardCharsets.UTF_8));
        weft.input().close();
        return weft;
    }

    @ParameterizedTest
    @CsvSource({"'secret\n'", "'secret'", "'secret\r\n'", "'secret\nnot this\n'"})
    void passwd_lineOnStandardInput_writesAFileForItsOwnerOnly(String input) throws Exception {
        Path file = directory.resolve("passwd");
        try (Started weft = passwd(file, input)) {
            assertEquals(new Outcome(0, "", ""), weft.end());
        }
        assertArrayEquals(VncPassword.of("secret").toFile(), Files.readAllBytes(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void passwd_longerThan8Bytes_isOneLineAndNoFile() throws Exception {
        Path file = directory.resolve("passwd");
        try (Started weft = passwd(file, "123456789\n")) {
            String complaint = weft.end().complaint(Main.FAILURE);
            assertTrue(complaint.contains("9 characters"), complaint);
        }
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'"})
    void passwd_empty_isOneLineAndNoFile(String input) throws Exception {
        Path file = directory.resolve("passwd");
        try (Started weft = passwd(file, input)) {
            String complaint = weft.end().complaint(Main.FAILURE);
            assertTrue(complaint.contains("password is empty"), complaint);
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void passwd_endlessInput_isRefused() throws Exception {
        Path file = directory.resolve("passwd");
        try (Started weft = passwd(file, "x".repeat(10_000))) {
            String complaint = weft.end().complaint(Main.FAILURE);
            assertTrue(complaint.contains("too long"), complaint);
        }
    }
}
