package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientFence;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Whatever the host draws and the viewers ask for, in whatever order: once the host rests and a
/// viewer has asked for everything, it has the picture, pixel by pixel.
class UpdateModelTest extends ServerUnderTest {
    private static final int ROUNDS = 400;

    private final Random random = new Random(20261121);
    private int[] picture = {};

    /// A viewer with its own encoding and pixel format, at its own pace.
    private class RandomViewer implements AutoCloseable {
        final ScriptedPeer peer;
        final DecodingViewer shown;
        final PixelTranslator translator;

        RandomViewer(Encoding encoding, PixelFormat format) {
            peer = login();
            translator = PixelTranslator.of(format);
            shown = new DecodingViewer(framebuffer.width(), framebuffer.height(), translator);
            peer.send(out -> new SetPixelFormat(format).write(out));
            peer.send(out ->
                    new SetEncodings(List.of(1, encoding.number(), -223, -239, -254)).write(out));
        }

        void ask(boolean incremental, Rect area) {
            peer.send(out ->
                    ServerUnderTest.ask(
                                    incremental, area.x(), area.y(), area.width(), area.height())
                            .write(out));
        }

        void applyAll() {
            byte[] bytes = peer.takeAll();
            if (bytes.length > 0) {
                var in = new Bytes(bytes);
                while (!in.atEnd()) {
                    hear(shown.apply(in));
                }
            }
        }

        void hear(ServerMessage message) {}

        /// What it does besides asking.
        void act() {}

        /// Gets whatever is new until nothing more comes.
        void settle() {
            peer.readAgain();
            for (int i = 0; i < 4; i++) {
                loop.advance(SECOND);
                applyAll();
                ask(true, all());
            }
            loop.advance(SECOND);
            applyAll();
        }

        int[] expected() {
            int[] expected = new int[picture.length];
            for (int i = 0; i < picture.length; i++) {
                expected[i] = translator.toRgb(translator.toWire(picture[i]));
            }
            return expected;
        }

        @Override
        public void close() {
            shown.close();
        }
    }

    /// One that takes updates unasked, now of all, now of a part, now not; and is late with its
    /// answers to fences.
    private final class ContinuousViewer extends RandomViewer {
        private final List<Fence> marks = new ArrayList<>();
        int marksSeen;
        int unasked;

        ContinuousViewer(Encoding encoding) {
            super(encoding, PixelFormat.XRGB8888);
            var encodings = List.of(1, encoding.number(), -223, -239, -254, -312, -313);
            peer.send(new SetEncodings(encodings)::write);
        }

        @Override
        void hear(ServerMessage message) {
            if (message instanceof ServerFence(Fence fence)) {
                marks.add(fence);
                marksSeen++;
            }
        }

        private void answerMarks() {
            marks.forEach(mark -> peer.send(new ClientFence(mark.answer())::write));
            marks.clear();
        }

        private void continuous(boolean enable, Rect area) {
            peer.send(
                    new EnableContinuousUpdates(
                                    enable, area.x(), area.y(), area.width(), area.height())
                            ::write);
        }

        @Override
        void act() {
            switch (random.nextInt(6)) {
                case 0 -> continuous(true, all());
                case 1 -> continuous(random.nextBoolean(), anywhere());
                case 2, 3 -> answerMarks();
                default -> {}
            }
        }

        /// As the others with what it asks for, or else without asking for anything.
        @Override
        void settle() {
            peer.readAgain();
            boolean asks = random.nextBoolean();
            continuous(!asks, all());
            for (int i = 0; i < 100; i++) {
                loop.advance(SECOND / 10);
                applyAll();
                answerMarks();
            }
            if (asks) {
                super.settle();
            } else {
                unasked++;
            }
        }

        @Override
        public void close() {
            super.close();
            assertTrue(marksSeen > ROUNDS / 4, "marks: " + marksSeen);
            assertTrue(unasked > 4, "settled without asking: " + unasked);
        }
    }

