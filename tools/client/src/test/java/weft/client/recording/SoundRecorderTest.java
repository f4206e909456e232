package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

class SoundRecorderTest {

    private static final PcmFormat FORMAT = new PcmFormat(SampleFormat.S16, 2, 44_100);

    @TempDir private Path folder;

    private static String hex(Path file) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    /// RIFF 36 + 8 bytes, fmt of 16: PCM, stereo, 44100, 176400 bytes a second, 4, 16 bits.
    private static String wav(String lengths, String dataLength, String frames) {
        return ("52494646 %s 57415645 666d7420 10000000 0100 0200 44ac0000 10b10200 0400 1000"
                        + " 64617461 %s %s")
                .formatted(lengths, dataLength, frames)
                .replace(" ", "");
    }

    @Test
    void file_afterEachBlock_hasItsLengthsThoughItIsNotClosed() throws IOException {
        Path file = folder.resolve("a.wav");
        Files.writeString(file, "something longer that was there before".repeat(10));
        try (var recorder = SoundRecorder.create(file, FORMAT)) {
            assertEquals(wav("24000000", "00000000", ""), hex(file));
            recorder.frames(new byte[] {1, 2, 3, 4});
            assertEquals(wav("28000000", "04000000", "01020304"), hex(file));
            recorder.frames(new byte[] {5, 6, 7, 8, 9, 10, 11, 12});
        }
        assertEquals(wav("30000000", "0c000000", "0102030405060708090a0b0c"), hex(file));
    }

    @Test
    void recorder_thatIsClosed_recordsNoMore() throws IOException {
        Path file = folder.resolve("a.wav");
        SoundRecorder recorder = SoundRecorder.create(file, FORMAT);
        int[] ended = {0};
        recorder.whenClosed(() -> ended[0]++);
        recorder.frames(new byte[4]);
        recorder.close();
        recorder.frames(new byte[4]);
        recorder.close();
        assertEquals(1, recorder.recorded());
        assertEquals(1, ended[0]);
        assertEquals(48, Files.size(file));
    }

    @Test
    void failure_isSaidByTheFirstCloseOfACaller_whoeverHasEndedIt() throws IOException {
        SoundRecorder recorder = SoundRecorder.create(folder.resolve("a.wav"), FORMAT);
        Thread.currentThread().interrupt(); // which closes the file into which it writes
        recorder.frames(new byte[4]);
        assertTrue(Thread.interrupted());
        assertTrue(recorder.failure().isPresent());
        recorder.end();
        assertThrows(IOException.class, recorder::close);
        recorder.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"S8", "U16", "U32"})
    void samples_thatWavFilesDoNotHave_areRefused(SampleFormat samples) {
        Path file = folder.resolve("a.wav");
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> SoundRecorder.create(file, new PcmFormat(samples, 1, 8000)));
        assertEquals("WAV files have no " + samples + ", expected U8, S16 or S32", e.getMessage());
    }

    @Test
    void fullDisk_isSaidAtTheEnd() throws IOException {
        Path full = Path.of("/dev/full");
        if (Files.exists(full)) {
            assertThrows(IOException.class, () -> SoundRecorder.create(full, FORMAT));
        }
        assertThrows(
                IOException.class, () -> SoundRecorder.create(folder.resolve("no/a.wav"), FORMAT));
    }
}
