package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;
import weft.cli.record.RecordingProxy;
import weft.cli.record.Recordings;
import weft.client.address.Destination;
import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Disks that do not take a recording. Viewers look through a [RecordingProxy], and must not see
/// anything of it.
final class RecordingFaults {

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration WHILE = Duration.ofSeconds(5);

    private RecordingFaults() {}

    /// A proxy, and the thread that serves.
    private record Proxy(RecordingProxy proxy, Thread thread) implements AutoCloseable {

        static Proxy into(Path folder, HostProcess host) throws IOException {
            RecordingProxy proxy =
                    RecordingProxy.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            Destination.parse("127.0.0.1::" + host.address().getPort()),
                            new Recordings(folder, true));
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                boolean _ = Strain.succeeds(proxy::serve);
                            });
            return new Proxy(proxy, thread);
        }

        @Override
        public void close() throws IOException {
            proxy.close();
            boolean _ = Strain.joined(thread, Strain.GRACE);
        }
    }

    static void fullDisk(Strain strain) throws IOException, Broken, NotRun {
        Path folder = Files.createTempDirectory("weft-soak");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try {
            String _ =
                    Commands.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        } catch (IOException e) {
            TlsFaults.delete(folder);
            throw new NotRun("no small disk: " + e.getMessage());
        }
        try (Proxy proxy = Proxy.into(disk, strain.host())) {
            try (var viewer = new Canary(proxy.proxy().address(), Encoding.RAW)) {
                double _ =
                        Strain.await(
                                "the disk is full",
                                Strain.GRACE,
                                MOMENT,
                                () -> Files.getFileStore(disk).getUsableSpace() == 0);
                mustGoOn(strain, viewer, "the disk is full");
            }
            strain.most(
                    "recorded events that are read again", read(disk.resolve("viewer-1.fbs")), "");
            for (String name :
                    new String[] {"viewer-1.fbs", "viewer-1.input.fbs", "viewer-1.vdo"}) {
                Files.delete(disk.resolve(name));
            }
            double _ =
                    Strain.await(
                            "the disk has room again",
                            Strain.GRACE,
                            MOMENT,
                            () -> Files.getFileStore(disk).getUsableSpace() > 500_000);
            try (var next = new Canary(proxy.proxy().address(), Encoding.ZRLE)) {
                double _ =
                        Strain.await(
                                "the next recording grows",
                                Strain.GRACE,
                                MOMENT,
                                () -> size(disk.resolve("viewer-2.fbs")) > 100_000);
                Files.delete(disk.resolve("viewer-2.fbs"));
                mustGoOn(strain, next, "the file is deleted");
            }
        } finally {
            String _ = Commands.run("umount", "-l", disk.toString());
            TlsFaults.delete(folder);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void mustGoOn(Strain strain, Canary viewer, String though) throws Broken {
        long before = viewer.pictures();
        Strain.pause(WHILE);
        long more = viewer.pictures() - before;
        strain.least("pictures in 5 s though " + though, (double) more, "");
        if (viewer.complaint() != null) {
            throw new Broken("though " + though + ": " + viewer.complaint());
        }
        if (more == 0) {
            throw new Broken("no picture comes any more, " + though);
        }
    }

    /// Plays a recording to its end.
    private static int read(Path file) throws IOException, Broken {
        int events = 0;
        try (var screen = RecordedScreen.open(file, new Framebuffer(1, 1), Pace.UNPACED)) {
            while (screen.next().isPresent()) {
                events++;
            }
            if (!screen.hasPicture()) {
                throw new Broken("a recording on a disk that is full has no picture");
            }
        }
        return events;
    }

    /// The disk is a pipe, whose reader is stopped.
    static void stoppedDisk(Strain strain) throws IOException, Broken {
        Path folder = Files.createTempDirectory("weft-soak");
        Path file = folder.resolve("viewer-1.fbs");
        String _ = Commands.run("mkfifo", file.toString());
        Process disk =
                new ProcessBuilder("cat", file.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (Proxy proxy = Proxy.into(folder, strain.host());
                var viewer = new Canary(proxy.proxy().address(), Encoding.RAW)) {
            double _ =
                    Strain.await(
                            "a viewer sees pictures",
                            Strain.GRACE,
                            MOMENT,
                            () -> viewer.pictures() > 0);
            String _ = Commands.run("kill", "-STOP", Long.toString(disk.pid()));
            mustGoOn(strain, viewer, "the disk stands still");
            String _ = Commands.run("kill", "-CONT", Long.toString(disk.pid()));
            mustGoOn(strain, viewer, "the disk goes on");
        } finally {
            disk.destroyForcibly();
            TlsFaults.delete(folder);
        }
    }
}
