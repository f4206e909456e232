package weft.cli.bench.soak;

import weft.cli.bench.soak.SoakConnection.Phase;
import weft.cli.bench.soak.Strain.Broken;
import weft.cli.source.Size;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// The faults, by their numbers. Each does what it does once, in some seconds, takes back what it
/// has taken, and throws [Broken] if the server did not do what it must.
enum Fault {
    F1("stalled readers", Fault::stalledReaders),
    F2("a slow reader", Fault::slowReader),
    F4("resets in the middle of a rectangle", Fault::resetsInRectangles),
    F5("ends in each phase of the login", Fault::endsInEachPhase),
    F6("resizes while updates are encoded", Fault::resizes),
    F7("a million requests at once", Fault::millionRequests),
    F8("keys held by who goes away", Fault::heldKeys),
    F10("a flood of connections", Fault::connectionFlood),
    F11("logins byte by byte", Fault::drippers),
    F14("clipboards that unpack to very much", Fault::bombs),
    F19("no descriptors left", Fault::noDescriptors),
    F20("callbacks that throw and block", Fault::callbacks),
    F22("a small heap", Fault::smallHeap),
    F23("a server that is stopped for a while", Fault::stopped),
    F25("resets in each phase of the login", Fault::resetsInEachPhase),
    F28("shutdown with viewers in each phase", Fault::shutdown),
    F30("messages of one byte", Fault::halfMessages);

    private static final int MANY = 50;
    private static final int EXTENDED_CLIPBOARD = 0xC0A1E5CE;
    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final Duration BUSY = Duration.ofSeconds(5);

    /// A server may be busy, and the machine, too.
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final String what;

    @SuppressWarnings("ImmutableEnumChecker") // methods without state
    private final Course course;

    @FunctionalInterface
    private interface Course {
        void run(Strain strain) throws IOException, Broken;
    }

    Fault(String what, Course course) {
        this.what = what;
        this.course = course;
    }

    String what() {
        return what;
    }

    /// Whether others would see it for a fault of theirs.
    boolean isAlone() {
        return this == F23;
    }

    void run(Strain strain) throws IOException, Broken {
        course.run(strain);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static SoakConnection admitted(Strain strain) throws IOException {
        return SoakConnection.open(strain.host().address(), RAW);
    }

    private static void stalledReaders(Strain strain) throws IOException {
        List<SoakConnection> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            SoakConnection one = SoakConnection.connectNarrow(strain.host().address());
            all.add(one);
            one.logIn();
            one.ask(RAW);
            for (int j = 0; j < MANY; j++) {
                one.request(false);
            }
        }
        pause(BUSY);
        for (SoakConnection one : all) {
            one.reset();
        }
    }

    private static void slowReader(Strain strain) throws IOException {
        SoakConnection one = SoakConnection.connectNarrow(strain.host().address());
        one.logIn();
        one.ask(RAW);
        one.request(false);
        long end = System.nanoTime() + BUSY.toNanos();
        while (System.nanoTime() - end < 0) { // 32 kB/s
            one.in().skip(1600);
            pause(Duration.ofMillis(50));
        }
        one.close();
    }

    private static void resetsInRectangles(Strain strain) throws IOException {
        for (int i = 0; i < MANY; i++) {
            SoakConnection one = admitted(strain);
            one.request(false);
            one.in().skip(strain.random().nextInt(one.size().width() * one.size().height() * 4));
            one.reset();
        }
    }

    private static void endsInEachPhase(Strain strain) throws IOException {
        for (Phase phase : PHASES) {
            for (int i = 0; i < MANY; i++) {
                try (SoakConnection one = SoakConnection.connect(strain.host().address())) {
                    one.logIn(phase);
                    one.finish();
                    one.drain();
                }
            }
        }
    }

    private static void resetsInEachPhase(Strain strain) throws IOException {
        for (int i = 0; i < MANY * PHASES.size(); i++) {
            SoakConnection one = SoakConnection.connect(strain.host().address());
            one.logIn(PHASES.get(i % PHASES.size()));
            one.reset();
        }
    }

    private static void resizes(Strain strain) throws IOException {
        strain.host().tell("resize 200");
    }