    private Rect anywhere() {
        int x = random.nextInt(framebuffer.width());
        int y = random.nextInt(framebuffer.height());
        return new Rect(
                x,
                y,
                1 + random.nextInt(framebuffer.width() - x),
                1 + random.nextInt(framebuffer.height() - y));
    }

    private void fill(Rect area) {
        int kind = random.nextInt(3);
        int colour = random.nextInt(0x1000000);
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                picture[y * framebuffer.width() + x] =
                        switch (kind) {
                            case 0 -> colour;
                            case 1 -> (x + y) % 3 == 0 ? colour : 0xffffff;
                            default -> random.nextInt(0x1000000);
                        };
            }
        }
    }

    private void scroll() {
        int dy = 1 + random.nextInt(20);
        int width = framebuffer.width();
        int rows = framebuffer.height() - dy;
        if (rows <= 0) {
            return;
        }
        System.arraycopy(picture, dy * width, picture, 0, rows * width);
        framebuffer.copied(new Rect(0, 0, width, rows), 0, -dy);
        if (random.nextBoolean()) {
            fill(new Rect(0, rows, width, dy));
        }
    }

    private void hostActs() {
        switch (random.nextInt(12)) {
            case 0 -> {
                framebuffer.resize(1 + random.nextInt(200), 1 + random.nextInt(150));
                picture = new int[framebuffer.width() * framebuffer.height()];
                fill(framebuffer.current().area());
            }
            case 1, 2, 3 -> scroll();
            default -> fill(anywhere());
        }
        framebuffer.publish(picture);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RRE", "HEXTILE", "ZLIB", "TIGHT", "ZRLE"})
    void viewers_afterAnyHistory_haveThePicture(Encoding encoding) {
        framebuffer.resize(150, 130);
        picture = new int[150 * 130];
        List<RandomViewer> viewers = new ArrayList<>();
        for (PixelFormat format : List.of(PixelFormat.RGB565, PixelFormat.BGR233)) {
            viewers.add(new RandomViewer(encoding, format));
        }
        viewers.add(new ContinuousViewer(encoding));
        List<RandomViewer> stayers = List.copyOf(viewers);
        int compared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            hostActs();
            loop.runReady();
            comeAndGo(viewers, stayers.size(), encoding);
            for (RandomViewer viewer : viewers) {
                switch (random.nextInt(8)) {
                    case 0 -> viewer.peer.stopReading();
                    case 1 -> viewer.peer.readAgain();
                    case 2 -> viewer.ask(false, anywhere());
                    default -> viewer.ask(true, random.nextBoolean() ? all() : anywhere());
                }
                viewer.act();
            }
            loop.advance(random.nextLong(SECOND / 30));
            viewers.forEach(RandomViewer::applyAll);
            if (round % 20 == 19) {
                for (RandomViewer viewer : viewers) {
                    viewer.settle();
                    assertEquals(framebuffer.width(), viewer.shown.width);
                    assertArrayEquals(viewer.expected(), viewer.shown.pixels);
                    compared++;
                }
            }
        }
        assertTrue(compared > 2 * ROUNDS / 20, "compared " + compared);
        viewers.forEach(RandomViewer::close);
        for (RandomViewer viewer : stayers) {
            assertTrue(viewer.shown.seen(Encoding.COPY_RECT) > 0, "CopyRect was never used");
            assertTrue(viewer.shown.seen(Encoding.DESKTOP_SIZE) > 0, "no resize was seen");
        }
    }

    /// Up to three viewers of one form, which share what is encoded while they are more than one.
    private void comeAndGo(List<RandomViewer> viewers, int stayers, Encoding encoding) {
        if (random.nextInt(10) != 0) {
            return;
        }
        if (viewers.size() - stayers < 3 && random.nextInt(3) > 0) {
            viewers.add(new RandomViewer(encoding, PixelFormat.XRGB8888));
        } else if (viewers.size() > stayers) {
            RandomViewer gone = viewers.remove(stayers);
            gone.peer.disconnect();
            gone.close();
            loop.runReady();
        }
    }

    private Rect all() {
        return framebuffer.current().area();
    }
}
