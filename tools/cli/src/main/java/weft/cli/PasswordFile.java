package weft.cli;

import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The files of `vncpasswd`: 8 bytes hide the password, 8 more may hide one for watching only.
final class PasswordFile {

    private static final int LENGTH = VncPassword.MAX_LENGTH;

    /// The key of all such files, in the bit order of the standard.
    private static final byte[] KEY = HexFormat.of().parseHex("e84ad660c4721ae0");

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

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

    private static byte[] bytes(Path file) throws IOException {
        checkPermissions(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(2 * LENGTH + 1);
        } catch (NoSuchFileException e) {
            throw noSuchFile(file, e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the password file %s: %s".formatted(file, reason(e)), e);
        }
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

    /// A password as text, which is what the server is told.
    private static String text(Path file, byte[] bytes, int offset) throws IOException {
        byte[] hidden = Arrays.copyOfRange(bytes, offset, offset + LENGTH);
        try {
            VncPassword.fromFile(hidden); // says what is wrong with it
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        try {
            Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "DES"));
            return new String(des.doFinal(hidden), StandardCharsets.ISO_8859_1).split("\0", 2)[0];
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no DES: " + e.getMessage(), e);
        }
    }

    private static void checkPermissions(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // this system has other ideas of permissions
        }
        Set<PosixFilePermission> permissions;
        try {
            permissions = view.readAttributes().permissions();
        } catch (NoSuchFileException e) {
            throw noSuchFile(file, e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the password file %s: %s".formatted(file, reason(e)), e);
        }
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException(
                    "the password file %s is open to others (%s): chmod 600 it"
                            .formatted(file, PosixFilePermissions.toString(permissions)));
        }
    }

    /// Writes a password, in place of what was there, readable for the owner only from the first
    /// moment on.
    ///
    /// @throws IOException that says in one line why it cannot
    static void write(VncPassword password, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot write " + file + ": it is a directory");
        }
        Path target = file.toAbsolutePath();
        Path written = null;
        try {
            written = Files.createTempFile(target.getParent(), ".weft", null, ownerOnly(target));
            Files.write(written, password.toFile());
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (written != null) {
                Files.deleteIfExists(written);
            }
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path target) throws IOException {
        boolean posix =
                Files.getFileStore(target.getParent())
                        .supportsFileAttributeView(PosixFileAttributeView.class);
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            EnumSet.of(
                                    PosixFilePermission.OWNER_READ,
                                    PosixFilePermission.OWNER_WRITE))
                }
                : new FileAttribute<?>[0];
    }

    private static IOException noSuchFile(Path file, IOException cause) {
        return new IOException(
                "cannot read the password file " + file + ": there is no such file", cause);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such directory";
            case FileAlreadyExistsException _ -> "it exists";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