    private static void millionRequests(Strain strain) throws IOException, Broken {
        ByteBuffer requests = ByteBuffer.allocate(1_000_000 * 10);
        while (requests.hasRemaining()) {
            requests.put((byte) 3)
                    .put((byte) 1)
                    .putInt(0)
                    .putShort((short) 64)
                    .putShort((short) 64);
        }
        SoakConnection one = admitted(strain);
        Thread reader =
                Thread.ofVirtual()
                        .start(() -> {
                            boolean _ = Strain.succeeds(one::drain);
                        });
        one.sendBytes(requests.flip());
        one.finish();
        if (!joined(reader, BUSY.plus(GRACE))) {
            one.close();
            throw new Broken("a million requests were not read in " + BUSY.plus(GRACE));
        }
        one.close();
    }

    private static boolean joined(Thread thread, Duration most) {
        try {
            return thread.join(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void heldKeys(Strain strain) throws IOException, Broken {
        for (int i = 0; i < MANY; i++) {
            SoakConnection one = admitted(strain);
            one.send(
                    new KeyEvent(true, 0xFFE1), new KeyEvent(true, 'A'), new PointerEvent(1, i, i));
            if (strain.random().nextBoolean()) {
                one.reset();
            } else {
                one.close();
            }
        }
        long end = System.nanoTime() + GRACE.toNanos();
        while (strain.host().figures().pressed() > 0) {
            if (System.nanoTime() - end > 0) {
                throw new Broken("keys are held that nobody holds");
            }
            pause(Duration.ofMillis(200));
        }
    }

    private static void connectionFlood(Strain strain) throws IOException, Broken {
        long end = System.nanoTime() + BUSY.toNanos();
        Thread flood =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (System.nanoTime() - end < 0) {
                                boolean _ =
                                        Strain.succeeds(() ->
                                                SoakConnection.connect(strain.host().address())
                                                        .reset());
                            }
                        });
        int refused = 0;
        int tried = 0;
        while (System.nanoTime() - end < 0) {
            tried++;
            refused += Strain.succeeds(() -> admitted(strain).close()) ? 0 : 1;
        }
        boolean _ = joined(flood, GRACE);
        if (refused > 0) {
            throw new Broken("%d of %d good logins failed".formatted(refused, tried));
        }
    }

    private static void drippers(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(SoakConnection.connect(strain.host().address()));
        }
        byte[] version = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
        for (byte letter : version) {
            for (SoakConnection one : all) {
                boolean _ =
                        Strain.succeeds(() -> one.sendBytes(ByteBuffer.wrap(new byte[] {letter})));
            }
            pause(Duration.ofSeconds(strain.loginSeconds()).dividedBy(version.length));
        }
        mustEnd(all, GRACE);
    }

