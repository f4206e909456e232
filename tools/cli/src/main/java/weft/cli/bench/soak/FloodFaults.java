package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Attempt;
import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.ProtocolVersion;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.SecurityResult;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many at once, of whom nobody wants to see a picture.
final class FloodFaults {

    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    /// What the goal says of those that come from where the flood comes from.
    private static final double MOST_IN_TIME = 99;

    private static final int FLOODERS = 4;
    private static final int HELD_EACH = 500;
    private static final int GUESSERS = 100;
    private static final int HANDSHAKES = 64;
    private static final int LARGEST_KEY = 4096;

    private FloodFaults() {}

    /// Connections are held without a word, each until the 500th after it.
    static void connections(Strain strain) throws IOException, Broken, NotRun {
        resets(strain);
        try (var namespace = Namespace.open();
                HostProcess host = strain.anotherIn(namespace)) {
            InetSocketAddress attacker = namespace.source();
            Logins same = flood(strain, host, "from 1 address", _ -> attacker, attacker);
            same.note(strain, "from the attacker's address", "13: at least 99");
            Logins other = flood(strain, host, "from 250 addresses", namespace::source, attacker);
            other.note(strain, "from another one than the 250", "");
            if (same.inTime() < MOST_IN_TIME) {
                throw new Broken(
                        "%.1f %% of good logins from the attacker's address"
                                .formatted(same.inTime()));
            }
        }
    }

    private static void resets(Strain strain) throws IOException, Broken {
        var sent = new AtomicLong();
        List<Thread> flooders =
                together(
                        FLOODERS,
                        BUSY,
                        _ -> {
                            SoakConnection.connect(strain.address()).reset();
                            sent.incrementAndGet();
                        });
        int refused = 0;
        int tried = 0;
        long end = System.nanoTime() + BUSY.toNanos();
        while (System.nanoTime() - end < 0) {
            tried++;
            refused +=
                    Strain.succeeds(() ->
                            SoakConnection.open(strain.address(), List.of(Encoding.RAW.number()))
                                    .close())
                            ? 0
                            : 1;
        }
        join(flooders);
        strain.most(
                "connections/s reset, from this machine",
                sent.get() / (double) BUSY.toSeconds(),
                "");
        strain.least(
                "% of good logins, from this machine", 100.0 * (tried - refused) / tried, "100");
        if (refused > 0) {
            throw new Broken("%d of %d good logins failed".formatted(refused, tried));
        }
    }

    @FunctionalInterface
    private interface Sources {
        InetSocketAddress get(int number);
    }

    /// What became of good logins.
    ///
    /// @param tries of 100 that came in
    /// @param inTime of 100 people that came in within 2 s, trying again
    private record Logins(double tries, double inTime) {

        void note(Strain strain, String where, String goal) {
            strain.least("% of good tries, " + where, tries, "");
            strain.least("% of good logins in 2 s, trying again, " + where, inTime, goal);
        }
    }

    private static Logins flood(
            Strain strain, HostProcess host, String where, Sources sources, InetSocketAddress good)
            throws IOException {
        var number = new AtomicInteger();
        List<Deque<SoakConnection>> held = new ArrayList<>();
        for (int i = 0; i < FLOODERS; i++) {
            held.add(new ArrayDeque<>());
        }
        List<Thread> flooders =
                together(
                        FLOODERS,
                        BUSY,
                        i -> {
                            Deque<SoakConnection> mine = held.get(i);
                            mine.add(
                                    SoakConnection.connect(
                                            host.address(), sources.get(number.getAndIncrement())));
                            if (mine.size() > HELD_EACH) {
                                mine.removeFirst().reset();
                            }
                        });
        Logins inTime =
                goodLogins(() ->
                        SoakConnection.open(host.address(), good, List.of(Encoding.RAW.number()))
                                .close());
        join(flooders);
        for (Deque<SoakConnection> mine : held) {
            for (SoakConnection one : mine) {
                one.close();
            }
        }
        strain.most("connections/s " + where, number.get() / (double) BUSY.toSeconds(), "");
        return inTime;
    }

    /// Logs in again and again.
    private static Logins goodLogins(Attempt login) {
        int tries = 0;
        int successes = 0;
        int people = 0;
        int inTime = 0;
        long end = System.nanoTime() + BUSY.toNanos();
        while (System.nanoTime() - end < 0) {
            long late = System.nanoTime() + IN_TIME.toNanos();
            boolean in;
            do {
                tries++;
                in = Strain.succeeds(login);
                successes += in ? 1 : 0;
                Strain.pause(Duration.ofMillis(10));
            } while (!in && System.nanoTime() - late < 0);
            people++;
            inTime += in && System.nanoTime() - late < 0 ? 1 : 0;
        }
        return new Logins(100.0 * successes / tries, 100.0 * inTime / people);
    }

    @FunctionalInterface
    private interface Work {
        void run(int worker) throws IOException;
    }

