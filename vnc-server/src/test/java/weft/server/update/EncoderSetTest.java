package weft.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.codec.Natives;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.SetEncodings;

import java.util.Arrays;
import java.util.List;

class EncoderSetTest {

    private static EncodingPreferences preferences(String numbers) {
        List<Integer> encodings = Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
        return EncodingPreferences.of(new SetEncodings(encodings));
    }

    private static final PixelTranslator RGB = PixelTranslator.of(PixelFormat.XRGB8888);

    @ParameterizedTest
    @CsvSource({
        "4 2 0, CORRE",
        "15 16, TRLE",
        "17 16 -27, ZYWRLE",
        "21 7, JPEG",
        "-260 7, TIGHT_PNG",
        "1 -239 8 -32 16 7, ZRLE",
        "1 -223, RAW",
        "50 20, RAW"
    })
    void encoder_isTheFirstInTheListThatThereIs(String numbers, Encoding expected) {
        try (EncoderSet encoders = new EncoderSet()) {
            assertEquals(
                    expected,
                    encoders.choose(preferences(numbers), RGB, false).encoder().encoding());
        }
    }

    @Test
    void encoder_chosenAgain_isTheSame() {
        try (EncoderSet encoders = new EncoderSet()) {
            Encoder first = encoders.choose(preferences("16 7"), RGB, true).encoder();
            encoders.choose(preferences("-260"), RGB, true);
            assertSame(first, encoders.choose(preferences("16 -250"), RGB, true).encoder());
        }
    }

    /// A stream of video shows one rectangle; a part of the picture is not worth one of its own.
    /// The tests over threads have no native access, and so no video.
    @Test
    void h264_isOnlyForTheWholePicture() {
        try (EncoderSet encoders = new EncoderSet()) {
            EncodingPreferences video = preferences("50 7 16");
            boolean there = Encoder.isAvailable(Encoding.OPEN_H264);
            assertEquals(there, Natives.describe().getLast().startsWith("h264 OpenH264"));
            assertEquals(
                    there ? Encoding.OPEN_H264 : Encoding.TIGHT,
                    encoders.choose(video, RGB, true).encoder().encoding());
            assertEquals(Encoding.TIGHT, encoders.choose(video, RGB, false).encoder().encoding());
            EncodingPreferences last = preferences("7 16 50");
            assertEquals(Encoding.TIGHT, encoders.choose(last, RGB, true).encoder().encoding());
        }
    }

    @ParameterizedTest
    @CsvSource({"7 -250, filters", "7 -250 -24, ''"})
    void gradientFilter_isNotForViewersThatReadJpeg(String numbers, String expected) {
        // noVNC reads JPEG, and takes the filter for an error.
        try (var encoders = new EncoderSet()) {
            assertEquals(
                    expected,
                    encoders.choose(preferences(numbers).lossless(), RGB, false)
                            .encoder()
                            .variant());
        }
    }
}
