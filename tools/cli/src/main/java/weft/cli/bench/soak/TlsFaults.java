package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;
import weft.client.VncClient;
import weft.server.access.Tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Certificates that change while viewers come.
final class TlsFaults {

    private static final int CHANGES = 12;
    private static final Duration EACH = Duration.ofSeconds(1);

    /// What becomes of the certificate, one after the other; whatever is bad is not used.
    private static final List<String> BECOMES = List.of("one", "noise", "two", "half", "none");

    private TlsFaults() {}

    static void reloads(Strain strain) throws IOException, Broken {
        Path folder = Files.createTempDirectory("weft-soak");
        try {
            var _ = Tls.selfSigned(folder.resolve("one"));
            var _ = Tls.selfSigned(folder.resolve("two"));
            var _ = Tls.selfSigned(folder.resolve("live"));
            Path live = folder.resolve("live");
            try (HostProcess host =
                            strain.another(
                                    "--security=X509Vnc",
                                    "--tls-cert=" + live.resolve("cert.pem"),
                                    "--tls-key=" + live.resolve("key.pem"));
                    VncClient stays = TlsViewer.logIn(host.address())) {
                int failed = changes(strain, folder, host);
                strain.most("handshakes that failed", failed, "22: 0");
                if (failed > 0) {
                    throw new Broken(failed + " handshakes failed while certificates changed");
                }
                host.tell("show");
                var _ = stays.sync(Strain.GRACE); // it is still there
            }
        } finally {
            delete(folder);
        }
    }

    private static int changes(Strain strain, Path folder, HostProcess host) throws IOException {
        int failed = 0;
        int good = 0;
        for (int i = 0; i < CHANGES; i++) {
            become(folder, BECOMES.get(i % BECOMES.size()));
            long end = System.nanoTime() + EACH.toNanos();
            do {
                boolean in = Strain.succeeds(() -> TlsViewer.logIn(host.address()).close());
                failed += in ? 0 : 1;
                good += in ? 1 : 0;
            } while (System.nanoTime() - end < 0);
        }
        strain.count("handshakes", good);
        return failed;
    }

    private static void become(Path folder, String what) throws IOException {
        Path live = folder.resolve("live");
        switch (what) {
            case "noise" -> Files.writeString(live.resolve("cert.pem"), "noise");
            case "half" ->
                    Files.copy(
                            folder.resolve("one").resolve("key.pem"),
                            live.resolve("key.pem"),
                            StandardCopyOption.REPLACE_EXISTING); // of another certificate
            case "none" -> Files.delete(live.resolve("cert.pem"));
            default -> {
                for (String name : List.of("cert.pem", "key.pem")) {
                    Files.copy(
                            folder.resolve(what).resolve(name),
                            live.resolve(name),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
