package weft.server.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// Puts UNIX sockets where nobody but their owner can connect to them, from the first moment on.
///
/// Java cannot set the umask, so a socket is open to others between its bind and the change of its
/// mode. In a folder that others can enter it is bound in a hidden one that they cannot, and gets
/// its name when it is closed to them.
final class SocketFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFiles.class);

    private static final FileAttribute<Set<PosixFilePermission>> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> MODE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");

    /// A folder where everybody may write, but remove only what is theirs.
    private static final int STICKY = 01000;

    private static final int WRITABLE_BY_OTHERS = 022;

    private SocketFiles() {}

    /// Binds a socket to a path.
    interface Binding {
        void bindTo(Path path) throws IOException;
    }

    /// Sees to it that what `binding` binds is at `path` in the end. A folder that is not there is
    /// made, for its owner alone.
    static void place(Path path, Binding binding) throws IOException {
        Path folder = parent(path);
        if (!Files.exists(folder)) {
            Files.createDirectory(folder, OURS);
        }
        if (isOurs(folder)) {
            binding.bindTo(path);
            Files.setPosixFilePermissions(path, MODE);
            return;
        }
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        warnOf(folder);
        Path hidden = folder.resolve(".w" + random());
        Files.createDirectory(hidden, OURS);
        Path socket = hidden.resolve("s");
        try {
            binding.bindTo(socket);
            Files.setPosixFilePermissions(socket, MODE);
            Files.createLink(path, socket); // unlike a move, it replaces nothing
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(hidden);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    private static boolean isOurs(Path folder) throws IOException {
        return Files.getPosixFilePermissions(folder).stream().noneMatch(OTHERS::contains);
    }

    private static void warnOf(Path folder) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
            LOG.warn("others may write to {}, and put a socket of theirs in place of ours", folder);
        }
    }

    private static String random() {
        byte[] bytes = new byte[2];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Why it did not work, in a few words.
    static String reason(FileSystemException e) {
        return switch (e) {
            case FileAlreadyExistsException _ ->
                    Files.isRegularFile(Path.of(e.getFile()))
                            ? "there is a file in its place"
                            : "the address is in use";
            case NoSuchFileException _ -> "there is no folder for it";
            case AccessDeniedException _ -> "its folder may not be written";
            default -> String.valueOf(e.getReason() == null ? e.getMessage() : e.getReason());
        };
    }
}
