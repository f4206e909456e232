package weft.junit5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.match.Picture;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.util.List;
import java.util.Optional;

/// Kinds of viewers, and what they have of a server's picture.
class ProfileTest {

    private static Frame frame(int... rgb) {
        return Frame.of(XrgbSurface.of(rgb, rgb.length, 1));
    }

    @Test
    void parse_takesEncodingsInTheirOrderAndAFormat() {
        Profile profile = Profile.parse("tight rgb565 copyrect");
        assertEquals(List.of(Encoding.TIGHT, Encoding.COPY_RECT), profile.encodings());
        assertEquals(Optional.of(PixelFormat.RGB565), profile.format());
        assertTrue(profile.losesColours());
        assertFalse(Profile.parse("xbgr8888").losesColours());
    }

    @Test
    void parse_ofAnotherWord_saysWhichThereAre() {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> Profile.parse("tight rgb566"))
                                .getMessage());
        assertTrue(message.startsWith("\"rgb566\" in the profile \"tight rgb566\""), message);
        assertTrue(message.contains("zrle"), message);
        assertTrue(message.contains("bgr233"), message);
        assertThrows(IllegalArgumentException.class, () -> Profile.parse("rgb565 rgb555"));
        assertThrows(IllegalArgumentException.class, () -> Profile.parse("jpeg"), "it is lossy");
    }

    @Test
    void translated_hasTheColoursOfTheFormat_andTheMasks() {
        Picture picture =
                Picture.of(new int[] {0xFF8001, 0xFFFFFF, 0, 0x123456}, 4, 1)
                        .masked(new Rect(1, 0, 2, 1));
        Picture translated = Profile.parse("rgb565").translated(picture);
        assertEquals(0xFF8200, translated.pixel(0, 0));
        assertFalse(translated.isMasked(0, 0));
        assertTrue(translated.isMasked(1, 0));
        assertTrue(translated.isMasked(2, 0));
        assertFalse(translated.isMasked(3, 0));
        assertSame(picture, Profile.parse("zrle").translated(picture));
    }

    @Test
    void viewersPicture_isTheServersInItsColours_orNot() {
        Profile exact = Profile.parse("raw");
        assertTrue(SameAsServer.isSame(frame(1, 2, 3), frame(1, 2, 3), exact));
        assertFalse(SameAsServer.isSame(frame(1, 2, 4), frame(1, 2, 3), exact));
        assertFalse(SameAsServer.isSame(frame(1, 2), frame(1, 2, 3), exact));
        Profile few = Profile.parse("rgb565");
        assertTrue(SameAsServer.isSame(frame(0xFF8200), frame(0xFF8001), few));
        assertFalse(SameAsServer.isSame(frame(0xFF8001), frame(0xFF8001), few));
    }
}
