package weft.cli.bench.soak;

import weft.cli.bench.soak.SoakConnection.Phase;
import weft.cli.bench.soak.Strain.Broken;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the operating system does to a server, or does not give it.
final class ProcessFaults {

    private static final List<Integer> RAW = List.of(Encoding.RAW.number());
    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final int MORE_THAN_THERE_IS = 50;
    private static final int OF_SMALL_HEAP = 100;
    private static final int AT_SHUTDOWN = 1000;
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final double SHUTDOWN_SECONDS = 5;

    private ProcessFaults() {}

    private static boolean letsIn(HostProcess host) {
        return Strain.succeeds(() -> SoakConnection.open(host.address(), RAW).close());
    }

    static void addresses(Strain strain) throws IOException, Broken, NotRun {
        int port = ((InetSocketAddress) strain.address()).getPort();
        mustNotStart(() -> strain.another("--port=" + port).close(), "the address is in use");
        try (var namespace = Namespace.open();
                HostProcess host = strain.anotherIn(namespace)) {
            if (!letsIn(host)) {
                throw new Broken("nobody gets in");
            }
            namespace.removeAddress();
            mustNotStart(() -> strain.anotherIn(namespace).close(), "cannot listen on");
            namespace.addAddress();
            double seconds =
                    Strain.await(
                            "a viewer gets in when the address is there again",
                            Strain.GRACE,
                            MOMENT,
                            () -> letsIn(host));
            strain.most("s until a viewer gets in at an address that came back", seconds, "");
        }
    }

    private static void mustNotStart(Strain.Attempt start, String because) throws Broken {
        try {
            start.run();
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.contains(because) || said.lines().count() > 1) {
                throw new Broken("expected '%s' in one line, not '%s'".formatted(because, said));
            }
            return;
        }
        throw new Broken("a server starts where it cannot listen");
    }

    static void stopped(Strain strain) throws IOException, Broken {
        String pid = Long.toString(strain.host().pid());
        String _ = Commands.run("kill", "-STOP", pid);
        Strain.pause(STOP);
        String _ = Commands.run("kill", "-CONT", pid);
        double seconds =
                Strain.await(
                        "a viewer gets in after a stop",
                        Strain.GRACE,
                        MOMENT,
                        () -> letsIn(strain.host()));
        strain.most("s until a viewer gets in after 30 s", seconds, "");
    }

    static void noDescriptors(Strain strain) throws IOException, Broken {
        try (HostProcess host = strain.another()) {
            if (!letsIn(host)) {
                throw new Broken("nobody gets in");
            }
            long open = host.figures().descriptors();
            String _ = Commands.run("prlimit", "--pid=" + host.pid(), "--nofile=" + (open + 20));
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_THERE_IS; i++) {
                all.add(SoakConnection.connect(host.address()));
            }
            Duration before = host.cpu();
            Strain.pause(BUSY);
            double percent = 100.0 * host.cpu().minus(before).toNanos() / BUSY.toNanos();
            strain.most("% of a core without descriptors", percent, "F19: less than 5");
            Strain.closeAll(all);
            double seconds =
                    Strain.await(
                            "a viewer gets in after descriptors were free again",
                            Strain.GRACE,
                            MOMENT,
                            () -> letsIn(host));
            strain.most("s until a viewer gets in again", seconds, "F19: less than 1");
            if (percent > 50) {
                throw new Broken(
                        "without descriptors it took %.0f %% of a core".formatted(percent));
            }
        }
    }

    static void smallHeap(Strain strain) throws IOException, Broken {
        try (HostProcess host = withSmallHeap(strain)) {
            host.tell("fps 20");
            List<SoakConnection> all = new ArrayList<>();
            for (int i = 0; i < OF_SMALL_HEAP; i++) {
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
            strain.least("viewers let in with 64 MB", all.size(), "");
            Strain.closeAll(all);
            boolean goodLogin = letsIn(host);
            if (host.complaints().contains("OutOfMemory") || !goodLogin) {
                throw new Broken(
                        "with 64 MB and %d viewers: %s".formatted(all.size(), host.complaints()));
            }
        }
    }

    private static HostProcess withSmallHeap(Strain strain) throws IOException {
        List<String> options = new ArrayList<>(strain.settings().jvmOptions());
        options.add("-Xmx64m");
        return HostProcess.start(
                options,
                new weft.cli.source.Size(320, 240),
                OF_SMALL_HEAP * 2,
                strain.settings().loginSeconds());
    }

    static void shutdown(Strain strain) throws IOException, Broken {
        List<SoakConnection> all = new ArrayList<>();
        long start;
        try (HostProcess host = strain.another()) {
            host.tell("fps 30");
            for (int i = 0; i < strain.times(AT_SHUTDOWN); i++) {
                SoakConnection one = SoakConnection.connect(host.address());
                one.logIn(PHASES.get(i % PHASES.size()));
                all.add(one);
            }
            start = System.nanoTime();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Strain.closeAll(all);
        strain.most("s until the process is gone", seconds, "F28: at most 5");
        if (seconds > SHUTDOWN_SECONDS) {
            throw new Broken("it took %.1f s to end".formatted(seconds));
        }
    }
}
