package weft.cli.bench.soak;

import weft.cli.bench.soak.SoakConnection.Phase;
import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientInit;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Logins that do not come to their end, and sessions that are broken off anywhere.
final class LoginFaults {

    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final int OF_A_PHASE = 500;
    private static final int DRIPPERS = 1000;

    private LoginFaults() {}

    static void endsInEachPhase(Strain strain) throws IOException {
        for (Phase phase : PHASES) {
            for (int i = 0; i < strain.times(OF_A_PHASE); i++) {
                try (SoakConnection one = SoakConnection.connect(strain.address())) {
                    one.logIn(phase);
                    one.finish();
                    one.drain();
                }
            }
            strain.count("ended", strain.times(OF_A_PHASE));
        }
    }

    static void resetsInEachPhase(Strain strain) throws IOException {
        int count = strain.times(OF_A_PHASE) * PHASES.size();
        for (int i = 0; i < count; i++) {
            SoakConnection one = SoakConnection.connect(strain.address());
            one.logIn(PHASES.get(i % PHASES.size()));
            one.reset();
        }
        strain.count("broken off", count);
    }

    /// From this machine, where as many may be logging in as there may be viewers, and from another
    /// one where there is a namespace, where those that are too many make room for each other.
    static void drippers(Strain strain) throws IOException, Broken, NotRun {
        drip(strain, strain.host(), from -> new InetSocketAddress(0), "from this machine");
        try (var namespace = Namespace.open();
                HostProcess host = strain.anotherIn(namespace)) {
            drip(strain, host, namespace::source, "from 250 others, 32 logins at a time");
        }
    }

    @FunctionalInterface
    private interface Sources {
        InetSocketAddress get(int number);
    }

    private static void drip(Strain strain, HostProcess host, Sources sources, String where)
            throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        int count = strain.times(DRIPPERS);
        for (int i = 0; i < count; i++) {
            SoakConnection one = SoakConnection.connect(host.address(), sources.get(i));
            all.add(one);
        }
        long start = System.nanoTime();
        Thread dripping = Thread.ofPlatform().daemon().start(() -> drip(strain, all));
        int letIn = 0;
        int tries = 20;
        for (int i = 0; i < tries; i++) {
            if (Strain.succeeds(
                    () ->
                            SoakConnection.open(host.address(), List.of(Encoding.RAW.number()))
                                    .close())) {
                letIn++;
            }
        }
        strain.least("% of good logins meanwhile, " + where, 100.0 * letIn / tries, "");
        double before = (System.nanoTime() - start) / 1e9;
        List<Double> after =
                Strain.mustEnd(
                        all,
                        Duration.ofSeconds(strain.settings().loginSeconds()).plus(Strain.GRACE));
        double last = after.stream().mapToDouble(one -> one).max().orElse(0) + before;
        strain.most(
                "s until the last is closed, " + where,
                last,
                "5: %d.0 to %<d.5".formatted(strain.settings().loginSeconds()));
        strain.count("drippers", count);
        boolean _ = Strain.joined(dripping, Strain.GRACE);
    }

    private static void drip(Strain strain, List<SoakConnection> all) {
        byte[] version = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
        for (byte letter : version) {
            for (SoakConnection one : all) {
                boolean _ =
                        Strain.succeeds(() -> one.sendBytes(ByteBuffer.wrap(new byte[] {letter})));
            }
            Strain.pause(
                    Duration.ofSeconds(strain.settings().loginSeconds()).dividedBy(version.length));
        }
    }

    /// What a viewer says in a short session, in which it holds a key and a button at the end.
    private static byte[] session() {
        var out = new RfbBuffer();
        ProtocolVersion.V3_8.write(out);
        weft.rfb.message.SecurityTypes.writeChoice(out, SecurityType.NONE.number());
        new ClientInit(true).write(out);
        new SetPixelFormat(PixelFormat.XRGB8888).write(out);
        new SetEncodings(List.of(Encoding.ZRLE.number(), Encoding.DESKTOP_SIZE.number()))
                .write(out);
        new FramebufferUpdateRequest(false, 0, 0, 320, 240).write(out);
        new KeyEvent(true, 0xFFE1).write(out);
        new PointerEvent(1, 10, 10).write(out);
        new FramebufferUpdateRequest(true, 0, 0, 320, 240).write(out);
        return out.toByteArray();
    }

    static void resetsAtEachByte(Strain strain) throws IOException, Broken {
        try (HostProcess host = strain.another()) {
            byte[] session = session();
            for (int length = 0; length <= session.length; length++) {
                breakOff(host, ByteBuffer.wrap(session, 0, length));
            }
            strain.count("bytes of a session", session.length + 1L);
            allGone(host);
        }
        try (HostProcess host = strain.another("--security=X509Vnc")) {
            byte[] hello = TlsViewer.hello();
            for (int length = 0; length <= hello.length; length++) {
                SoakConnection one = SoakConnection.connect(host.address());
                TlsViewer.toTls(one);
                one.sendBytes(ByteBuffer.wrap(hello, 0, length));
                one.reset();
            }
            strain.count("bytes of a TLS hello", hello.length + 1L);
            allGone(host);
        }
    }

    private static void breakOff(HostProcess host, ByteBuffer bytes) throws IOException {
        SoakConnection one = SoakConnection.connect(host.address());
        boolean _ = Strain.succeeds(() -> one.sendBytes(bytes));
        one.reset();
    }

    private static void allGone(HostProcess host) throws IOException, Broken {
        double _ =
                Strain.await(
                        "all is gone of sessions that were broken off",
                        Strain.GRACE,
                        Duration.ofMillis(100),
                        () -> host.figures().viewers() == 0 && host.pressed() == 0);
    }
}
