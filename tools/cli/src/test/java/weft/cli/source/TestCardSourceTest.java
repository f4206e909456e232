package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Frame;
import weft.framebuffer.testcard.TestCard;
import weft.server.VncServer;

import java.io.IOException;
import java.util.Optional;

class TestCardSourceTest {

    @Test
    void card_withoutSize_hasItsOwn() throws IOException {
        try (Source source = Sources.open("testcard", Optional.empty())) {
            assertEquals(TestCard.DEFAULT_WIDTH, source.framebuffer().width());
            assertEquals(TestCard.DEFAULT_HEIGHT, source.framebuffer().height());
        }
    }

    @Test
    void stillCard_served_isThatCardAndStaysAsItIs() throws IOException {
        try (Source source = Sources.open("testcard:still", Optional.of(new Size(320, 240)));
                VncServer server = VncServer.builder(source.framebuffer()).listen(0).start()) {
            source.start(server);
            Frame first = source.framebuffer().snapshot();
            assertArrayEquals(TestCard.still(320, 240).pixels(), first.pixels());
            assertSame(first, source.framebuffer().snapshot());
        }
    }
}
