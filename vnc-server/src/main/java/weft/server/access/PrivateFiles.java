package weft.server.access;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Files and folders that are nobody else's business.
final class PrivateFiles {
    private static final Set<PosixFilePermission> GROUP =
            PosixFilePermissions.fromString("---rwx---");
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("------rwx");

    private PrivateFiles() {}

    /// Refuses a secret that lies open, as OpenSSH does with keys: nobody but its owner may have
    /// access to what is ours, and not everybody to what is another's, which we have access to by a
    /// group.
    static void check(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = EnumSet.copyOf(attributes.permissions());
        boolean isOurs = ourselves().map(attributes.owner()::equals).orElse(true);
        permissions.removeIf(one -> !OTHERS.contains(one) && !(isOurs && GROUP.contains(one)));
        if (!permissions.isEmpty()) {
            throw new IOException(
                    "others have access to it (%s), it takes chmod 600"
                            .formatted(PosixFilePermissions.toString(attributes.permissions())));
        }
    }

    private static Optional<UserPrincipal> ourselves() {
        try {
            return Optional.of(
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (IOException e) {
            return Optional.empty(); // a user without a name
        }
    }

    /// Makes a folder for ourselves alone, unless there is one.
    static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /// Writes a file that has never been open to others, whole or not at all.
    static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, mode("rw-------"));
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// Why a file cannot be used, in a few words.
    static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof java.nio.file.AccessDeniedException
                        ? "it may not be read"
                        : String.valueOf(e.getMessage());
    }
}