    private static void halfMessages(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            SoakConnection one = admitted(strain);
            one.sendBytes(ByteBuffer.wrap(new byte[] {(byte) (i % 7)}));
            all.add(one);
        }
        mustEnd(all, Duration.ofSeconds(strain.messageSeconds()).plus(GRACE));
    }

    /// All connections must be ended by the server in time.
    private static void mustEnd(List<SoakConnection> all, Duration most)
            throws IOException, Broken {
        List<Thread> readers = new ArrayList<>();
        for (SoakConnection one : all) {
            readers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean _ = Strain.succeeds(one::drain);
                            }));
        }
        long end = System.nanoTime() + most.toNanos();
        int open = 0;
        for (Thread reader : readers) {
            open += joined(reader, Duration.ofNanos(Math.max(1, end - System.nanoTime()))) ? 0 : 1;
        }
        for (SoakConnection one : all) {
            one.close();
        }
        if (open > 0) {
            throw new Broken("%d of %d are still open".formatted(open, all.size()));
        }
    }

    private static void bombs(Strain strain) throws IOException {
        byte[] packed = packedNothing(64 << 20);
        for (int i = 0; i < 10; i++) {
            try (SoakConnection one = admitted(strain)) {
                one.ask(List.of(Encoding.RAW.number(), EXTENDED_CLIPBOARD));
                ByteBuffer message = ByteBuffer.allocate(12 + packed.length);
                message.putInt(6 << 24).putInt(-(4 + packed.length)).putInt(1 << 28 | 1);
                message.put(packed);
                boolean _ =
                        Strain.succeeds(() -> {
                            one.sendBytes(message.flip());
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

    private static void callbacks(Strain strain) throws IOException {
        for (String behaviour : List.of("throw", "block")) {
            strain.host().tell("callbacks " + behaviour);
            try (SoakConnection one = admitted(strain)) {
                for (int i = 0; i < MANY; i++) {
                    one.send(new KeyEvent(i % 2 == 0, 'a'), new PointerEvent(i & 1, i, i));
                }
                pause(Duration.ofSeconds(1));
            } finally {
                strain.host().tell("callbacks answer");
            }
        }
    }

    private static void stopped(Strain strain) throws IOException {
        signal("STOP", strain.host().pid());
        pause(Duration.ofSeconds(30));
        signal("CONT", strain.host().pid());
    }

    private static void signal(String name, long pid) throws IOException {
        command("kill", "-" + name, Long.toString(pid));
    }

    private static void command(String... words) throws IOException {
        try {
            int exit = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", words) + " ends with " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HostProcess another(Strain strain, String... options) throws IOException {
        List<String> jvm = new ArrayList<>(strain.jvmOptions());
        jvm.addAll(List.of(options));
        return HostProcess.start(jvm, new Size(320, 240), 1000, strain.loginSeconds());
    }

    private static void noDescriptors(Strain strain) throws IOException, Broken {
        try (HostProcess host = another(strain)) {
            boolean _ = Strain.succeeds(() -> SoakConnection.open(host.address(), RAW).close());
            long open = host.figures().descriptors();
            command("prlimit", "--pid=" + host.pid(), "--nofile=" + (open + 20));
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                all.add(SoakConnection.connect(host.address()));
            }
            Duration before = host.cpu();
            pause(BUSY);
            Duration spent = host.cpu().minus(before);
            for (SoakConnection one : all) {
                one.close();
            }
            long end = System.nanoTime() + GRACE.toNanos();
            while (!Strain.succeeds(() -> SoakConnection.open(host.address(), RAW).close())) {
                if (System.nanoTime() - end > 0) {
                    throw new Broken("nobody gets in after descriptors were free again");
                }
                pause(Duration.ofMillis(100));
            }
            if (spent.compareTo(BUSY.dividedBy(2)) > 0) {
                throw new Broken("without descriptors it took " + spent + " of CPU in " + BUSY);
            }
        }
    }

    private static void smallHeap(Strain strain) throws IOException, Broken {
        try (HostProcess host = another(strain, "-Xmx64m")) {
            host.tell("fps 20");
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < 2 * MANY; i++) {
                boolean _ =
                        Strain.succeeds(() -> {
                            SoakConnection one =
                                    SoakConnection.open(
                                            host.address(), List.of(Encoding.ZRLE.number()));
                            all.add(one);
                            one.request(false);
                            one.skipUpdate();
                        });
            }
            int letIn = all.size();
            for (SoakConnection one : all) {
                one.close();
            }
            boolean goodLogin =
                    Strain.succeeds(() -> SoakConnection.open(host.address(), RAW).close());
            if (host.complaints().contains("OutOfMemory") || !goodLogin) {
                throw new Broken(
                        "with 64 MB and %d viewers: %s".formatted(letIn, host.complaints()));
            }
        }
    }

    private static void shutdown(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        long nanos;
        try (HostProcess host = another(strain)) {
            host.tell("fps 30");
            for (int i = 0; i < 2 * MANY * PHASES.size() / 2; i++) {
                SoakConnection one = SoakConnection.connect(host.address());
                one.logIn(PHASES.get(i % PHASES.size()));
                all.add(one);
            }
            long start = System.nanoTime();
            host.close();
            nanos = System.nanoTime() - start;
            for (SoakConnection one : all) {
                one.close();
            }
        }
        if (nanos > TimeUnit.SECONDS.toNanos(5)) {
            throw new Broken("it took more than 5 s to end");
        }
    }
}
