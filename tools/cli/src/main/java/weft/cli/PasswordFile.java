package weft.cli;

import weft.rfb.security.VncPassword;
import weft.server.access.PrivateFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The files of `vncpasswd`: 8 bytes hide the password, 8 more may hide one for watching only. The
/// key that hides them is the same everywhere, so they must be private, see [PrivateFile].
final class PasswordFile {

    private static final int LENGTH = VncPassword.MAX_LENGTH;

    /// Far more than such a file has, to say of others that they are none.
    private static final int LIMIT = 1 << 20;

    private PasswordFile() {}

    /// Reads the password.
    ///
    /// @throws IOException that says in one line why it cannot be used
    static String read(Path file) throws IOException {
        return text(file, bytes(file), 0);
    }

    /// Reads the password for watching only, if the file has one.
    ///
    /// @throws IOException that says in one line why it cannot be used
    static Optional<String> readViewOnly(Path file) throws IOException {
        byte[] bytes = bytes(file);
        return bytes.length > LENGTH ? Optional.of(text(file, bytes, LENGTH)) : Optional.empty();
    }

    private static PrivateFile privateFile(Path file) {
        return PrivateFile.of("password file", file);
    }

    private static byte[] bytes(Path file) throws IOException {
        byte[] bytes = privateFile(file).read(LIMIT);
        if (bytes.length != LENGTH && bytes.length != 2 * LENGTH) {
            throw new IOException(
                    "%s is no vncpasswd file: that has 8 or 16 bytes, not %s"
                            .formatted(
                                    file,
                                    bytes.length > 2 * LENGTH
                                            ? "more"
                                            : Integer.toString(bytes.length)));
        }
        return bytes;
    }

    /// A password as text, which is what servers and clients are told.
    private static String text(Path file, byte[] bytes, int offset) throws IOException {
        byte[] hidden = Arrays.copyOfRange(bytes, offset, offset + LENGTH);
        String text = VncPassword.textOfFile(hidden);
        try {
            VncPassword.of(text); // says what is wrong with it
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return text;
    }

    /// Writes a password, in place of what was there.
    ///
    /// @throws IOException that says in one line why it cannot
    static void write(VncPassword password, Path file) throws IOException {
        privateFile(file).write(password.toFile());
    }
}
