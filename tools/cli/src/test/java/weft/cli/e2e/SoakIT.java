package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.cli.e2e.Seat.Kind;
import weft.rfb.codec.NativeMemory;
import weft.rfb.encoding.Encoding;
import weft.server.VncServer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// 24 viewers of eight kinds look at a film, leave and come again, and are slow now and then. Every
/// picture that one of them completes is one that the server has shown, and memory does not grow.
///
/// It has ten parts, each with another size of the film than the one before. Each ends with a rest
/// in which all viewers are there and memory is looked at; the first one is what the others are
/// compared with. With `-Dweft.e2e.seconds=600` that is the end of the first minute.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SoakIT {

    private static final int OF_A_KIND = 3;
    private static final int PARTS = 10;
    private static final int STEP_MILLIS = 30;

    /// What is kept of encoded pieces, which may not be full in the first moment, and some more.
    private static final long HEAP_ROOM = 24L << 20;

    /// A few compressors: how many a viewer has depends on what it was shown, and whether alone. If
    /// each that leaves left one behind, it would be more.
    private static final long CODECS_ROOM = 4L << 20;

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(ViewerFormat.XRGB, Encoding.TIGHT, false),
                    new Kind(ViewerFormat.BIG_ENDIAN, Encoding.TIGHT, true),
                    new Kind(ViewerFormat.COLOUR_MAP, Encoding.ZRLE, false),
                    new Kind(ViewerFormat.XRGB, Encoding.ZRLE, true),
                    new Kind(ViewerFormat.RGB565, Encoding.ZLIB, false),
                    new Kind(ViewerFormat.BGR233, Encoding.HEXTILE, true),
                    new Kind(ViewerFormat.XRGB, Encoding.TIGHT_PNG, false),
                    new Kind(ViewerFormat.RGB565, Encoding.TRLE, false));

    private final List<Seat> seats = new ArrayList<>();
    private final ShownPictures shown = new ShownPictures();
    private final List<MemoryUse> memory = new ArrayList<>();

    @Test
    void viewersOfEightKinds_comingAndGoing_completeOnlyWhatTheServerShowed() throws IOException {
        Settings settings = Settings.of(20);
        Random random = new Random(settings.seed());
        try (VncServer server = VncServer.builder(320, 240).listen(0).start()) {
            for (int i = 0; i < OF_A_KIND * KINDS.size(); i++) {
                Kind kind = KINDS.get(i % KINDS.size());
                seats.add(new Seat(kind, server.port(), shown, random));
            }
            try {
                for (int part = 0; part < PARTS; part++) {
                    var film =
                            new Film(320 - part % 2 * 30, 240 + part % 2 * 20, random.nextLong());
                    play(film, server, settings.seconds() * 1000 / PARTS);
                    memory.add(MemoryUse.now());
                    System.out.println(memory.getLast());
                }
            } catch (AssertionError e) {
                throw new AssertionError("again with " + settings + "\n" + e.getMessage(), e);
            } finally {
                seats.forEach(Seat::close);
            }
        }
        report();
        for (Seat seat : seats) {
            assertTrue(seat.pictures() >= PARTS, seat.pictures() + " pictures at a seat");
        }
        memory.forEach(use -> mustNotHaveGrown(memory.getFirst(), use));
        assertEquals(0, NativeMemory.inUse());
    }

    private static void mustNotHaveGrown(MemoryUse first, MemoryUse use) {
        assertTrue(use.heap() <= first.heap() + HEAP_ROOM, () -> first + ", then " + use);
        assertTrue(use.codecs() <= first.codecs() + CODECS_ROOM, () -> first + ", then " + use);
    }

    private void play(Film film, VncServer server, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            show(film, server);
            seats.forEach(Seat::act);
            Eventually.pass(STEP_MILLIS);
        }
        seats.forEach(Seat::fill);
        show(film, server);
        seats.forEach(seat -> seat.rest(film.picture()));
    }

    private void show(Film film, VncServer server) {
        film.draw();
        shown.add(film.picture());
        film.show(server.framebuffer());
    }

    private void report() {
        System.out.printf(
                "%d viewers in %d seats completed %d pictures; %d updates were parts of one%n",
                seats.stream().mapToInt(Seat::arrivals).sum(),
                seats.size(),
                seats.stream().mapToLong(Seat::pictures).sum(),
                seats.stream().mapToLong(Seat::parts).sum());
    }
}
