package weft.cli.e2e;

import weft.cli.e2e.Picture.Place;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// noVNC in Chromium on a virtual X display, connected through websockify: several viewers side by
/// side on one page.
///
/// ```
///   server <-- Tap <-- websockify <--WebSocket-- novnc.html in Chromium --X11--> XServer
/// ```
final class NoVnc implements AutoCloseable {

    /// What it decodes. Neither Raw nor RRE, of which single pieces may come as Raw: 1.3 sets the
    /// bytes behind the colours, which it takes for opacity, at the wrong place unless the pixels
    /// begin its queue.
    static final List<Encoding> ENCODINGS =
            List.of(Encoding.HEXTILE, Encoding.TIGHT, Encoding.TIGHT_PNG);

    private static final Path NOVNC = Path.of("/usr/share/novnc");

    /// A newer one, which knows RSA-AES; `tools/bin/verify` fetches it.
    private static final Path NOVNC_1_7 = Path.of("target", "novnc-1.7.0", "package");

    /// Which noVNC.
    enum Version {
        /// Debian's, 1.3.
        OF_DEBIAN(NOVNC),
        /// 1.7.
        NEWER(NOVNC_1_7);

        private final Path files;

        Version(Path files) {
            this.files = files;
        }
    }

    /// noVNC takes the bytes as canvas has them: red first.
    private static final PixelFormat FORMAT =
            new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16);

    /// Nothing but what shows the page, in the display's own colours and pixels. A sandbox cannot
    /// be had as root.
    private static final List<String> CHROMIUM =
            List.of(
                    "--no-sandbox",
                    "--kiosk",
                    "--window-position=0,0",
                    "--window-size=" + XServer.WIDTH + "," + XServer.HEIGHT,
                    "--no-first-run",
                    "--log-level=3",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-extensions",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--force-color-profile=srgb",
                    "--force-device-scale-factor=1",
                    "--password-store=basic");

    private final List<ForeignViewer> viewers = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final XServer x;

    private NoVnc(XServer x) {
        this.x = x;
    }

    /// Shows a server's picture of this size once for each encoding.
    static NoVnc start(
            Path home, int port, int width, int height, List<Encoding> encodings, int level) {
        return start(
                home,
                encodings.stream().map(_ -> Tap.withoutRecord(port)).toList(),
                width,
                height,
                encodings,
                level);
    }

    /// @param taps one for each encoding
    /// @param more numbers that all ask for besides
    static NoVnc start(
            Path home,
            List<Tap> taps,
            int width,
            int height,
            List<Encoding> encodings,
            int level,
            Integer... more) {
        return open(home, taps, width, height, encodings, level, List.of(more), "");
    }

    /// Shows a server once, in Tight, to somebody who uses it: it fills the window, takes keys,
    /// wants the host to have its size, and gives back each text that is on the host's clipboard,
    /// from its last character to its first.
    ///
    /// @param more what it asks for besides
    static NoVnc used(Path home, int port, Encoding... more) {
        return open(
                home,
                List.of(Tap.withoutRecord(port)),
                XServer.WIDTH,
                XServer.HEIGHT,
                List.of(Encoding.TIGHT),
                1,
                Stream.of(more).map(Encoding::number).toList(),
                "&used");
    }

    /// Shows a server once, in Tight, to a user who logs in by name and password, with the newer
    /// noVNC.
    static NoVnc loggedIn(
            Path home, int port, int width, int height, String user, String password) {
        return open(
                home,
                NOVNC_1_7,
                freePort(),
                List.of(Tap.withoutRecord(port)),
                width,
                height,
                List.of(Encoding.TIGHT),
                1,
                List.of(),
                "&user=%s&password=%s".formatted(user, password));
    }

    /// Shows a server that has WebSockets itself, once for each encoding; the pages come from
    /// [#pageAt] all the same.
    ///
    /// @param novnc which one
    static NoVnc overWebSockets(
            Path home,
            Version novnc,
            int webPort,
            int port,
            int width,
            int height,
            List<Encoding> encodings,
            String query) {
        List<Tap> taps = encodings.stream().map(_ -> Tap.withoutRecord(port)).toList();
        String at =
                taps.stream()
                        .map(tap -> "&at=ws://127.0.0.1:" + tap.port())
                        .collect(Collectors.joining());
        return open(
                home,
                novnc.files,
                webPort,
                taps,
                width,
                height,
                encodings,
                1,
                List.of(),
                at + query);
    }

    /// The origin of pages that are served at this port.
    static String pageAt(int webPort) {
        return "http://127.0.0.1:" + webPort;
    }

    private static NoVnc open(
            Path home,
            List<Tap> taps,
            int width,
            int height,
            List<Encoding> encodings,
            int level,
            List<Integer> more,
            String query) {
        return open(home, NOVNC, freePort(), taps, width, height, encodings, level, more, query);
    }

    private static NoVnc open(
            Path home,
            Path novnc,
            int webPort,
            List<Tap> taps,
            int width,
            int height,
            List<Encoding> encodings,
            int level,
            List<Integer> more,
            String query) {
        var page = new NoVnc(XServer.start(home));
        try {
            page.open.addAll(taps);
            page.open.addFirst(page.x);
            page.show(
                    home,
                    files(home, novnc),
                    webPort,
                    taps,
                    width,
                    height,
                    encodings,
                    level,
                    more,
                    query);
            return page;
        } catch (Throwable e) {
            page.close();
            throw e;
        }
    }

    private void show(
            Path home,
            Path files,
            int webPort,
            List<Tap> taps,
            int width,
            int height,
            List<Encoding> encodings,
            int level,
            List<Integer> more,
            String query) {
        Running websockify =
                Running.start(
                        home,
                        "websockify",
                        "--web",
                        files.toString(),
                        "--token-plugin",
                        "TokenFile",
                        "--token-source",
                        tokens(home, taps).toString(),
                        "127.0.0.1:" + webPort);
        open.addFirst(websockify);
        Eventually.holds(
                () -> websockify.output().contains("proxying from"),
                () -> "websockify does not listen: " + websockify);
        int columns = XServer.WIDTH / width;
        List<String> arguments = new ArrayList<>(CHROMIUM);
        arguments.add("--user-data-dir=" + home.resolve("chromium"));
        arguments.add(
                pageAt(webPort)
                        + "/novnc.html?width=%d&height=%d&columns=%d"
                                .formatted(width, height, columns)
                        + query
                        + encodings.stream()
                                .map(encoding -> "&view=" + numbers(encoding, level, more))
                                .collect(Collectors.joining()));
        Running chromium = x.run("chromium", arguments.toArray(String[]::new));
        open.addFirst(chromium);
        for (int i = 0; i < encodings.size(); i++) {
            var place = new Place(i % columns * width, i / columns * height);
            viewers.add(
                    new ForeignViewer(
                            "noVNC %s level %d".formatted(encodings.get(i), level),
                            FORMAT,
                            encodings.get(i),
                            level,
                            taps.get(i),
                            chromium,
                            (columnCount, rows) -> x.screenshot().part(place, columnCount, rows)));
        }
    }

    private static String numbers(Encoding encoding, int level, List<Integer> more) {
        return Stream.concat(CompiledViewers.wanted(encoding, level).stream(), more.stream())
                .map(String::valueOf)
                .collect(Collectors.joining("+"));
    }

    /// The page, and noVNC's modules where it looks for them.
    private static Path files(Path home, Path novnc) {
        if (!Files.exists(novnc)) {
            throw new AssertionError(
                    "missing: " + novnc.toAbsolutePath() + "; tools/bin/verify installs it");
        }
        try {
            Path folder = Files.createTempDirectory(home, "web");
            Path page = folder.resolve("novnc.html");
            Files.copy(CompiledViewers.SOURCES.resolve("novnc.html"), page);
            for (String part : List.of("core", "vendor")) {
                try (Stream<Path> files = Files.walk(novnc.resolve(part))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, folder.resolve(novnc.relativize(file).toString()));
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path tokens(Path home, List<Tap> taps) {
        var lines = new StringBuilder();
        for (int i = 0; i < taps.size(); i++) {
            lines.append(i).append(": 127.0.0.1:").append(taps.get(i).port()).append('\n');
        }
        try {
            return Files.writeString(Files.createTempFile(home, "tokens", ""), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// websockify does not say which port it got, so it must be told one.
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the page is.
    XServer x() {
        return x;
    }

    /// One for each encoding, in that order.
    List<ForeignViewer> viewers() {
        return List.copyOf(viewers);
    }

    @Override
    public void close() {
        for (AutoCloseable thing : open) {
            try {
                thing.close();
            } catch (Exception e) {
                throw new AssertionError("closing " + thing, e);
            }
        }
    }
}
