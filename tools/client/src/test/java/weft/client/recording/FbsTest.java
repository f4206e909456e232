package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weft.rfb.EndOfStreamException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

class FbsTest {

    /// Two blocks, of 5 and of 2 bytes, at 0 and at 258 ms.
    private static final String GOLDEN =
            "464253203030312e3030300a" // "FBS 001.000\n"
                    + "00000005"
                    + "0102030405"
                    + "000000"
                    + "00000000"
                    + "00000002"
                    + "0607"
                    + "0000"
                    + "00000102";

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("a.fbs");
    }

    private Path fileOf(byte[] bytes) throws IOException {
        return Files.write(file(), bytes);
    }

    private static byte[] golden() {
        return HexFormat.of().parseHex(GOLDEN);
    }

    @Test
    void writer_writesBlocksWithLengthPaddingAndTime() throws IOException {
        try (var writer = FbsWriter.create(file())) {
            writer.write(0, new byte[] {1, 2, 3, 4, 5});
            writer.write(258, new byte[] {0, 6, 7, 0}, 1, 2);
        }
        assertEquals(GOLDEN, HexFormat.of().formatHex(Files.readAllBytes(file())));
    }

    @Test
    void reader_readsBlocksAndTheirTimes() throws IOException {
        try (var reader = FbsReader.open(fileOf(golden()))) {
            assertTrue(reader.next());
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, reader.data());
            assertEquals(0, reader.millis());
            assertTrue(reader.next());
            assertArrayEquals(new byte[] {6, 7}, reader.data());
            assertEquals(258, reader.millis());
            assertFalse(reader.next());
            assertFalse(reader.isCutOff());
        }
    }

    @Test
    void reader_ofAFileCutOffAnywhere_hasAllBlocksBefore() throws IOException {
        byte[] whole = golden();
        for (int length = 12; length < whole.length; length++) {
            try (var reader = FbsReader.open(fileOf(Arrays.copyOf(whole, length)))) {
                int blocks = 0;
                while (reader.next()) {
                    blocks++;
                }
                assertEquals(length < 28 ? 0 : 1, blocks, "blocks of " + length + " bytes");
                assertEquals(length != 12 && length != 28, reader.isCutOff(), length + " bytes");
            }
        }
    }

    @Test
    void reader_ofSomethingElse_saysSo() throws IOException {
        Path file = fileOf("GIF89a".getBytes(StandardCharsets.US_ASCII));
        var e = assertThrows(RecordingException.class, () -> FbsReader.open(file));
        assertEquals(
                file + ": it is no recording, expected it to begin with \"FBS 001.000\"",
                e.getMessage());
        assertFalse(FbsReader.isRecording(file));
        assertTrue(FbsReader.isRecording(fileOf(golden())));
    }

    @Test
    void reader_ofNoFile_saysSo() {
        var e = assertThrows(RecordingException.class, () -> FbsReader.open(file()));
        assertEquals(file() + ": there is no such file", e.getMessage());
    }

    @Test
    void reader_ofAHugeBlock_refusesItsLength() throws IOException {
        Path file = fileOf(HexFormat.of().parseHex("464253203030312e3030300a" + "80000000" + "01"));
        try (var reader = FbsReader.open(file)) {
            var e = assertThrows(RecordingException.class, reader::next);
            assertEquals(
                    file + ": at byte 12: a block of 2147483648 bytes, expected at most 16777216",
                    e.getMessage());
        }
    }

    @Test
    void reader_timesThatGoBack_stay() throws IOException {
        try (var writer = FbsWriter.create(file())) {
            writer.write(9, new byte[] {1});
            writer.write(3, new byte[] {2});
        }
        try (var reader = FbsReader.open(file())) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertEquals(9, reader.millis());
        }
    }

    @Test
    void writer_afterManyDays_writesTheLastTimeThereIs() throws IOException {
        try (var writer = FbsWriter.create(file())) {
            writer.write(1L << 40, new byte[] {1});
        }
        try (var reader = FbsReader.open(file())) {
            assertTrue(reader.next());
            assertEquals(0xffff_ffffL, reader.millis());
        }
    }

    @Test
    void roundTrip_ofRandomBlocks_isTheSameStream() throws IOException {
        var random = new Random(4);
        var expected = new ByteArrayOutputStream();
        try (var writer = FbsWriter.create(file())) {
            for (int i = 0; i < 50; i++) {
                byte[] block = new byte[i == 25 ? 600_000 : random.nextInt(3000)];
                random.nextBytes(block);
                expected.write(block);
                writer.write(i, block);
            }
        }
        byte[] all = expected.toByteArray();
        try (var reader = FbsReader.open(file())) {
            var in = new FbsInput(reader);
            byte[] read = new byte[all.length];
            for (int at = 0; at < read.length; ) {
                int count = Math.min(1 + random.nextInt(5000), read.length - at);
                in.bytes(read, at, count);
                at += count;
            }
            assertArrayEquals(all, read);
            assertTrue(in.atEnd());
        }
    }

    @Test
    void input_tellsWhenTheByteReadLastCame() throws IOException {
        try (var reader = FbsReader.open(fileOf(golden()))) {
            var in = new FbsInput(reader);
            assertEquals(0x01020304, in.s32());
            assertEquals(0, in.millis());
            assertEquals(5, in.u8());
            assertEquals(0, in.millis());
            assertEquals(6, in.u8());
            assertEquals(258, in.millis());
            assertThrows(EndOfStreamException.class, in::u16);
        }
    }
}
