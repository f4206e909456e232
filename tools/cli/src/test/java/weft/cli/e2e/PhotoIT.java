package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.cli.bench.scene.Scene;
import weft.framebuffer.Rect;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.JpegQuality;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/// Photos as JPEG are as good as they have to be, as programs of other people see them.
@ExtendWith(Programs.class)
@Timeout(60)
class PhotoIT {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;

    /// What the best level of JPEG must reach, without loss of colour.
    private static final double GOOD_DECIBELS = 38;

    /// Rounding may differ.
    private static final double SAME_DECIBELS = 0.01;

    private static final int BEST = EncodingPreferences.QUALITY_0 + 9;

    private static final String START_OF_JFIF = "ffd8ffe000104a464946";

    private static final List<Picture> CORPUS = corpus();

    @TempDir Path home;

    /// Noise as photos have it, and the landscape of the test card.
    private static List<Picture> corpus() {
        List<Picture> photos = new ArrayList<>();
        Scene scene = Scene.of(Scene.Kind.PHOTOS, WIDTH, HEIGHT, 7);
        for (int i = 0; i < 3; i++) {
            scene.next(
                    new Scene.Changes() {
                        @Override
                        public void drawn(Rect area) {}

                        @Override
                        public void copied(Rect destination, int dx, int dy) {}
                    });
            photos.add(new Picture(WIDTH, HEIGHT, scene.rgb().clone()));
        }
        var card = new Picture(1920, 1080, TestCard.still(1920, 1080).pixels());
        photos.add(card.part(new Picture.Place(100, 480), WIDTH, HEIGHT));
        return photos;
    }

    private Picture decoded(byte[] jpeg) throws IOException {
        Path file = Files.write(home.resolve("photo.jpg"), jpeg);
        Path bitmap = home.resolve("photo.bmp");
        try (var djpeg =
                Running.start(
                        home, "djpeg", "-bmp", "-outfile", bitmap.toString(), file.toString())) {
            djpeg.succeed();
        }
        return Picture.read(bitmap);
    }

