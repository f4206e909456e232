package weft.server.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// A file that holds secrets. It is read only if nobody but its owner has access to it, and that is
/// this user or root; it must be a regular file and no symbolic link, so that nobody else says what
/// is read. Where files have no such attributes, as on Windows, nothing but its kind is looked at.
public final class PrivateFile {

    /// How often it is read again that somebody changes meanwhile.
    private static final int ATTEMPTS = 3;

    private static final int OF_OTHERS = 077;
    private static final int PERMISSIONS = 0777;
    private static final int ROOT = 0;

    private final String what;
    private final Path path;
    private final OptionalInt user;

    private PrivateFile(String what, Path path, OptionalInt user) {
        this.what = what;
        this.path = path;
        this.user = user;
    }

    /// A file that messages call `what`, such as "password file".
    public static PrivateFile of(String what, Path path) {
        return new PrivateFile(what, path, ThisUser.ID);
    }

    /// The same for the user with this number.
    PrivateFile ofUser(int id) {
        return new PrivateFile(what, path, OptionalInt.of(id));
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// What a file was like at a time: if it is the same later, nobody has written to it.
    ///
    /// @param attributes of the file, by their names
    record Stamp(Map<String, Object> attributes) {
        private int number(String name) {
            return (Integer) Objects.requireNonNull(attributes.get(name));
        }

        private boolean is(String name) {
            return Boolean.TRUE.equals(attributes.get(name));
        }

        private boolean isUnix() {
            return attributes.containsKey("mode");
        }

        private long size() {
            return (Long) Objects.requireNonNull(attributes.get("size"));
        }
    }

    /// What it holds, and what it was like then.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, Stamp stamp) {}

    /// What it is like now; empty if it cannot be looked at.
    Optional<Stamp> stamp() {
        try {
            return Optional.of(look());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Stamp look() throws IOException {
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        String attributes =
                unix
                        ? "unix:ino,dev,ctime,mode,uid,size,lastModifiedTime,isRegularFile,isSymbolicLink"
                        : "size,lastModifiedTime,fileKey,isRegularFile,isSymbolicLink";
        return new Stamp(Files.readAttributes(path, attributes, LinkOption.NOFOLLOW_LINKS));
    }

    /// Reads it.
    ///
    /// @param limit the most bytes that it may have
    /// @throws IOException that says in one line why it cannot be used
    public byte[] read(int limit) throws IOException {
        return content(limit).bytes();
    }

    Content content(int limit) throws IOException {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Stamp before = look();
                check(before, limit);
                byte[] bytes = bytes((int) before.size());
                if (look().equals(before)) {
                    return new Content(bytes, before);
                }
            }
        } catch (FileSystemException e) {
            throw new IOException("cannot read the %s %s: %s".formatted(what, path, reason(e)), e);
        }
        throw new IOException(
                "cannot read the %s %s: it is being written to".formatted(what, path));
    }

    private byte[] bytes(int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        try (SeekableByteChannel in =
                Files.newByteChannel(
                        path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // until it is all there
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void check(Stamp stamp, int limit) throws IOException {
        if (stamp.is("isSymbolicLink")) {
            throw refused("is a symbolic link, and somebody else could say whereto");
        }
        if (!stamp.is("isRegularFile")) {
            throw refused("is no regular file");
        }
        if (stamp.isUnix()) {
            checkAccess(stamp);
        }
        if (stamp.size() > limit) {
            throw refused("has %d bytes, %d are the most".formatted(stamp.size(), limit));
        }
    }

    private void checkAccess(Stamp stamp) throws IOException {
        int owner = stamp.number("uid");
        if (user.isPresent() && owner != user.getAsInt() && owner != ROOT) {
            throw refused("belongs to somebody else (user %d)".formatted(owner));
        }
        int mode = stamp.number("mode") & PERMISSIONS;
        if ((mode & OF_OTHERS) != 0) {
            throw refused("is open to others (%s): chmod 600 it".formatted(text(mode)));
        }
    }

    private static String text(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        int bit = 0400;
        for (PosixFilePermission each : PosixFilePermission.values()) {
            if ((mode & bit) != 0) {
                permissions.add(each);
            }
            bit >>= 1;
        }
        return PosixFilePermissions.toString(permissions);
    }

    private IOException refused(String why) {
        return new IOException("the %s %s %s".formatted(what, path, why));
    }

    /// Writes it, in place of what was there, open to its owner only from the first moment on: who
    /// reads it meanwhile gets all of the old or all of the new.
    ///
    /// @throws IOException that says in one line why it cannot
    public void write(byte[] content) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("cannot write " + path + ": it is a directory");
        }
        Path target = path.toAbsolutePath();
        Path written = null;
        try {
            written = Files.createTempFile(target.getParent(), ".weft", null, ownerOnly(target));
            Files.write(written, content);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (written != null) {
                Files.deleteIfExists(written);
            }
            throw new IOException("cannot write %s: %s".formatted(path, writing(e)), e);
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

    private static String writing(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String reason(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason();
        };
    }

    @Override
    public String toString() {
        return what + " " + path;
    }

    /// The number of the user that this process runs as, where the system tells it.
    private static final class ThisUser {
        private static final Path STATUS = Path.of("/proc/self/status");

        static final OptionalInt ID = id();

        private static OptionalInt id() {
            try {
                return Files.exists(STATUS) ? ofProcess() : ofNewFile();
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return OptionalInt.empty();
            }
        }

        /// The effective one: the second number.
        private static OptionalInt ofProcess() throws IOException {
            try (Stream<String> lines = Files.lines(STATUS)) {
                return lines.filter(line -> line.startsWith("Uid:"))
                        .mapToInt(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
                        .findFirst();
            }
        }

        private static OptionalInt ofNewFile() throws IOException {
            Path file = Files.createTempFile("weft", null);
            try {
                return OptionalInt.of((Integer) Files.getAttribute(file, "unix:uid"));
            } finally {
                Files.delete(file);
            }
        }
    }
}
