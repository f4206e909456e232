package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Messages of viewers that are in: very many, very large, or not whole.
final class MessageFaults {

    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final List<Integer> WITH_FENCE =
            List.of(Encoding.RAW.number(), Encoding.FENCE.number());
    private static final List<Integer> WITH_CLIPBOARD =
            List.of(Encoding.RAW.number(), Encoding.EXTENDED_CLIPBOARD.number());
    private static final int MILLION = 1_000_000;
    private static final int BOMBS = 100;
    private static final int HALVES = 1000;
    private static final Duration BUSY = Duration.ofSeconds(5);

    /// So many an answering viewer may be told of in a second. It is more than a person copies.
    private static final double MOST_TEXTS = 100;

    private MessageFaults() {}

    private static ClientMessage message(int kind) {
        return switch (kind) {
            case 0 -> new FramebufferUpdateRequest(true, 0, 0, 64, 64);
            case 1 -> new SetEncodings(WITH_FENCE);
            default -> new ClientFence(new Fence(1 << 31, new byte[8]));
        };
    }

    private static String name(int kind) {
        return switch (kind) {
            case 0 -> "requests";
            case 1 -> "lists of encodings";
            default -> "fences";
        };
    }

    static void million(Strain strain) throws IOException, Broken {
        int kind = strain.random().nextInt(3);
        var out = new RfbBuffer();
        message(kind).write(out);
        ByteBuffer all = ByteBuffer.allocate(MILLION * out.length());
        for (int i = 0; i < MILLION; i++) {
            all.put(out.array(), 0, out.length());
        }
        try (SoakConnection one = SoakConnection.open(strain.address(), WITH_FENCE)) {
            Thread reader =
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean _ = Strain.succeeds(one::drain);
                            });
            long start = System.nanoTime();
            one.sendBytes(all.flip());
            one.finish();
            Duration most = BUSY.plus(Strain.GRACE).plus(Strain.GRACE);
            if (!Strain.joined(reader, most)) {
                throw new Broken("a million %s were not read in %s".formatted(name(kind), most));
            }
            strain.most(
                    "s until a million " + name(kind) + " are read",
                    (System.nanoTime() - start) / 1e9,
                    kind == 0 ? "11: at most 1" : "");
        }
    }

    static void bombs(Strain strain) throws IOException {
        byte[] packed = packedNothing(64 << 20);
        ByteBuffer message = ByteBuffer.allocate(12 + packed.length);
        message.putInt(6 << 24).putInt(-(4 + packed.length)).putInt(1 << 28 | 1);
        message.put(packed).flip();
        try (HostProcess host = strain.another()) {
            bombs(host, message, BOMBS / 2); // until the compiler is done
            Duration before = host.cpu();
            int count = strain.times(BOMBS);
            bombs(host, message, count);
            double millis = host.cpu().minus(before).toNanos() / 1e6 / count;
            strain.most("ms of CPU for each of 64 MB, with its login", millis, "20: at most 5");
            strain.count("sent", count);
        }
    }

    private static void bombs(HostProcess host, ByteBuffer message, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (SoakConnection one = SoakConnection.open(host.address(), WITH_CLIPBOARD)) {
                boolean _ =
                        Strain.succeeds(() -> {
                            one.sendBytes(message.duplicate());
                            one.finish();
                            one.drain();
                        });
            }
        }
    }

    private static byte[] packedNothing(int length) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var deflated =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflated.write(ByteBuffer.allocate(4).putInt(length).array());
            for (int i = 0; i < length; i += 1 << 16) {
                deflated.write(new byte[1 << 16]);
            }
        }
        return packed.toByteArray();
    }

    static void halfMessages(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        int count = strain.times(HALVES);
        for (int i = 0; i < count; i++) {
            SoakConnection one = SoakConnection.open(strain.address(), RAW);
            one.sendBytes(ByteBuffer.wrap(new byte[] {(byte) (i % 7)}));
            all.add(one);
        }
        Duration time = Duration.ofSeconds(strain.settings().messageSeconds());
        List<Double> after = Strain.mustEnd(all, time.plus(Strain.GRACE));
        strain.most(
                "s until the last of a thousand is closed",
                after.stream().mapToDouble(one -> one).max().orElse(0),
                "6: %d".formatted(time.toSeconds()));
        strain.count("left", count);
    }

    /// Each text that a viewer is told of is answered by another one.
    static void pingPong(Strain strain) throws IOException, Broken {
        try (HostProcess host = strain.another()) {
            host.tell("callbacks pass");
            var texts = new AtomicLong();
            try (SoakConnection one = SoakConnection.open(host.address(), RAW);
                    SoakConnection other = SoakConnection.open(host.address(), RAW)) {
                Thread first = answers(one, texts);
                Thread second = answers(other, texts);
                one.send(new ClientCutText("the first"));
                Strain.pause(BUSY);
                double each = texts.get() / (double) BUSY.toSeconds();
                strain.most("texts/s", each, "bounded");
                if (each > MOST_TEXTS) {
                    throw new Broken("%.0f texts go round in a second".formatted(each));
                }
                one.finish();
                other.finish();
                boolean _ = Strain.joined(first, Strain.GRACE);
                boolean _ = Strain.joined(second, Strain.GRACE);
            }
            if (texts.get() == 0) {
                throw new Broken("no text was passed on");
            }
        }
    }

    private static Thread answers(SoakConnection one, AtomicLong texts) {
        return Thread.ofVirtual()
                .start(() -> {
                    boolean _ =
                            Strain.succeeds(() -> {
                                while (true) {
                                    if (ServerMessages.read(one.in()) instanceof ServerCutText) {
                                        one.send(
                                                new ClientCutText(
                                                        "text " + texts.incrementAndGet()));
                                    }
                                }
                            });
                });
    }
}