    private static byte[] ours(Picture photo, JpegQuality quality) {
        var out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(Encoding.JPEG)) {
            var pixels = new PackedPixels(photo.rgb(), 0, WIDTH, WIDTH, HEIGHT);
            Encoding _ = encoder.encodeJpeg(pixels, quality, out);
        }
        return out.toByteArray();
    }

    private byte[] libjpegs(Picture photo, JpegQuality quality) throws IOException {
        byte[] header =
                "P6 %d %d 255\n".formatted(WIDTH, HEIGHT).getBytes(StandardCharsets.ISO_8859_1);
        byte[] portable = Arrays.copyOf(header, header.length + 3 * WIDTH * HEIGHT);
        for (int i = 0; i < photo.rgb().length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                portable[header.length + 3 * i + channel] =
                        (byte) (photo.rgb()[i] >> (16 - 8 * channel));
            }
        }
        Path source = Files.write(home.resolve("photo.ppm"), portable);
        Path target = home.resolve("libjpeg.jpg");
        String sample =
                switch (quality.subsampling()) {
                    case S444 -> "1x1";
                    case S422 -> "2x1";
                    case S420 -> "2x2";
                    case GRAY -> throw new AssertionError("no level is gray");
                };
        try (var cjpeg =
                Running.start(
                        home,
                        "cjpeg",
                        "-quality",
                        "" + quality.quality(),
                        "-sample",
                        sample,
                        "-outfile",
                        target.toString(),
                        source.toString())) {
            cjpeg.succeed();
        }
        return Files.readAllBytes(target);
    }

    /// The bytes of an encoded rectangle are a file that libjpeg's own program reads.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void jpeg_level_isNotWorseThanLibjpegs(int level) throws IOException {
        JpegQuality quality = JpegQuality.ofLevel(level);
        for (Picture photo : CORPUS) {
            double ours = decoded(ours(photo, quality)).decibels(photo);
            double theirs = decoded(libjpegs(photo, quality)).decibels(photo);
            String what = "level %d: %.2f dB, libjpeg %.2f dB".formatted(level, ours, theirs);
            assertTrue(ours >= theirs - SAME_DECIBELS, what);
            if (level == 9) {
                assertTrue(quality.subsampling() == Subsampling.S444, what);
                assertTrue(ours >= GOOD_DECIBELS, what);
            }
        }
    }

    private static void mustShow(ForeignViewer viewer, Picture photo) {
        Eventually.holds(
                () -> viewer.look(photo).decibels(photo) >= GOOD_DECIBELS,
                () ->
                        "%s: %.2f dB\n%s"
                                .formatted(
                                        viewer.name(),
                                        viewer.look(photo).decibels(photo),
                                        viewer.process()));
        assertTrue(
                HexFormat.of().formatHex(viewer.tap().fromServer()).contains(START_OF_JFIF),
                () -> viewer.name() + " got no JPEG");
    }

    /// The first JPEG is in a rectangle of the encoding, behind 0x90 and the length that it has.
    private static void mustBeFramed(ForeignViewer viewer) {
        byte[] sent = viewer.tap().fromServer();
        String hex = HexFormat.of().formatHex(sent);
        int jpeg = hex.indexOf(START_OF_JFIF) / 2;
        int control = jpeg - 3;
        int length = (sent[jpeg - 2] & 0x7f) | sent[jpeg - 1] << 7;
        if (sent[control] != (byte) 0x90) {
            control = jpeg - 4;
            length =
                    (sent[jpeg - 3] & 0x7f)
                            | (sent[jpeg - 2] & 0x7f) << 7
                            | (sent[jpeg - 1] & 0xff) << 14;
        }
        assertEquals("90", hex.substring(2 * control, 2 * control + 2));
        assertEquals("ffd9", hex.substring(2 * (jpeg + length) - 4, 2 * (jpeg + length)));
        ByteBuffer header = ByteBuffer.wrap(sent, control - 12, 12);
        assertTrue(header.getShort() + header.getShort() < WIDTH + HEIGHT, "place");
        short width = header.getShort();
        short height = header.getShort();
        assertTrue(width > 0 && width <= WIDTH && height > 0 && height <= HEIGHT, "size");
        assertEquals(viewer.encoding().number(), header.getInt());
        String start = "ffc00011 08 %04x %04x".formatted(height, width).replace(" ", "");
        assertTrue(hex.substring(2 * jpeg).contains(start), () -> "no frame " + start);
    }

    @Test
    void photo_bestLevel_isGoodInEveryForeignViewer() throws IOException {
        Picture photo = CORPUS.getFirst();
        var compiled = new CompiledViewers(home);
        try (VncServer server = VncServer.builder(WIDTH, HEIGHT).listen(0).start()) {
            server.publish(photo.rgb());
            try (var libvncclient =
                            compiled.libvncclient(
                                    Tap.of(server.port()),
                                    Encoding.TIGHT,
                                    2,
                                    OptionalInt.of(9),
                                    ViewerFormat.XRGB);
                    var gtkVnc = compiled.gvnc(Tap.of(server.port()), Encoding.TIGHT, 2, BEST);
                    var noVnc =
                            NoVnc.start(
                                    home,
                                    List.of(Tap.of(server.port()), Tap.of(server.port())),
                                    WIDTH,
                                    HEIGHT,
                                    List.of(Encoding.TIGHT, Encoding.TIGHT_PNG),
                                    2,
                                    BEST)) {
                mustShow(libvncclient, photo);
                mustShow(gtkVnc, photo);
                mustBeFramed(libvncclient);
                mustBeFramed(gtkVnc);
                noVnc.viewers().forEach(viewer -> mustShow(viewer, photo));
            }
        }
    }
}
