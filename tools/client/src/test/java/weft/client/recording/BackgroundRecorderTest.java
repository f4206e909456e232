package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.rfb.PixelFormat;
import weft.rfb.message.ServerInit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A session is recorded by another thread, and never held up by the disk.
@Timeout(120)
class BackgroundRecorderTest {

    private static final ServerInit INIT = new ServerInit(4, 2, PixelFormat.XRGB8888, "D");
    private static final byte[] BYTES = new byte[1 << 20];
    private static final byte[] REQUEST = {3, 0, 0, 0, 0, 0, 0, 4, 0, 2};

    @TempDir private Path folder;

    private static void tell(Recorder recorder) {
        recorder.began(INIT);
        recorder.sent(REQUEST, 0, REQUEST.length);
        byte[] bytes = {9, 1, 2, 3, 9};
        recorder.received(bytes, 1, 3);
        bytes[2] = 7; // it is the caller's again
        recorder.received(bytes, 2, 1);
    }

    private byte[] server(Path file) throws IOException {
        try (FbsReader blocks = FbsReader.open(file)) {
            var all = new java.io.ByteArrayOutputStream();
            while (blocks.next()) {
                all.writeBytes(blocks.data());
            }
            return all.toByteArray();
        }
    }

    @Test
    void files_areThoseOfAFileRecorder() throws IOException {
        Path one = folder.resolve("one.fbs");
        Path other = folder.resolve("other.fbs");
        try (var recorder = BackgroundRecorder.create(one);
                var direct = FileRecorder.create(other)) {
            tell(recorder);
            tell(direct);
        }
        assertArrayEquals(server(other), server(one));
        assertArrayEquals(
                server(folder.resolve("other.input.fbs")), server(folder.resolve("one.input.fbs")));
        assertEquals(
                Files.readString(folder.resolve("other.vdo")),
                Files.readString(folder.resolve("one.vdo")));
    }

    /// A pipe that is open, of which nobody reads.
    private CompletableFuture<InputStream> pipe(Path file) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void diskThatTakesNothing_holdsUpNobody_andIsSaidAtTheEnd() throws Exception {
        Path file = folder.resolve("pipe.fbs");
        CompletableFuture<InputStream> pipe = pipe(file);
        var recorder = BackgroundRecorder.create(file, 8 << 20, Duration.ofMillis(100));
        try (InputStream in = pipe.get()) {
            tell(recorder);
            for (int i = 0; i < 100; i++) {
                recorder.received(BYTES, 0, BYTES.length);
            }
            IOException e = assertThrows(IOException.class, recorder::close);
            assertEquals("the disk takes nothing, the recording is not whole", e.getMessage());
            assertTrue(in.readNBytes(12).length == 12);
        }
    }

    @Test
    void diskThatIsTooSlow_hasWhatCameFirst_andIsSaidAtTheEnd() throws Exception {
        Path file = folder.resolve("pipe.fbs");
        CompletableFuture<InputStream> pipe = pipe(file);
        var recorder = BackgroundRecorder.create(file, 8 << 20, Duration.ofSeconds(60));
        Path copy = folder.resolve("copy.fbs");
        try (InputStream in = pipe.get()) {
            tell(recorder);
            for (int i = 0; i < 100; i++) {
                recorder.received(BYTES, 0, BYTES.length);
            }
            var reading =
                    CompletableFuture.runAsync(() -> {
                        try {
                            Files.copy(in, copy);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            IOException e = assertThrows(IOException.class, recorder::close);
            assertEquals("the disk was too slow, more than 8 MiB waited for it", e.getMessage());
            reading.get();
        }
        byte[] recorded = server(copy);
        int head = 12 + 4 + 24 + 1 + 4;
        assertEquals(0, (recorded.length - head) % BYTES.length);
        assertTrue(recorded.length > head);
    }

    @Test
    void recorder_thatIsClosed_recordsNoMore() throws IOException {
        Path file = folder.resolve("one.fbs");
        var recorder = BackgroundRecorder.create(file);
        tell(recorder);
        recorder.close();
        byte[] before = server(file);
        recorder.received(BYTES, 0, BYTES.length);
        recorder.close();
        assertArrayEquals(before, server(file));
    }
}