    /// Has threads do the same over and over, until a time is over.
    private static List<Thread> together(int count, Duration time, Work work) {
        long end = System.nanoTime() + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int worker = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (System.nanoTime() - end < 0) {
                                    boolean _ = Strain.succeeds(() -> work.run(worker));
                                }
                            }));
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws IOException {
        for (Thread thread : threads) {
            if (!Strain.joined(thread, BUSY.plus(Strain.GRACE))) {
                throw new IOException("a flood does not end");
            }
        }
    }

    static void guesses(Strain strain) throws IOException, Broken, NotRun {
        try (var namespace = Namespace.open();
                HostProcess host = strain.anotherIn(namespace, "--security=VncAuth")) {
            InetSocketAddress attacker = namespace.source();
            TlsViewer.logIn(host.address(), attacker).close(); // somebody behind it is known
            Logins known =
                    guesses(strain, host, "1 known address", _ -> attacker, GUESSERS, attacker);
            known.note(strain, "from the attacker's address, which is known", "13: at least 99");
            var good = namespace.source(1);
            Logins other =
                    guesses(strain, host, "1 strange address", _ -> namespace.source(2), 5, good);
            other.note(strain, "from another address", "");
            Logins many =
                    guesses(
                            strain,
                            host,
                            "100 strange addresses",
                            i -> namespace.source(3 + i),
                            GUESSERS,
                            good);
            many.note(strain, "from a known address, 100 others guess", "");
            if (other.inTime() < MOST_IN_TIME) {
                throw new Broken(
                        "%.1f %% of good logins from another address".formatted(other.inTime()));
            }
        }
    }

    private static Logins guesses(
            Strain strain,
            HostProcess host,
            String where,
            Sources sources,
            int guessers,
            InetSocketAddress good)
            throws IOException {
        var told = new AtomicInteger();
        List<Thread> threads = together(guessers, BUSY, i -> guess(host, sources.get(i), told));
        Logins logins = goodLogins(() -> TlsViewer.logIn(host.address(), good).close());
        join(threads);
        strain.most(
                "guesses/s that are told to be wrong, from " + where,
                told.get() / (double) BUSY.toSeconds(),
                guessers == GUESSERS ? "12: at most 10" : "12: 8 in 30 s");
        return logins;
    }

    private static void guess(HostProcess host, InetSocketAddress from, AtomicInteger told)
            throws IOException {
        try (SoakConnection one = SoakConnection.connect(host.address(), from)) {
            TlsViewer.chooses(one, SecurityType.VNC_AUTH.number());
            one.sendBytes(ByteBuffer.wrap(VncAuth.read(one.in()))); // anything but the response
            SecurityResult result = SecurityResult.read(one.in(), ProtocolVersion.V3_8);
            if (result.reason().startsWith("authentication failed")) {
                told.incrementAndGet();
            }
        }
    }

    static void handshakes(Strain strain) throws IOException, Broken {
        byte[] hello = TlsViewer.hello();
        try (HostProcess host = strain.another("--security=X509Vnc,RA2_256")) {
            TlsViewer.logIn(host.address()).close();
            long _ = host.figures().lockNanos();
            var tls = new AtomicLong();
            var rsa = new AtomicLong();
            List<Thread> flooders =
                    together(
                            HANDSHAKES,
                            BUSY,
                            i -> {
                                if (i % 2 == 0) {
                                    sayHello(host, hello);
                                    tls.incrementAndGet();
                                } else {
                                    giveKey(host);
                                    rsa.incrementAndGet();
                                }
                            });
            Logins good = goodLogins(() -> TlsViewer.logIn(host.address()).close());
            join(flooders);
            strain.most("TLS handshakes/s begun", tls.get() / (double) BUSY.toSeconds(), "");
            strain.most("RSA keys of 4096 bits/s", rsa.get() / (double) BUSY.toSeconds(), "");
            good.note(strain, "by TLS", "");
            strain.most("ms, the lock held", host.figures().lockNanos() / 1e6, "4: at most 10");
            if (!Strain.succeeds(() -> TlsViewer.logIn(host.address()).close())) {
                throw new Broken("nobody gets in by TLS after a flood");
            }
            dripHello(strain, host, hello);
        }
    }

    private static void sayHello(HostProcess host, byte[] hello) throws IOException {
        SoakConnection one = SoakConnection.connect(host.address());
        try {
            TlsViewer.toTls(one);
            one.sendBytes(ByteBuffer.wrap(hello));
            one.in().skip(100); // the server has reckoned by now
        } finally {
            one.reset();
        }
    }

    /// A key that is as large as may be, with the largest exponent.
    private static void giveKey(HostProcess host) throws IOException {
        SoakConnection one = SoakConnection.connect(host.address());
        try {
            TlsViewer.chooses(one, SecurityType.RA2_256.number());
            int length = LARGEST_KEY / 8;
            ByteBuffer key = ByteBuffer.allocate(4 + 2 * length);
            key.putInt(LARGEST_KEY);
            for (int i = 0; i < length; i++) {
                key.put((byte) 0xFF);
            }
            key.putInt(key.capacity() - 4, 0xFFFFFFFF);
            int bits = one.in().s32();
            one.in().skip(2L * ((bits + 7) / 8));
            one.sendBytes(key.rewind());
            one.in().skip(2 + length);
        } finally {
            one.reset();
        }
    }

    private static void dripHello(Strain strain, HostProcess host, byte[] hello)
            throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        for (int i = 0; i < strain.times(GUESSERS); i++) {
            SoakConnection one = SoakConnection.connect(host.address());
            all.add(one);
            TlsViewer.toTls(one);
        }
        Thread dripping =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            for (int i = 0; i < strain.settings().loginSeconds() * 2; i++) {
                                ByteBuffer letter = ByteBuffer.wrap(hello, i, 1);
                                for (SoakConnection one : all) {
                                    boolean _ =
                                            Strain.succeeds(
                                                    () -> one.sendBytes(letter.duplicate()));
                                }
                                Strain.pause(Duration.ofSeconds(1));
                            }
                        });
        List<Double> after =
                Strain.mustEnd(
                        all,
                        Duration.ofSeconds(strain.settings().loginSeconds()).plus(Strain.GRACE));
        strain.most(
                "s until the last is closed that says a TLS hello byte by byte",
                after.stream().mapToDouble(one -> one).max().orElse(0),
                "5: %d.0 to %<d.5".formatted(strain.settings().loginSeconds()));
        boolean _ = Strain.joined(dripping, Strain.GRACE);
    }
}
