package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import weft.framebuffer.XrgbSurface;

class FitTest {

    private static XrgbSurface picture(int width, int height, int... pixels) {
        return XrgbSurface.of(pixels, width, height);
    }

    @Test
    void apply_rightSize_isThePictureItself() {
        XrgbSurface picture = picture(2, 1, 1, 2);
        assertSame(picture, new Fit(new Size(2, 1)).apply(picture));
    }

    @Test
    void apply_smallerPicture_isCentredOnBlack() {
        int[] shown = new Fit(new Size(4, 3)).apply(picture(2, 1, 7, 8)).pixels();
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0}, shown);
    }

    @Test
    void apply_largerPicture_isCroppedToItsMiddle() {
        int[] shown =
                new Fit(new Size(2, 1))
                        .apply(picture(4, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
                        .pixels();
        assertArrayEquals(new int[] {6, 7}, shown);
    }

    @Test
    void apply_widerAndLowerPicture_isCroppedAndCentred() {
        int[] shown = new Fit(new Size(1, 3)).apply(picture(3, 1, 4, 5, 6)).pixels();
        assertArrayEquals(new int[] {0, 5, 0}, shown);
    }

    @Test
    void apply_smallPictureAfterALargerOne_hasABlackBorder() {
        var fit = new Fit(new Size(3, 1));
        fit.apply(picture(4, 1, 1, 2, 3, 4));
        assertArrayEquals(new int[] {0, 9, 0}, fit.apply(picture(1, 1, 9)).pixels());
    }
}
