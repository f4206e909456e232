package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;

import java.util.Random;

class PsnrTest {

    private static final Picture NOISE = Pictures.noise(new Random(4), 200, 130);

    private static Frame frame(Picture picture) {
        return Frame.of(XrgbSurface.of(picture.pixels(), picture.width(), picture.height()));
    }

    @Test
    void samePictures_haveOneMillion() {
        assertEquals(1_000_000, Psnr.of(NOISE, NOISE));
        assertEquals(1_000_000, Psnr.of(frame(NOISE), frame(NOISE)));
    }

    /// Every colour of every pixel is off by 5: the mean square is 25, 10 · log10(65025 / 25) =
    /// 34.151.
    @Test
    void evenChange_isWhatTheFormulaSays() {
        Picture one = Pictures.plain(100, 70, 0x101010);
        Picture other = Pictures.plain(100, 70, 0x150B15);
        assertEquals(34.151, Psnr.of(one, other), 0.001);
        assertEquals(34.151, Psnr.of(frame(one), frame(other)), 0.001);
    }

    /// One pixel of 200 · 130 goes from black to white: the mean square is 65025 / 26000, so the
    /// ratio is 10 · log10(26000) = 44.150.
    @Test
    void onePixel_isWhatTheFormulaSays() {
        Picture one = Pictures.plain(200, 130, 0);
        Picture other = Pictures.with(one, 199, 129, 0xFFFFFF);
        assertEquals(44.150, Psnr.of(one, other), 0.001);
        assertEquals(44.150, Psnr.of(frame(one), frame(other)), 0.001);
    }

    @Test
    void blackAndWhite_haveNothingInCommon() {
        assertEquals(0, Psnr.of(Pictures.plain(9, 9, 0), Pictures.plain(9, 9, 0xFFFFFF)), 1e-9);
    }

    @Test
    void otherSize_isNothing() {
        Picture other = Pictures.plain(200, 131, 0);
        assertEquals(0, Psnr.of(NOISE, other));
        assertEquals(0, Psnr.of(frame(NOISE), frame(other)));
    }

    @Test
    void frames_thatShareTiles_areAsTheirPictures() {
        Framebuffer framebuffer = new Framebuffer(200, 130);
        framebuffer.publish(NOISE.pixels());
        Frame one = framebuffer.current();
        framebuffer.publish(Pictures.with(NOISE, 150, 100, ~NOISE.pixel(150, 100)).pixels());
        Frame other = framebuffer.current();
        assertEquals(Psnr.of(Picture.of(one), Picture.of(other)), Psnr.of(one, other), 1e-9);
        assertEquals(true, Psnr.of(one, other) < 1_000_000);
    }
}
