package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

class EchoSourceTest {

    private static final int LEFT = 1;
    private static final int RIGHT = 4;

    private final EchoSource source = new EchoSource(new Size(100, 50));

    /// Asserts that just these pixels are white.
    private void assertWhite(Rect... blocks) {
        Frame frame = source.framebuffer().snapshot();
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                boolean white = false;
                for (Rect block : blocks) {
                    white |= block.contains(x, y);
                }
                assertEquals(white ? 0xFFFFFF : 0, frame.pixel(x, y), x + "," + y);
            }
        }
    }

    @Test
    void picture_atFirst_isBlack() {
        assertWhite();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 16, 16",
        "15, 15, 0, 0, 16, 16",
        "16, 15, 16, 0, 16, 16",
        "40, 20, 32, 16, 16, 16",
        "99, 49, 96, 48, 4, 2",
    })
    void press_ofButton1_invertsTheBlockUnderThePointer(
            int x, int y, int left, int top, int width, int height) {
        source.pointer(x, y, LEFT);
        assertWhite(new Rect(left, top, width, height));
    }

    @Test
    void press_again_invertsItBack() {
        source.pointer(20, 20, LEFT);
        source.pointer(20, 20, 0);
        assertWhite(new Rect(16, 16, 16, 16));
        source.pointer(21, 21, LEFT);
        assertWhite();
    }

    @Test
    void drag_withButton1Down_invertsNothingMore() {
        source.pointer(20, 20, LEFT);
        source.pointer(60, 20, LEFT);
        source.pointer(60, 20, LEFT | RIGHT);
        assertWhite(new Rect(16, 16, 16, 16));
    }

    @Test
    void press_ofOtherButton_invertsNothing() {
        source.pointer(20, 20, RIGHT);
        assertWhite();
    }

    @ParameterizedTest
    @CsvSource({"100, 10", "10, 50", "65535, 65535"})
    void press_outsideOfThePicture_invertsNothing(int x, int y) {
        source.pointer(x, y, LEFT);
        assertWhite();
    }
}
