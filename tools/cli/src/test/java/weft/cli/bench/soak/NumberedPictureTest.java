package weft.cli.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.cli.source.Size;

import java.util.Arrays;

class NumberedPictureTest {

    private static final Size SIZE = new Size(100, 50);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0x0123_4567_89AB_CDEFL, -1})
    void picture_ofAnyTime_tellsItsNumberAndTime(long nanos) {
        int[] rgb = NumberedPicture.draw(0x123456, nanos, SIZE);
        assertEquals(0x123456, NumberedPicture.number(rgb));
        assertEquals(nanos, NumberedPicture.nanos(rgb));
        assertEquals(0, NumberedPicture.wrongPixels(rgb, SIZE));
    }

    @Test
    void picture_withOnePixelOfAnother_isWrongThere() {
        int[] rgb = NumberedPicture.draw(7, 0, SIZE);
        rgb[49 * 100 + 99] ^= 1;
        assertEquals(1, NumberedPicture.wrongPixels(rgb, SIZE));
    }

    @Test
    void picture_sixteenNumbersLater_hasChangedEverywhereAndInAPartOfItEachTime() {
        int[] first = NumberedPicture.draw(1, 0, SIZE);
        int[] second = NumberedPicture.draw(2, 0, SIZE);
        assertNotEquals(-1, Arrays.mismatch(first, second));
        int[] later = NumberedPicture.draw(17, 0, SIZE);
        int same = 0;
        for (int i = 4; i < first.length; i++) {
            same += first[i] == later[i] ? 1 : 0;
        }
        assertTrue(same < first.length / 100, same + " pixels are as they were");
    }

    @Test
    void picture_thatIsTheOneBefore_isWrong() {
        int[] rgb = NumberedPicture.draw(7, 0, SIZE);
        rgb[0] = 8;
        assertTrue(NumberedPicture.wrongPixels(rgb, SIZE) > 0);
    }
}
