package weft.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;

class SocketFilesTest {
    @TempDir Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path folderWith(String mode) throws IOException {
        Path made = Files.createDirectory(folder.resolve(mode));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
    }

    @Test
    void folderThatOthersEnter_seesTheSocketOnlyWhenItIsClosedToThem() throws Exception {
        Path open = folderWith("rwxr-xr-x");
        Path path = open.resolve("vnc");
        var bound = new AtomicReference<Path>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            SocketFiles.place(
                    path,
                    place -> {
                        bound.set(place);
                        assertEquals("rwx------", mode(place.resolveSibling(".")));
                        server.bind(UnixDomainSocketAddress.of(place));
                        assertFalse(Files.exists(path));
                    });
            assertNotEquals(path, bound.get());
            assertEquals("rw-------", mode(path));
            try (SocketChannel viewer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertEquals(true, viewer.isConnected());
            }
        }
        try (var entries = Files.list(open)) {
            assertEquals(1, entries.count(), "nothing else is left");
        }
    }

    @Test
    void folderOfOurs_isUsedAsItIs_andOneThatIsMissingIsMadeSo() throws Exception {
        Path path = folder.resolve("run").resolve("vnc");
        SocketFiles.place(
                path,
                place -> {
                    assertEquals(path, place);
                    Files.createFile(place);
                });
        assertEquals("rwx------", mode(path.resolveSibling(".")));
        assertEquals("rw-------", mode(path));
    }

    @Test
    void whatIsThereAlready_isNotReplaced() throws Exception {
        Path open = folderWith("rwxrwxrwx");
        Path path = Files.writeString(open.resolve("vnc"), "mine");
        var e =
                assertThrows(
                        FileAlreadyExistsException.class,
                        () -> SocketFiles.place(path, Files::createFile));
        assertEquals("there is a file in its place", SocketFiles.reason(e));
        Path other = open.resolve("other");
        assertThrows(
                FileAlreadyExistsException.class,
                () ->
                        SocketFiles.place(
                                other,
                                place -> {
                                    Files.createFile(place);
                                    Files.writeString(other, "somebody was faster");
                                }));
        assertEquals("somebody was faster", Files.readString(other));
    }
}
