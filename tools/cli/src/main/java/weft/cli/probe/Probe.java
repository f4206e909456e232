package weft.cli.probe;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.VncClientException;
import weft.client.probe.Announcement;
import weft.client.probe.ServerOffer;
import weft.client.recording.Recorder;
import weft.framebuffer.Frame;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerInit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Examines a server: what it offers, what it announces, and each encoding on a connection of its
/// own.
public final class Probe {

    private static final List<Encoding> EXACT =
            List.of(
                    Encoding.RAW,
                    Encoding.RRE,
                    Encoding.CORRE,
                    Encoding.HEXTILE,
                    Encoding.ZLIB,
                    Encoding.TIGHT,
                    Encoding.TIGHT_PNG,
                    Encoding.TRLE,
                    Encoding.ZRLE,
                    Encoding.ZYWRLE);

    private static final List<Encoding> LOSSY =
            List.of(Encoding.TIGHT, Encoding.JPEG, Encoding.OPEN_H264);

    private static final int QUALITY = 8;

    private final VncClientBuilder builder;
    private final Consumer<String> progress;

    /// @param builder of a client that logs in; its encodings and listeners are used up
    /// @param progress is told what is being done
    public Probe(VncClientBuilder builder, Duration timeout, Consumer<String> progress) {
        this.builder =
                builder.continuousUpdates(false).connectTimeout(timeout).handshakeTimeout(timeout);
        this.progress = progress;
    }

    /// Does it all.
    ///
    /// @throws VncClientException if there is not even an offer
    public ProbeReport run() {
        progress.accept("what it offers");
        ServerOffer offer = builder.offer();
        if (offer.refusal().isPresent()) {
            return ProbeReport.refused(offer);
        }
        progress.accept("which extensions it has");
        Announcement announcement;
        try {
            announcement = builder.announcement();
        } catch (VncClientException e) {
            return ProbeReport.failed(offer, e);
        }
        List<EncodingResult> encodings = new ArrayList<>();
        for (Encoding encoding : EXACT) {
            encodings.add(picture(encoding, false).result());
        }
        builder.jpegQuality(QUALITY);
        for (Encoding encoding : LOSSY) {
            encodings.add(picture(encoding, true).result());
        }
        progress.accept("another pixel format");
        Seen exact = picture(Encoding.RAW, true);
        Seen coarse;
        try {
            coarse = picture(builder.pixelFormat(PixelFormat.RGB565), Encoding.RAW, true);
        } finally {
            builder.pixelFormat(PixelFormat.XRGB8888);
        }
        boolean obeys = coarse.frame().isPresent() && isLike(exact.frame(), coarse.frame().get());
        return new ProbeReport(
                offer,
                Optional.of(announcement),
                encodings,
                obeys || exact.frame().isEmpty(),
                exact.frame(),
                Optional.empty());
    }

    private record Seen(EncodingResult result, Optional<Frame> frame) {}

    private Seen picture(Encoding encoding, boolean lossy) {
        progress.accept("the encoding " + encoding);
        return picture(builder, encoding, lossy);
    }

    private static Seen picture(VncClientBuilder client, Encoding encoding, boolean lossy) {
        var counter = new Counter();
        Map<Encoding, Integer> sent = Collections.synchronizedMap(new EnumMap<>(Encoding.class));
        var events =
                new ServerEvents() {
                    @Override
                    public void rectangle(RectangleHeader header) {
                        Encoding used = Encoding.byNumber(header.encoding());
                        if (!used.isPseudo()) {
                            sent.merge(used, 1, Integer::sum);
                        }
                    }
                };
        boolean mayLose = lossy && encoding != Encoding.RAW;
        try (VncClient vnc =
                client.encodings(List.of(encoding)).record(counter).events(events).connect()) {
            double millis = counter.millisSinceBegin();
            long bytes = counter.bytes.get();
            var result =
                    new EncodingResult(
                            encoding, mayLose, copy(sent), millis, bytes, Optional.empty());
            return new Seen(result, Optional.of(vnc.frame()));
        } catch (VncClientException e) {
            Optional<String> failure = Optional.of(String.valueOf(e.getMessage()));
            return new Seen(
                    new EncodingResult(encoding, mayLose, copy(sent), 0, 0, failure),
                    Optional.empty());
        }
    }

    private static Map<Encoding, Integer> copy(Map<Encoding, Integer> sent) {
        synchronized (sent) {
            return Map.copyOf(sent);
        }
    }

    /// Counts what comes after the login.
    private static final class Counter implements Recorder {

        private final AtomicLong bytes = new AtomicLong();
        private volatile long begin;

        @Override
        public void began(ServerInit init) {
            begin = System.nanoTime();
        }

        @Override
        public void received(byte[] src, int off, int len) {
            bytes.addAndGet(len);
        }

        @Override
        public void sent(byte[] src, int off, int len) {}

        double millisSinceBegin() {
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    /// Whether most pixels are the same, but for what 16 bits lose.
    static boolean isLike(Optional<Frame> exact, Frame coarse) {
        if (exact.isEmpty()
                || exact.get().width() != coarse.width()
                || exact.get().height() != coarse.height()) {
            return exact.isEmpty();
        }
        int[] expected = exact.get().pixels();
        int[] seen = coarse.pixels();
        long same = 0;
        for (int i = 0; i < expected.length; i++) {
            same += isNear(expected[i], seen[i]) ? 1 : 0;
        }
        return same * 2 >= expected.length;
    }

    private static boolean isNear(int a, int b) {
        boolean near = true;
        for (int shift = 0; shift <= 16; shift += 8) {
            near &= Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)) <= 8;
        }
        return near;
    }
}
