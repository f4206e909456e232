package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

class RawSourceTest {

    private static final Optional<Size> OWN_SIZE = Optional.empty();

    @TempDir private Path directory;

    private static byte[] bytes(int... pixels) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(pixels);
        return buffer.array();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("frames@home.raw"), content);
    }

    private static int[] shown(Source source) {
        return source.framebuffer().snapshot().pixels();
    }

    private static RawSource pipe(ReadableByteChannel channel) {
        return RawSource.once(RawSpec.parse("-@2x1@25"), new Size(2, 1), channel);
    }

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    @Test
    void file_opened_showsItsFirstPicture() throws IOException {
        // the unused byte counts for nothing
        Path file = file(bytes(0xFF123456, 0x00ABCDEF, 1, 2));
        try (RawSource source = RawSource.open(file + "@2x1@25", OWN_SIZE)) {
            assertArrayEquals(new int[] {0x123456, 0xABCDEF}, shown(source));
        }
    }

    @Test
    void file_atItsEnd_beginsAgain() throws IOException {
        Path file = file(bytes(1, 2, 3, 4));
        try (RawSource source = RawSource.open(file + "@2x1@25", OWN_SIZE)) {
            assertTrue(source.next());
            assertArrayEquals(new int[] {3, 4}, shown(source));
            assertTrue(source.next());
            assertArrayEquals(new int[] {1, 2}, shown(source));
        }
    }

    @Test
    void file_largerThanTheBuffer_isReadWhole() throws IOException {
        var random = new Random(1);
        int[] pixels = random.ints(400 * 300 * 2, 0, 1 << 24).toArray();
        Path file = file(bytes(pixels));
        try (RawSource source = RawSource.open(file + "@400x300@25", OWN_SIZE)) {
            source.next();
            int[] second = shown(source);
            for (int i = 0; i < second.length; i++) {
                assertEquals(pixels[400 * 300 + i], second[i]);
            }
        }
    }

    @Test
    void file_withSize_isFittedToIt() throws IOException {
        Path file = file(bytes(1, 2));
        try (RawSource source = RawSource.open(file + "@2x1@25", Optional.of(new Size(4, 1)))) {
            assertArrayEquals(new int[] {0, 1, 2, 0}, shown(source));
        }
    }

    @Test
    void file_cutShortWhileItPlays_endsItInsteadOfShowingHalfAPicture() throws IOException {
        Path file = file(bytes(1, 2, 3, 4));
        try (RawSource source = RawSource.open(file + "@2x1@25", OWN_SIZE)) {
            Files.write(file, new byte[3]);
            assertFalse(source.next());
            assertArrayEquals(new int[] {1, 2}, shown(source));
        }
    }

    @Test
    void file_thatIsEmpty_isRefused() throws IOException {
        Path file = file(new byte[0]);
        assertEquals(
                "cannot play " + file + ": it is empty",
                assertThrows(IOException.class, () -> RawSource.open(file + "@2x1@25", OWN_SIZE))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 9, 12, 8 * 1000 + 4})
    void file_withPartOfAPicture_isRefused(int length) throws IOException {
        Path file = file(new byte[length]);
        assertEquals(
                "cannot play %s: its %d bytes are no whole number of 2x1 pictures of 8 bytes"
                        .formatted(file, length),
                assertThrows(IOException.class, () -> RawSource.open(file + "@2x1@25", OWN_SIZE))
                        .getMessage());
    }

    @Test
    void file_thatIsADirectory_isRefused() {
        assertEquals(
                "cannot read " + directory + ": it is a directory",
                assertThrows(
                                IOException.class,
                                () -> RawSource.open(directory + "@2x1@25", OWN_SIZE))
                        .getMessage());
    }

    @Test
    void pipe_atItsEnd_keepsItsLastPicture() throws IOException {
        try (RawSource source = pipe(channel(bytes(1, 2, 3, 4)))) {
            assertTrue(source.next());
            assertTrue(source.next());
            assertFalse(source.next());
            assertArrayEquals(new int[] {3, 4}, shown(source));
        }
    }

    @Test
    void pipe_thatEndsWithinAPicture_keepsTheLastWholeOne() throws IOException {
        byte[] cut = Arrays.copyOf(bytes(1, 2, 3, 4), 13);
        try (RawSource source = pipe(channel(cut))) {
            assertTrue(source.next());
            assertFalse(source.next());
            assertArrayEquals(new int[] {1, 2}, shown(source));
        }
    }

    @Test
    void pipe_thatGivesOneByteAtATime_isReadWhole() throws IOException {
        ReadableByteChannel whole = channel(bytes(0x112233, 0x445566));
        ReadableByteChannel slow =
                new ReadableByteChannel() {
                    @Override
                    public int read(ByteBuffer to) throws IOException {
                        ByteBuffer one = ByteBuffer.allocate(1);
                        int count = whole.read(one);
                        if (count > 0) {
                            to.put(one.get(0));
                        }
                        return count;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };
        try (RawSource source = pipe(slow)) {
            assertTrue(source.next());
            assertArrayEquals(new int[] {0x112233, 0x445566}, shown(source));
        }
    }

    @Test
    void spec_withAtSignInTheName_isReadFromTheRight() {
        RawSpec spec = RawSpec.parse("a@b@16x8@29.97");
        assertEquals(new RawSpec("a@b", new Size(16, 8), 29.97), spec);
    }

    @ParameterizedTest
    @CsvSource({
        "file, raw:FILE@WxH@FPS",
        "@8x8@25, raw:FILE@WxH@FPS",
        "file@8x8, raw:FILE@WxH@FPS",
        "file@8@25, a size is WIDTHxHEIGHT",
        "file@8x8@, pictures a second",
        "file@8x8@0, pictures a second",
        "file@8x8@0.0, pictures a second",
        "file@8x8@-1, pictures a second",
        "file@8x8@1001, pictures a second",
        "file@8x8@NaN, pictures a second",
        "file@8x8@1e3, pictures a second",
        "file@0x8@25, 1 to 16384 pixels per side",
    })
    void spec_thatIsWrong_isRefusedWithTheReason(String text, String reason) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> RawSpec.parse(text))
                                .getMessage());
        assertTrue(message.contains(reason), message);
    }
}
