package weft.cli.x11.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PointerShapeTest {

    @Test
    void alpha_isTakenOutOfTheColours() {
        assertEquals(0xff12_3456, PointerShape.straight(0xff12_3456));
        assertEquals(0, PointerShape.straight(0x0012_3456));
        assertEquals(0x80ff_0080, PointerShape.straight(0x8080_0040));
        assertEquals(0x01ff_ffff, PointerShape.straight(0x01ff_ff01), "more than it can be");
    }
}
