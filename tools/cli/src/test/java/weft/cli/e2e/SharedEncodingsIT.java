package weft.cli.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.rfb.encoding.Encoding;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The decoders of TigerVNC, libvncclient, gtk-vnc and noVNC do not notice whether what they get
/// was made for them alone or is shared with others.
///
/// Each of them stays connected while [Company] of viewers that want the very same comes and goes,
/// and is slowed down now and then. Whenever the server rests, each must show its picture, pixel by
/// pixel: a decoder whose stream got out of step would not recover.
@ExtendWith(Programs.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SharedEncodingsIT {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    private static final int STEPS = 40;
    private static final int STEP_MILLIS = 20;

    /// So often each must be alone again after company, however long that takes.
    private static final int CHANGES = 2;

    private static final List<Encoding> LIBVNCCLIENT =
            List.of(
                    Encoding.TIGHT,
                    Encoding.ZRLE,
                    Encoding.ZLIB,
                    Encoding.HEXTILE,
                    Encoding.TRLE,
                    Encoding.CORRE,
                    Encoding.RRE);
    private static final List<Encoding> GTK_VNC =
            List.of(Encoding.TIGHT, Encoding.ZRLE, Encoding.HEXTILE, Encoding.RRE);

    private static final List<TigerVncIT.Preferred> TIGERVNC =
            List.of(TigerVncIT.Preferred.Tight, TigerVncIT.Preferred.ZRLE);

    /* A level for each kind, lest they are company to each other. noVNC, which always asks for JPEG
     * outside of tests, has no filter of Tight for photos, which the higher levels get. */
    private static final int LIBVNCCLIENT_LEVEL = 3;
    private static final int GTK_VNC_LEVEL = 4;
    private static final int TIGERVNC_LEVEL = 5;
    private static final int NOVNC_LEVEL = 1;

    private final List<AutoCloseable> open = new ArrayList<>();

    @Test
    void foreignViewers_othersComeAndGo_showEveryPictureAtRest(@TempDir Path home)
            throws Exception {
        Settings settings = Settings.of(30);
        try (VncServer server = start()) {
            try {
                play(home, server, settings);
            } catch (AssertionError e) {
                throw new AssertionError("again with " + settings + "\n" + e.getMessage(), e);
            } finally {
                for (AutoCloseable thing : open.reversed()) {
                    thing.close();
                }
            }
        }
    }

    /// With time for a login until all the programs have started.
    private static VncServer start() throws IOException {
        return VncServer.builder(WIDTH, HEIGHT)
                .listen(0)
                .maxClients(1000)
                .deadlines(120, 120, TimeUnit.SECONDS)
                .start();
    }

    private void play(Path home, VncServer server, Settings settings) {
        Random random = new Random(settings.seed());
        var film = new Film(WIDTH, HEIGHT, settings.seed());
        Picture _ = film.next(server.framebuffer());
        List<Company> companies = new ArrayList<>();
        for (ForeignViewer viewer : viewers(home, server.port(), film.picture())) {
            var company = new Company(viewer, server.port(), random);
            open.add(company);
            companies.add(company);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds());
        int rests = 0;
        while (leastChanges(companies) < CHANGES || System.nanoTime() - end < 0) {
            for (int step = 0; step < STEPS; step++) {
                Picture _ = film.next(server.framebuffer());
                companies.forEach(Company::act);
                Eventually.pass(STEP_MILLIS);
            }
            rests++;
            for (Company company : companies) {
                company.rest("at rest " + rests, film.picture());
            }
        }
        System.out.printf(
                "%d foreign viewers, %d rests, each at least %d times alone and in company%n",
                companies.size(), rests, leastChanges(companies));
    }

    private static int leastChanges(List<Company> companies) {
        return companies.stream().mapToInt(Company::changes).min().orElse(0);
    }

    private List<ForeignViewer> viewers(Path home, int port, Picture shown) {
        List<ForeignViewer> viewers = new ArrayList<>();
        var page = NoVnc.start(home, port, WIDTH, HEIGHT, NoVnc.ENCODINGS, NOVNC_LEVEL);
        open.add(page);
        viewers.addAll(page.viewers());
        var compiled = new CompiledViewers(home);
        for (Encoding encoding : LIBVNCCLIENT) {
            viewers.add(
                    compiled.libvncclient(port, encoding, LIBVNCCLIENT_LEVEL, ViewerFormat.XRGB));
        }
        for (Encoding encoding : GTK_VNC) {
            viewers.add(compiled.gvnc(port, encoding, GTK_VNC_LEVEL));
        }
        for (var preferred : TIGERVNC) {
            XServer x = XServer.start(home);
            open.add(x);
            viewers.add(TigerVnc.stay(x, port, preferred.encoding(), TIGERVNC_LEVEL, shown));
        }
        return viewers;
    }
}
